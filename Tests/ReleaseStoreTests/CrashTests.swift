import Extracts
import Foundation
import GRDB
import GRDBSQLite
import Testing

@testable import ReleaseStore

@Suite struct CrashTests {
  private let watched = Origin(source: "inbox", fileIdentity: "8:17:99")

  @Test func `whichever statement fails, nothing is stored, and a retry stores once`() throws {
    var failures = 0
    for number in 1... {
      let succeeded = try inTemporaryFolder { folder in
        let store = try Sample.store(in: folder)
        let attempt = try store.fresh(Sample.extract(), from: watched)
        let before = try contents(of: store)
        let statements = Counter()
        watch(store) { db in
          if statements.next() == number { sqlite3_interrupt(db.sqliteConnection) }
        }
        let done = (try? store.record([.believed(Sample.table())], of: Sample.extract(), for: attempt)) != nil
        watch(store, nil)
        if !done { #expect(try contents(of: store) == before, "statement \(number)") }
        let again = try store.fresh(Sample.extract(), from: watched, unlessDone: done) ?? attempt
        #expect(again == attempt, "a failed attempt of the same process is taken up again")
        _ = try store.record([.believed(Sample.table())], of: Sample.extract(), for: again)
        try expectStoredOnce(in: store)
        // Statements beyond the last are not reached, and so nothing fails.
        return done && statements.count < number
      }
      if succeeded { break }
      failures += 1
    }
    #expect(failures > 10, "the transaction has more statements than were made to fail")
  }

  @Test func `a failing commit stores nothing`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      let attempt = try store.fresh(Sample.extract(), from: watched)
      let before = try contents(of: store)
      store.database.add(transactionObserver: RefusingObserver(), extent: .nextTransaction)
      #expect(throws: StoreError.self) {
        try store.record([.believed(Sample.table())], of: Sample.extract(), for: attempt)
      }
      #expect(try contents(of: store) == before)
      _ = try store.record([.believed(Sample.table())], of: Sample.extract(), for: attempt)
      try expectStoredOnce(in: store)
    }
  }

  @Test func `a process that dies at any statement leaves a store that finishes the work once`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      let attempt = try store.fresh(Sample.extract(), from: watched)
      let deaths = Counter()
      watch(store) { _ in try? copyStore(in: folder, to: "\(folder)/death-\(deaths.next())") }
      _ = try store.record([.believed(Sample.table())], of: Sample.extract(), for: attempt)
      watch(store, nil)
      try #require(deaths.count > 10)
      for number in 1...deaths.count {
        let survivor = try Sample.store(in: "\(folder)/death-\(number)")
        let again = try survivor.fresh(Sample.extract(), from: watched)
        #expect(again.earlierCrashes == 1)
        let outcomes = try survivor.record([.believed(Sample.table())], of: Sample.extract(), for: again)
        #expect(outcomes.map(\.outcome) == [.new], "death \(number)")
        try expectStoredOnce(in: survivor)
      }
    }
  }

  @Test func `a process that dies after the commit has only the file to move`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      let outcomes = try store.take([.believed(Sample.table())], as: Sample.extract(), from: watched)
      try copyStore(in: folder, to: "\(folder)/death")
      let survivor = try Sample.store(in: "\(folder)/death")
      guard case .finished(let attempt, let recorded) = try survivor.begin(Sample.extract(), from: watched)
      else {
        Issue.record("the extract would be judged again")
        return
      }
      #expect(recorded == outcomes)
      try survivor.recordFiling(of: attempt)
      try survivor.recordFiling(of: attempt)
      #expect(try survivor.fresh(Sample.extract(), from: watched).id != attempt.id)
      try expectStoredOnce(in: survivor)
    }
  }

  @Test func `crashes are counted since the last attempt that ended well`() throws {
    try inTemporaryFolder { folder in
      for crashes in 0..<3 {
        let store = try Sample.store(in: folder)
        #expect(try store.fresh(Sample.extract()).earlierCrashes == crashes)
        #expect(try store.fresh(Sample.extract("another")).earlierCrashes == crashes)
        #expect(try store.fresh(Sample.extract()).earlierCrashes == crashes, "our own are not crashes")
        store.close()
      }
      let store = try Sample.store(in: folder)
      try store.take([.refused(dataset: nil, year: nil, findings: [])], as: Sample.extract())
      #expect(try store.fresh(Sample.extract()).earlierCrashes == 0)
      #expect(try store.fresh(Sample.extract("another")).earlierCrashes == 3)
    }
  }

  /// Calls a closure before every statement of the store's connection.
  private func watch(_ store: ReleaseStore, _ call: ((Database) -> Void)?) {
    store.database.inDatabase { db in
      guard let call else { return db.trace(nil) }
      db.trace { _ in call(db) }
    }
  }

  private func contents(of store: ReleaseStore) throws -> [String: Int] {
    try store.database.inDatabase { db in
      var counts: [String: Int] = [:]
      for table in ledger.map(\.table) + ["quarantine", "look"] {
        counts[table] = try Int.fetchOne(db, sql: "SELECT count(*) FROM \"\(table)\"")
      }
      return counts
    }
  }

  private func expectStoredOnce(in store: ReleaseStore) throws {
    let counts = try contents(of: store)
    #expect(counts["release"] == 1)
    #expect(counts["flow_cell"] == 9)
    #expect(counts["release_extract"] == 1)
    #expect(counts["extract"] == 1)
    #expect(counts["outcome"] == 1)
    #expect(counts["sighting"] == 0)
    #expect(counts["look"] == 1)
  }
}

extension ReleaseStore {
  /// Begins again where the first try failed; `nil` where it was done.
  fileprivate func fresh(_ extract: Extract, from origin: Origin, unlessDone done: Bool) throws -> Attempt? {
    done ? nil : try fresh(extract, from: origin)
  }
}

/// What a killed process leaves: the files as they are, with no lock.
func copyStore(in folder: String, to other: String) throws {
  try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: true)
  for file in ["flyt.db", "flyt.db-wal", "flyt.db-shm"] {
    try FileManager.default.copyItem(atPath: "\(folder)/\(file)", toPath: "\(other)/\(file)")
  }
}

private final class Counter {
  private(set) var count = 0

  func next() -> Int {
    count += 1
    return count
  }
}

private final class RefusingObserver: TransactionObserver {
  struct Refusal: Error {}

  func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { true }
  func databaseDidChange(with event: DatabaseEvent) {}
  func databaseWillCommit() throws { throw Refusal() }
  func databaseDidCommit(_ db: Database) {}
  func databaseDidRollback(_ db: Database) {}
}
