import Checks
import GRDB
import Testing

@testable import ReleaseStore

@Suite struct AppendOnlyTests {
  @Test(arguments: ledger.map(\.table))
  func `what is stored can be neither changed, deleted nor replaced`(table: String) throws {
    try inTemporaryFolder { folder in
      let store = try filledStore(in: folder)
      try store.database.inDatabase { db in
        // Without those that SQLite computes, which nobody can insert.
        let columns = try String.fetchAll(
          db, sql: "SELECT name FROM pragma_table_info(?)", arguments: [table])
        let column = try #require(columns.first)
        let all = columns.map { "\"\($0)\"" }.joined(separator: ", ")
        let before = try Row.fetchAll(db, sql: "SELECT * FROM \"\(table)\"")
        try #require(!before.isEmpty)
        for change in [
          "UPDATE \"\(table)\" SET \"\(column)\" = \"\(column)\"",
          "DELETE FROM \"\(table)\"",
          "INSERT OR REPLACE INTO \"\(table)\" (\(all)) SELECT \(all) FROM \"\(table)\"",
          "REPLACE INTO \"\(table)\" (\(all)) SELECT \(all) FROM \"\(table)\" LIMIT 1",
          "INSERT OR IGNORE INTO \"\(table)\" (\(all)) SELECT \(all) FROM \"\(table)\"",
        ] {
          let error = #expect(throws: DatabaseError.self) { try db.execute(sql: change) }
          #expect(error?.message == "\(table) is append-only: add a new row instead", "\(change)")
        }
        #expect(try Row.fetchAll(db, sql: "SELECT * FROM \"\(table)\"") == before)
      }
    }
  }

  @Test(arguments: [
    """
    INSERT INTO flow_cell ("release", origin, destination, persons, atLine, atColumn, extract)
    VALUES (1, '77', '78', 5, 1, 1, 1)
    """,
    "INSERT INTO release_extract VALUES (1, 2)",
  ])
  func `nothing is added to a release that is there`(insertion: String) throws {
    try inTemporaryFolder { folder in
      let store = try filledStore(in: folder)
      let error = #expect(throws: DatabaseError.self) {
        try store.database.inDatabase { try $0.execute(sql: insertion) }
      }
      #expect(error?.message?.hasSuffix("is append-only: add a new row instead") == true)
    }
  }

  @Test func `cells without a release are not kept`() throws {
    try inTemporaryFolder { folder in
      let store = try filledStore(in: folder)
      let insertion = """
        INSERT INTO flow_cell ("release", origin, destination, persons, atLine, atColumn, extract)
        VALUES (99, '77', '78', 5, 1, 1, 1)
        """
      #expect(throws: DatabaseError.self) { try store.database.write { try $0.execute(sql: insertion) } }
    }
  }

  /// A store with a row in every table of the ledger.
  private func filledStore(in folder: String) throws -> ReleaseStore {
    let store = try Sample.store(in: folder)
    let origin = Origin(source: "inbox", fileIdentity: "1:2:3")
    let attempt = try store.fresh(Sample.extract(), from: origin)
    _ = try store.record([.believed(Sample.table())], of: Sample.extract(), for: attempt)
    try store.recordFiling(of: attempt)
    try store.take(Sample.table(), as: Sample.extract("the same in other bytes"))
    try store.take([.witness(Sample.companion())], as: Sample.extract("a witness"))
    try Sample.acceptDefect(in: store)
    let year = try Sample.table().referenceYear
    let decision = Decision(because: "the reader was wrong", by: "anna")
    #expect(try store.correctCause(of: "demo-flows", in: year, vintage: 1, to: .parserFix, decision))
    return store
  }
}
