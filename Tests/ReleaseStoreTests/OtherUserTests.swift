import Foundation
import Testing

@testable import ReleaseStore

/// Another user of the machine, who may read the store's folder and write nothing.
@Suite(
  .enabled(if: isRoot && canRun("sqlite3"), "needs root, to become another user, and the sqlite3 program"))
struct OtherUserTests {
  @Test func `reads while the writer runs`() throws {
    try inTemporaryFolder { folder in
      let store = try filledStore(in: folder)
      try expectReadable("\(folder)/flyt.db")
      try store.take(Sample.table(20), as: Sample.extract("B"))
    }
  }

  @Test func `reads after the writer stopped`() throws {
    try inTemporaryFolder { folder in
      try filledStore(in: folder).close()
      try expectReadable("\(folder)/flyt.db")
    }
  }

  @Test func `reads after the writer was killed`() throws {
    try inTemporaryFolder { folder in
      let store = try filledStore(in: folder)
      try copyStore(in: folder, to: "\(folder)/killed")
      try expectReadable("\(folder)/killed/flyt.db")
      store.close()
    }
  }

  /// What keeps a stopped store readable, shown by its absence.
  @Test func `could not read a store that was stopped without its log`() throws {
    try inTemporaryFolder { folder in
      try filledStore(in: folder).close()
      for file in ["wal", "shm"] { try FileManager.default.removeItem(atPath: "\(folder)/flyt.db-\(file)") }
      #expect(try readAsNobody("\(folder)/flyt.db").status != 0)
    }
  }

  private func filledStore(in folder: String) throws -> ReleaseStore {
    let store = try Sample.store(in: folder)
    try store.take(Sample.table(), as: Sample.extract())
    return store
  }

  private func expectReadable(_ path: String) throws {
    let answer = try readAsNobody(path)
    #expect(answer.output == "9\n")
    #expect(answer.status == 0)
  }

  private func readAsNobody(_ path: String) throws -> (status: Int32, output: String) {
    try run(
      "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "sqlite3", "file:\(path)?mode=ro",
      "SELECT count(*) FROM flow_cell")
  }
}
