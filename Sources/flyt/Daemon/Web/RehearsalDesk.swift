import Checks
import Extracts
import FlowTables
import Ingest
import ReleaseStore
import Synchronization

/// A desk that stores nothing: it says what would have become of each answer.
final class RehearsalDesk: LookDesk {
  private let rehearsal: Rehearsal
  private let judge: Judge
  /// Without a store nothing is known.
  private let reader: ReleaseReader?
  private let seen = Mutex<[Extract]>([])

  init(store path: String, judge: Judge) throws {
    rehearsal = try Rehearsal(store: path, judge: judge)
    self.judge = judge
    do throws(StoreError) {
      reader = try ReleaseReader(reading: path)
    } catch {
      guard error.reason == .missing else { throw error }
      reader = nil
    }
  }

  /// How each answer was read.
  var explanations: [Explanation] { seen.withLock { $0 }.flatMap { judge.explanations(of: $0) } }

  func knowledge(of source: WebSource) throws(BeltError) -> SourceKnowledge {
    var known = SourceKnowledge()
    do throws(StoreError) {
      // What each address had is left out, so that everything is asked for and can be shown.
      if let reader, let dataset = source.dataset { try known.learn(of: dataset.id, from: reader) }
    } catch {
      throw BeltError(error, carrying: source.name)
    }
    return known
  }

  func take(_ pieces: [Extract], from origin: Origin, isFramed: Bool) throws(BeltError) -> [Outcome]? {
    seen.withLock { $0 += pieces }
    let outcomes: [Outcome]
    do throws(StoreError) {
      outcomes = try rehearsal.outcomes(ofPieces: pieces)
    } catch {
      throw BeltError(error, carrying: pieces.first?.name ?? "")
    }
    return isFramed || outcomes.areProvenBySums ? outcomes : nil
  }

  func confirm(_ visit: Visit, at source: String, of fingerprint: Fingerprint) {}
  func forgetValidators(of key: String, at source: String) {}
  func noteCatalogue(_ updated: String, of source: String) {}
}

extension [Outcome] {
  /// Whether a missing end would have been noticed in each table.
  fileprivate var areProvenBySums: Bool {
    allSatisfy { outcome in
      outcome.isSettled && outcome.proof.contains { [.rows, .columns, .total].contains($0) }
    }
  }
}
