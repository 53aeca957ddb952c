import Checks
import Extracts
import FlowTables
import GRDB
import Testing

@testable import ReleaseStore

/// Stores that an earlier program wrote.
@Suite struct SchemaHistoryTests {
  /// A store as the first schema left it, with one release in it, brought forward by so many steps.
  private func oldStore(in folder: String, schema: Int = 1) throws {
    let database = try DatabaseQueue(path: "\(folder)/flyt.db")
    try database.write { db in
      try Schema.history[0](db)
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
          INSERT INTO sighting VALUES (1, 1, 1, 1, 'bytes', '2026-01-02T00:00:00.000Z');
          INSERT INTO quarantine VALUES (7, ?1, 'demo-flows', 2010, 'refused', 'waiting', NULL, 'old.txt', '[]',
            '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z');
          INSERT INTO look VALUES (3, 'inbox', 'failed', 'gone', '2026-01-01T00:00:00.000Z',
            '2026-01-02T00:00:00.000Z', 5);
          """.replacing("?1", with: "'\(digest)'").replacing("?2", with: "'\(definition.fingerprint.hex)'")
            .replacing("?3", with: "'\(definition.body.replacing("'", with: "''"))'"))
      for step in Schema.history[1..<schema] { try step(db) }
      try db.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
      try db.execute(sql: "PRAGMA user_version = \(schema)")
    }
    try database.close()
  }

  @Test(arguments: 1..<Schema.newest)
  func `a store of an earlier schema is brought forward and keeps all it has`(schema: Int) throws {
    try inTemporaryFolder { folder in
      try oldStore(in: folder, schema: schema)
      let error = #expect(throws: StoreError.self) { try Sample.reader(in: folder) }
      #expect(error?.reason == .olderSchema(theirs: schema, ours: Schema.newest))
      let store = try Sample.store(in: folder)
      let reader = try Sample.reader(in: folder)
      #expect(try reader.counts().schema == Schema.newest)
      let release = try #require(try reader.releases().first)
      #expect(release.proof.map(\.rawValue) == ["rows", "total"])
      #expect(release.proofs.isEmpty)
      #expect(try reader.cells(of: release).map(\.value) == [.persons(7)])
      let outcomes = try store.database.read { try recordedOutcomes(of: 1, in: $0) }
      #expect(outcomes.map(\.witnesses) == [[]])
      #expect(try reader.quarantine().map(\.id) == [7])
      #expect(try reader.looks().map { [$0.count, $0.failed] } == [[5, 5]])
      #expect(try reader.confirmations().map(\.looks) == [2])
      // The old release has its link in the chain, and is named for what is wrong with it: its made-up digests.
      let problems = try reader.verification().problems
      #expect(problems.map(\.release) == [nil, "demo-flows 2011 r1"], "\(problems)")
      // What comes now is kept with its numbers.
      try store.take(Sample.table(), as: Sample.extract())
      #expect(try reader.releases().map(\.proofs.count) == [0, 1])
      #expect(try reader.verification().problems == problems)
    }
  }
}
