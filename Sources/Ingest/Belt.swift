import Checks
package import Extracts
package import FlowTables
package import ReleaseStore

/// Carries one extract from its arrival to its outcome, durably.
///
/// The attempt is written down before the bytes are read, and everything that
/// comes of them in one transaction; so whoever is killed on the way begins
/// again with the same bytes and ends with the same store.
package struct Belt: Sendable {
  /// An extract that brought the process down so often is not read again.
  package static let mostCrashes = 3

  private let store: ReleaseStore
  private let judge: Judge

  /// A belt into a store, with a judge at it.
  package init(store: ReleaseStore, judge: Judge) { (self.store, self.judge) = (store, judge) }

  /// An extract's way, once it is decided.
  package struct Carried: Sendable {
    /// For recording that the source's file has been moved away.
    package let attempt: Attempt
    /// One for each table.
    package let outcomes: [Outcome]
  }

  /// Reads an extract and stores what came of it.
  ///
  /// - Errors: ``BeltError``; then nothing is decided and the extract may come again.
  package func carry(
    _ extract: Extract, from origin: Origin, releasedOn: CivilDate? = nil
  ) throws(BeltError) -> Carried {
    do throws(StoreError) {
      switch try store.begin(extract, from: origin) {
      case .finished(let attempt, let outcomes):
        return Carried(attempt: attempt, outcomes: outcomes)
      case .fresh(let attempt) where attempt.knownReleases:
        return Carried(attempt: attempt, outcomes: try store.recordSightings(of: extract, for: attempt))
      case .fresh(let attempt):
        let verdicts =
          attempt.earlierCrashes >= Self.mostCrashes
          ? [dangerous(extract, crashes: attempt.earlierCrashes)]
          : judge.verdicts(on: extract, releasedOn: releasedOn)
        return Carried(
          attempt: attempt, outcomes: try store.record(verdicts, of: extract, for: attempt))
      }
    } catch {
      throw BeltError(error, carrying: extract.name)
    }
  }

  /// Records that the source's file has been moved away.
  package func finish(_ carried: Carried) throws(BeltError) {
    do throws(StoreError) {
      try store.recordFiling(of: carried.attempt)
    } catch {
      throw BeltError(error, carrying: carried.outcomes.first?.extract.name ?? "")
    }
  }

  private func dangerous(_ extract: Extract, crashes: Int) -> Verdict {
    .refused(
      dataset: nil, year: nil,
      findings: [
        Finding(
          .crashed,
          "\(extract.name): the program ended \(crashes) times while reading it, so it is not read again. Please "
            + "report it with the file.")
      ])
  }
}
