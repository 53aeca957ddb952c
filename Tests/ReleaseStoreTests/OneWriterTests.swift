import Foundation
import GRDB
import Testing

@testable import ReleaseStore

@Suite struct OneWriterTests {
  @Test func `a second writer is told who holds the store`() throws {
    try inTemporaryFolder { folder in
      let first = try Sample.store(in: folder)
      let error = #expect(throws: StoreError.self) { try Sample.store(in: folder) }
      #expect(
        error?.description == """
          \(folder)/flyt.db: held by flyt run (process \(getpid())) since 2026-11-22T07:00:00.000Z. \
          Wait until it is done, or stop it.
          """)
      first.close()
      #expect(throws: Never.self) { try Sample.store(in: folder) }
    }
  }

  @Test func `a link to the store is the same store`() throws {
    try inTemporaryFolder { folder in
      let first = try Sample.store(in: folder)
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder)/link.db", withDestinationPath: "\(folder)/flyt.db")
      let error = #expect(throws: StoreError.self) {
        try ReleaseStore(opening: "\(folder)/link.db", holder: "flyt ingest", now: { Sample.time })
      }
      #expect(error?.path == first.path)
    }
  }

  @Test func `another process is kept out while the store is open, and not longer`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      let lock = "\(folder)/flyt.db.lock"
      #expect(try run("flock", "--nonblock", "--conflict-exit-code", "75", lock, "true").status == 75)
      store.close()
      #expect(try run("flock", "--nonblock", "--conflict-exit-code", "75", lock, "true").status == 0)
    }
  }

  @Test func `another process keeps us out, and its death lets us in`() throws {
    try inTemporaryFolder { folder in
      let holder = Process()
      let output = Pipe()
      holder.executableURL = URL(filePath: "/usr/bin/env")
      holder.arguments = [
        "flock", "\(folder)/flyt.db.lock", "sh", "-c",
        #"printf '{"holder":"flyt\\u001b run","pid":77,"since":"2026-11-22T06:00:00Z"}' > "$0"; echo held; read x"#,
        "\(folder)/flyt.db.lock",
      ]
      (holder.standardOutput, holder.standardInput) = (output, Pipe())
      try holder.run()
      _ = try output.fileHandleForReading.read(upToCount: 5)
      let error = #expect(throws: StoreError.self) { try Sample.store(in: folder) }
      #expect(
        error?.description.contains(#"flyt\u{1b} run (process 77) since 2026-11-22T06:00:00.000Z"#) == true)
      (holder.standardInput as? Pipe)?.fileHandleForWriting.closeFile()
      holder.waitUntilExit()
      #expect(throws: Never.self) { try Sample.store(in: folder) }
    }
  }

  @Test func `a reader needs no lock`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      try store.take(Sample.table(), as: Sample.extract())
      #expect(try Sample.reader(in: folder).releases().count == 1)
    }
  }

  @Test func `a commit outlives a power cut`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      let settings = try store.database.inDatabase { db in
        try ["journal_mode", "synchronous", "foreign_keys"].map {
          try String.fetchOne(db, sql: "PRAGMA \($0)")
        }
      }
      #expect(settings == ["wal", "2", "1"])
    }
  }
}
