package import Extracts
import FlowTables
package import Foundation
import GRDB
import Synchronization

/// The store, open for writing: extracts, looks, releases and quarantine, kept for ever.
///
/// Only one exists for a store on the whole machine, held by a lock for as long
/// as it is open. Every call is one transaction: it is done when it returns,
/// through a power cut, and not begun when it throws.
package final class ReleaseStore: Sendable {
  /// Where the store is, without links.
  package let path: String

  let database: DatabaseQueue
  private let lock: StoreLock
  private let isOpen = Atomic(true)
  let now: @Sendable () -> Date
  private let lastAttemptBefore: Int64
  private let lastDefinition = Mutex<DefinitionText?>(nil)

  /// Opens a store, and makes it where there is none.
  ///
  /// The holder is what messages to others call us, such as `flyt run`.
  ///
  /// - Errors: `busy` with the holder, `missingFolder`, `notPermitted`, `notAStore`, `newerSchema`, `diskFull`.
  package init(
    opening path: String, holder: String, now: @escaping @Sendable () -> Date
  ) throws(StoreError) {
    let path = try resolvedStorePath(path)
    let pid = ProcessInfo.processInfo.processIdentifier
    lock = try StoreLock(ofStoreAt: path, for: LockHolder(holder: holder, pid: pid, since: now()))
    database = try openWriter(at: path)
    (self.path, self.now) = (path, now)
    do {
      lastAttemptBefore = try database.read { db in
        try Int64.fetchOne(db, sql: "SELECT max(id) FROM attempt") ?? 0
      }
    } catch {
      throw StoreError(wrapping: error, at: path)
    }
  }

  deinit { close() }

  /// Closes the store and lets others write; the log stays, so that others can go on reading.
  package func close() {
    guard isOpen.exchange(false, ordering: .acquiringAndReleasing) else { return }
    // The log is worth emptying while we may; a reader that keeps it is no reason to fail.
    _ = try? database.writeWithoutTransaction { db in try db.checkpoint(.truncate) }
    // Nothing is open that could keep the connection from closing, and nothing is unwritten.
    try? database.close()
    lock.release()
  }

  /// Runs one transaction.
  func writing<Result>(
    _ work: (Database, _ time: String) throws -> Result
  ) throws(StoreError) -> Result {
    do {
      return try database.write { db in try work(db, now().timestamp) }
    } catch {
      throw StoreError(wrapping: error, at: path)
    }
  }

  /// Asks the store between transactions.
  ///
  /// Nobody else writes meanwhile, so no snapshot is needed; and turning writing off and on again for a question
  /// would make SQLite compile every statement anew.
  func reading<Result>(_ question: (Database) throws -> Result) throws(StoreError) -> Result {
    do {
      return try database.unsafeRead(question)
    } catch {
      throw StoreError(wrapping: error, at: path)
    }
  }

  /// The stored form of a definition; most tables are read with the one before.
  private func definitionText(of dataset: Dataset) throws -> DefinitionText {
    try lastDefinition.withLock { last in
      if let last, last.dataset == dataset { return last }
      let text = try DefinitionText(of: dataset)
      last = text
      return text
    }
  }
}

extension ReleaseStore {
  /// Writes down that an extract is about to be read, in a commit of its own.
  package func begin(_ extract: Extract, from origin: Origin) throws(StoreError) -> Beginning {
    try writing { db, time in
      let attempt = { id in
        Attempt(
          id: id, source: origin.source, isFleeting: origin.isFleeting, visit: origin.visit,
          earlierCrashes: try crashes(at: extract.fingerprint, upTo: self.lastAttemptBefore, in: db),
          knownReleases: try isSettled(extract.fingerprint, in: db))
      }
      // With the attempt, or not at all: what is open and kept is taken up again after a crash.
      if origin.isFleeting { _ = try storedRow(of: extract, in: db) }
      // The address has something else now; should the publisher go back before this has its outcome, that must be seen.
      if let source = origin.source, let visit = origin.visit { try forget(visit, at: source, in: db) }
      if let done = try unfiledAttempt(at: extract, from: origin, in: db) {
        return .finished(try attempt(done), try recordedOutcomes(of: done, in: db))
      }
      let open = try openAttempt(at: extract, from: origin, after: lastAttemptBefore, in: db)
      return .fresh(try attempt(open ?? insertAttempt(at: extract, from: origin, at: time, in: db)))
    }
  }

