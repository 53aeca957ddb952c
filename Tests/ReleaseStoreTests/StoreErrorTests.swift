import Extracts
import Foundation
import GRDB
import Testing

@testable import ReleaseStore

@Suite struct StoreErrorTests {
  @Test func `a reader of nothing is told that no store is there`() throws {
    try inTemporaryFolder { (folder) throws in
      let error = #expect(throws: StoreError.self) { try Sample.reader(in: folder) }
      #expect(
        error?.description
          == "\(folder)/flyt.db: no store here. Ingest a table first, or name another store.")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }
  }

  @Test func `a file that nothing was written to yet is no store`() throws {
    try inTemporaryFolder { folder in
      try Data().write(to: URL(filePath: "\(folder)/flyt.db"))
      let error = #expect(throws: StoreError.self) { try Sample.reader(in: folder) }
      #expect(error?.reason == .missing)
      #expect(throws: Never.self) { try Sample.store(in: folder) }
    }
  }

  @Test func `a missing folder is named`() throws {
    try inTemporaryFolder { folder in
      for open in [{ _ = try Sample.store(in: $0) }, { _ = try Sample.reader(in: $0) }]
        as [(String) throws -> Void]
      {
        let error = #expect(throws: StoreError.self) { try open("\(folder)/none") }
        #expect(
          error?.description == """
            \(folder)/none/flyt.db: the folder \(folder)/none does not exist. \
            Create it, or name another store.
            """)
      }
    }
  }

  @Test(arguments: [
    "This is a text and no database, though a long one: \(String(repeating: "x", count: 600))", "x",
  ])
  func `a file that is no database is left as it is`(text: String) throws {
    try inTemporaryFolder { folder in
      let path = "\(folder)/flyt.db"
      try text.write(toFile: path, atomically: false, encoding: .utf8)
      for open in [{ _ = try Sample.store(in: $0) }, { _ = try Sample.reader(in: $0) }]
        as [(String) throws -> Void]
      {
        let error = #expect(throws: StoreError.self) { try open(folder) }
        #expect(
          error?.description == "\(path): not a Flyt store. It is left as it is; name another file.")
      }
      #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    }
  }

  @Test func `another program's database is left as it is`() throws {
    try inTemporaryFolder { folder in
      let path = "\(folder)/flyt.db"
      try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE theirs (x)") }
      let before = try Data(contentsOf: URL(filePath: path))
      let error = #expect(throws: StoreError.self) { try Sample.store(in: folder) }
      #expect(error?.reason == .notAStore)
      #expect(try Data(contentsOf: URL(filePath: path)) == before)
    }
  }

  @Test func `a newer schema is refused with both numbers`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      try store.database.write { try $0.execute(sql: "PRAGMA user_version = 99") }
      store.close()
      for open in [{ _ = try Sample.store(in: $0) }, { _ = try Sample.reader(in: $0) }]
        as [(String) throws -> Void]
      {
        let error = #expect(throws: StoreError.self) { try open(folder) }
        #expect(
          error?.description == """
            \(folder)/flyt.db: written with schema 99, where this program knows \(Schema.newest). \
            Use the newer program that wrote it.
            """)
      }
    }
  }

  @Test func `a stored value of the wrong kind is damage, not a crash`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      try store.take(Sample.table(), as: Sample.extract())
      try store.database.write { db in
        try db.execute(sql: #"DROP TRIGGER "release refuses UPDATE"; UPDATE release SET releasedOn = 'soon'"#)
      }
      let error = #expect(throws: StoreError.self) { try Sample.reader(in: folder).releases() }
      #expect(error?.reason == .damaged("releasedOn holds 'soon'"))
    }
  }

  @Test func `a closed store says so and does not crash`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      store.close()
      #expect(throws: StoreError.self) { try store.begin(Sample.extract(), from: .named) }
    }
  }

  @Test(.enabled(if: isRoot, "only root can mount a small disk"))
  func `a full disk stores nothing and says so`() throws {
    try inTemporaryFolder { folder in
      let mounted = try run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder)
      guard mounted.status == 0 else {
        try Test.cancel("no small disk can be mounted here: \(mounted.output)")
      }
      defer { _ = try? run("umount", folder) }
      let store = try Sample.store(in: folder)
      defer { store.close() }
      let large = Extract(
        name: "large.txt", bytes: [UInt8](repeating: 7, count: 1_500_000), retrievedAt: Sample.time)
      let attempt = try store.fresh(large)
      let error = #expect(throws: StoreError.self) {
        try store.record([.believed(Sample.table())], of: large, for: attempt)
      }
      #expect(
        error?.description == """
          \(folder)/flyt.db: the disk is full; nothing was stored. Free some space and try again.
          """)
      #expect(try Sample.reader(in: folder).counts().extracts == 0)
      #expect(try store.take(Sample.table(), as: Sample.extract())?.outcome == .new)
    }
  }
}
