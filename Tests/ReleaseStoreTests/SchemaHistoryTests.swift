import Checks
import Extracts
import FlowTables
import GRDB
import Testing

@testable import ReleaseStore

/// Stores that an earlier program wrote.
@Suite struct SchemaHistoryTests {
  /// A store as the first schema left it, with one release in it.
  private func oldStore(in folder: String) throws {
    let database = try DatabaseQueue(path: "\(folder)/flyt.db")
    try database.write { db in
      try Schema.history[0](db)
      try db.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
      try db.execute(sql: "PRAGMA user_version = 1")
      let definition = try DefinitionText(of: Sample.dataset())
      let digest = String(repeating: "a", count: 64)
      try db.execute(
        sql: """
          INSERT INTO extract VALUES (1, ?1, 1, 1, 'old.txt', '2026-01-01T00:00:00.000Z', x'41');
          INSERT INTO definition VALUES (?2, 'demo-flows', ?3, '2026-01-01T00:00:00.000Z');
          INSERT INTO flow_cell VALUES (1, '01', '03', 7, NULL, NULL, 1, 1, NULL, 1);
          INSERT INTO release_extract VALUES (1, 1);
          INSERT INTO release VALUES (1, 'demo-flows', 2011, 1, 'first', '2026-01-01T00:00:00.000Z', NULL, 1, ?1, 7,
            '["rows","total"]', ?2, 'page-text');
          INSERT INTO attempt VALUES (1, ?1, 'old.txt', 1, NULL, NULL, '2026-01-01T00:00:00.000Z');
          INSERT INTO outcome VALUES (1, 1, 0, 'demo-flows', 2011, 'new', 1, NULL, '["rows"]', '[]', NULL,
            '2026-01-01T00:00:00.000Z');
          """.replacing("?1", with: "'\(digest)'").replacing("?2", with: "'\(definition.fingerprint.hex)'")
            .replacing("?3", with: "'\(definition.body.replacing("'", with: "''"))'"))
    }
    try database.close()
  }

  @Test func `a store of the first schema is brought forward and keeps all it has`() throws {
    try inTemporaryFolder { folder in
      try oldStore(in: folder)
      let store = try Sample.store(in: folder)
      let reader = try Sample.reader(in: folder)
      #expect(try reader.counts().schema == Schema.newest)
      let release = try #require(try reader.releases().first)
      #expect(release.proof.map(\.rawValue) == ["rows", "total"])
      #expect(release.proofs.isEmpty)
      #expect(try reader.cells(of: release).map(\.value) == [.persons(7)])
      let outcomes = try store.database.read { try recordedOutcomes(of: 1, in: $0) }
      #expect(outcomes.map(\.witnesses) == [[]])
      // What comes now is kept with its numbers.
      try store.take(Sample.table(), as: Sample.extract())
      #expect(try reader.releases().map(\.proofs.count) == [0, 1])
    }
  }
}