  /// Records that bytes whose releases are known came again; they need not be read.
  ///
  /// - Shape: one outcome for each release; none when the bytes are not known.
  package func recordSightings(of extract: Extract, for attempt: Attempt) throws(StoreError) -> [Outcome] {
    try recording(extract, attempt) { recording in
      try latestReleaseRows(knownBy: extract.fingerprint, in: recording.db).map { release in
        try recording.insertSighting(of: release, .sameBytes)
        return try Outcome(ofKnown: release, in: extract, from: attempt.source, recording.db)
      }
    }
  }

  /// Records what became of every table of an extract, in one transaction; done twice, it changes nothing.
  ///
  /// Unless the verdicts are on all that the extract holds, what else of it waits goes on waiting.
  ///
  /// - Shape: one outcome for each verdict, in their order.
  package func record(
    _ verdicts: [PlacedVerdict], of extract: Extract, for attempt: Attempt,
    _ judgement: Judgement = .unnamed, judgesAll: Bool = true
  ) throws(StoreError) -> [Outcome] {
    try recording(extract, attempt, judgement) { recording in
      let outcomes = try verdicts.map { try recording.outcome(of: $0) }
      if judgesAll { try recording.settleQuarantine(except: outcomes) }
      return outcomes
    }
  }

  /// Records that the watched file has been moved away; done twice, it changes nothing.
  package func recordFiling(of attempt: Attempt) throws(StoreError) {
    try writing { db, time in
      try db.execute(
        sql: """
          INSERT INTO filing (attempt, at) SELECT ?1, ?2
          WHERE NOT EXISTS (SELECT 1 FROM filing WHERE attempt = ?1)
          """, arguments: [attempt.id, time])
    }
  }

  /// Records so many looks that brought no extract; one that did is part of the extract's own transaction.
  ///
  /// Looks for a stored year that brought nothing new confirm its figures. `since` is when the first of them was.
  package func recordLooks(
    _ count: Int = 1, at source: String, for subject: LookSubject? = nil, result: LookResult,
    detail: String? = nil, since: Date? = nil
  ) throws(StoreError) {
    try writing { db, time in
      try noteLook(
        at: source, for: subject, result, detail, count: count, since: since?.timestamp, at: time, in: db)
    }
  }

  func recording(
    _ extract: Extract, _ attempt: Attempt, _ judgement: Judgement = .unnamed,
    _ work: (Recording) throws -> [Outcome]
  ) throws(StoreError) -> [Outcome] {
    try writing { db, time in
      let done = try recordedOutcomes(of: attempt.id, in: db)
      guard done.isEmpty else { return done }
      let recording = try Recording(
        of: extract, for: attempt, judgement, at: time, in: db, definition: definitionText)
      let outcomes = try work(recording)
      for (position, outcome) in outcomes.enumerated() {
        try insert(outcome, as: position, of: attempt.id, at: time, in: db)
      }
      if let source = attempt.source {
        let visit = attempt.visit
        let isSettled = outcomes.areSettled
        // What was not believed says nothing of the year's stored figures.
        try noteLook(
          at: source, for: isSettled ? visit?.subject : nil, .new, extract.name, at: time, in: db)
        if let visit {
          try noteVisit(visit, at: source, extract.fingerprint, isSettled: isSettled, at: time, in: db)
        }
      }
      return outcomes
    }
  }
}
