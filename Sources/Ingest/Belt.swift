import Checks
import Documents
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

  let store: ReleaseStore
  let judge: Judge
  private let editions = Editions()

  /// A belt into a store, with a judge at it.
  package init(store: ReleaseStore, judge: Judge) { (self.store, self.judge) = (store, judge) }

  /// An extract's way, once it is decided.
  package struct Carried: Sendable {
    /// For recording that the source's file has been moved away: one for each extract in the file.
    package let attempts: [Attempt]
    /// One for each table.
    package let outcomes: [Outcome]
  }

  /// Reads an extract and stores what came of it; the extracts in an archive one after the other.
  ///
  /// - Errors: ``BeltError``; then nothing is decided and the extract may come again.
  package func carry(
    _ extract: Extract, from origin: Origin, releasedOn: CivilDate? = nil
  ) throws(BeltError) -> Carried {
    do throws(StoreError) {
      guard mayBeWrapper(extract) else { return try carryOne(extract, from: origin, releasedOn: releasedOn) }
      // Taking an archive apart is reading as well: an attempt that stays open counts as a crash.
      guard case .fresh(let attempt) = try store.begin(extract, from: origin),
        attempt.earlierCrashes < Self.mostCrashes
      else { return try carryOne(extract, from: origin, releasedOn: releasedOn) }
      guard let members = try? contents(of: extract) else {
        return try carryOne(extract, from: origin, releasedOn: releasedOn)
      }
      // What is taken apart has no outcome of its own. A file can be taken apart again; of an answer only what was kept
      // is left, so that its attempt must stay open until the last member is done.
      if !origin.isFleeting { try store.recordFiling(of: attempt) }
      var carried: [Carried] = []
      for member in members {
        carried.append(try carryOne(member, from: origin.member(member.name), releasedOn: releasedOn))
      }
      let whole = Carried(attempts: carried.flatMap(\.attempts), outcomes: carried.flatMap(\.outcomes))
      if origin.isFleeting { try store.recordFiling(of: attempt) }
      if let visit = origin.visit, let source = origin.source {
        let isSettled = whole.outcomes.areSettled
        try store.note(visit, at: source, of: extract.fingerprint, isSettled: isSettled)
      }
      return whole
    } catch {
      throw BeltError(error, carrying: extract.name)
    }
  }

  /// Reads an extract whose end may be missing, and stores what came of it only where its own sums show that it is whole.
  ///
  /// - Returns: `nil` where nothing shows it; then it is as if it had never come.
  /// - Errors: as ``carry(_:from:releasedOn:)``.
  package func carryIfProvenWhole(_ extract: Extract, from origin: Origin) throws(BeltError) -> Carried? {
    // An archive has its own checksums.
    if mayBeWrapper(extract) { return try carry(extract, from: origin) }
    do throws(StoreError) {
      // Nothing is kept of what may be a piece of a page.
      guard case .fresh(let trial) = try store.begin(extract, from: origin.unkept),
        trial.earlierCrashes < Self.mostCrashes
      else { return nil }
      guard judge.verdicts(on: extract).allSatisfy(\.isProvenBySums) else {
        try store.recordFiling(of: trial)
        return nil
      }
      // The same attempt, now with its bytes.
      guard case .fresh(let attempt) = try store.begin(extract, from: origin) else { return nil }
      let outcomes = try read(extract, for: attempt, Judgement(by: judge.name, releasedOn: nil))
      return Carried(attempts: [attempt], outcomes: outcomes)
    } catch {
      throw BeltError(error, carrying: extract.name)
    }
  }

  /// Reads the pieces of one table that a server gave in several answers to one question.
  ///
  /// Each by itself would be held for the rest, or taken for known where it did not change.
  ///
  /// - Errors: as ``carry(_:from:releasedOn:)``.
  package func carryTogether(_ pieces: [Extract], from origin: Origin) throws(BeltError) -> Carried {
    guard let last = pieces.last, pieces.count > 1 else {
      return try pieces.first.map { piece throws(BeltError) in try carry(piece, from: origin) }
        ?? Carried(attempts: [], outcomes: [])
    }
    do throws(StoreError) {
      var attempts: [Attempt] = []
      for (number, piece) in pieces.enumerated() {
        // The first tells the store that the address has something else now.
        let from = number == 0 ? origin : origin.member(piece.name)
        guard case .fresh(let attempt) = try store.begin(piece, from: from) else { continue }
        attempts.append(attempt)
      }
      let carried: Carried
      if let attempt = attempts.last, attempts.count == pieces.count,
        attempts.allSatisfy({ $0.earlierCrashes < Self.mostCrashes }),
        let placed = try placement.joined(pieces)
      {
        let outcomes = try store.record(
          [placed], of: last, for: attempt, Judgement(by: judge.name, releasedOn: nil))
        editions.note([placed], as: outcomes)
        if outcomes.contains(where: { $0.outcome == .held }) {
          // Each piece waits by itself, so that whoever accepts one finds the others.
          for piece in pieces.dropLast() {
            _ = try carryOne(piece, from: origin.member(piece.name), releasedOn: nil)
          }
        } else {
          for other in attempts.dropLast() { try store.recordFiling(of: other) }
        }
        carried = Carried(attempts: attempts, outcomes: outcomes)
      } else {
        var each: [Carried] = []
        for piece in pieces {
          each.append(try carryOne(piece, from: origin.member(piece.name), releasedOn: nil))
        }
        carried = Carried(attempts: each.flatMap(\.attempts), outcomes: each.flatMap(\.outcomes))
      }
      if let visit = origin.visit, let source = origin.source {
        let isSettled = carried.outcomes.areSettled
        try store.note(visit, at: source, of: Self.fingerprint(of: pieces), isSettled: isSettled)
      }
      return carried
    } catch {
      throw BeltError(error, carrying: last.name)
    }
  }

  /// What the pieces of one answer are called together; one piece by its own name.
  package static func fingerprint(of pieces: [Extract]) -> Fingerprint {
    if let only = pieces.first, pieces.count == 1 { return only.fingerprint }
    return Fingerprint(of: pieces.flatMap { Array($0.fingerprint.hex.utf8) })
  }

  private func carryOne(
    _ extract: Extract, from origin: Origin, releasedOn: CivilDate?
  ) throws(StoreError) -> Carried {
    switch try store.begin(extract, from: origin) {
    case .finished(let attempt, let outcomes):
      return Carried(attempts: [attempt], outcomes: outcomes)
    // What is known may still be other than what holds, and an address says what holds.
    case .fresh(let attempt) where attempt.knownReleases && !attempt.isFleeting:
      return Carried(attempts: [attempt], outcomes: try store.recordSightings(of: extract, for: attempt))
    case .fresh(let attempt):
      return Carried(
        attempts: [attempt],
        outcomes: try read(
          extract, for: attempt, Judgement(by: judge.name, releasedOn: releasedOn)))
    }
  }

  /// Reads an extract and records what came of it; one that brought the process down too often is refused unread.
  func read(
    _ extract: Extract, for attempt: Attempt, _ judgement: Judgement
  ) throws(StoreError) -> [Outcome] {
    guard attempt.earlierCrashes < Self.mostCrashes else {
      let verdict = dangerous(extract, crashes: attempt.earlierCrashes)
      return try store.record(
        [PlacedVerdict(verdict)], of: extract, for: attempt, judgement, judgesAll: false)
    }
    let placed = try placed(judge.verdicts(on: extract, releasedOn: judgement.releasedOn), of: extract)
    let outcomes = try store.record(placed, of: extract, for: attempt, judgement)
    editions.note(placed, as: outcomes)
    return outcomes
  }

  /// Verdicts beside what is stored.
  func placed(_ verdicts: [Verdict], of extract: Extract) throws(StoreError) -> [PlacedVerdict] {
    try placement.placed(verdicts, of: extract)
  }

  private var placement: Placement { Placement(judge: judge, holdings: store, editions: editions) }

  /// Records that the source's file has been moved away.
  package func finish(_ carried: Carried) throws(BeltError) {
    do throws(StoreError) {
      for attempt in carried.attempts { try store.recordFiling(of: attempt) }
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

extension Verdict {
  /// Whether a missing end would have been noticed.
  fileprivate var isProvenBySums: Bool {
    guard case .believed(let table) = self else { return false }
    return !Set(table.proof).isDisjoint(with: [.rows, .columns, .total])
  }
}
