package import FlowTables
package import Foundation
import GRDB

/// What a look at a source brought.
package enum LookResult: String, Hashable, Sendable, Codable {
  /// Something that was not there at the look before.
  case new
  /// Nothing new.
  case unchanged
  /// The source could not be looked at.
  case failed
  /// One thing and another: many intervals of long ago, folded into one of a month.
  case several
}

/// The table that a look was for, where a source has an address for each.
package struct LookSubject: Hashable, Sendable, Codable {
  /// The dataset's name.
  package let dataset: String
  /// The year the moves happened in.
  package let year: ReferenceYear

  /// Names a table.
  package init(dataset: String, year: ReferenceYear) { (self.dataset, self.year) = (dataset, year) }
}

/// Consecutive looks at a source with the same result.
package struct LookInterval: Hashable, Sendable {
  /// The source's name.
  package let source: String
  /// What the looks were for; `nil` for the source as a whole.
  package let subject: LookSubject?
  /// What they brought.
  package let result: LookResult
  /// What the last of them said.
  package let detail: String?
  /// The first of them.
  package let firstAt: Date
  /// The last of them.
  package let lastAt: Date
  /// How many there were.
  package let count: Int
  /// How many of them failed.
  package let failed: Int
  /// How many of them brought something.
  package let brought: Int
}

/// For how long a year's figures have been the same, and how often that was seen.
package struct Confirmation: Hashable, Sendable {
  /// The vintage that holds.
  package let release: ReleaseRecord
  /// When its figures were seen last.
  package let lastAt: Date
  /// How often they were seen, the first time too.
  package let looks: Int
}

/// A step of the schema: looks for single years, and old ones folded so that their number is bounded.
func boundLooks(_ db: Database) throws {
  try db.execute(
    sql: """
      ALTER TABLE look RENAME TO old_look;
      DROP INDEX looksAtSource;
      -- Consecutive looks at a source with the same result are one row; of long ago, those of a month.
      CREATE TABLE look (
        id INTEGER PRIMARY KEY,
        source TEXT NOT NULL,
        -- The table that was looked for, where the source has an address for each.
        dataset TEXT,
        referenceYear INTEGER,
        result TEXT NOT NULL CHECK (result IN ('new', 'unchanged', 'failed', 'several')),
        detail TEXT,
        firstAt TEXT NOT NULL,
        lastAt TEXT NOT NULL,
        count INTEGER NOT NULL CHECK (count >= 1),
        failed INTEGER NOT NULL CHECK (failed <= count),
        brought INTEGER NOT NULL CHECK (brought <= count)
      ) STRICT;
      INSERT INTO look SELECT id, source, NULL, NULL, result, detail, firstAt, lastAt, count,
        iif(result = 'failed', count, 0), iif(result = 'new', count, 0) FROM old_look;
      DROP TABLE old_look;
      CREATE INDEX looksAtSource ON look (source, dataset, referenceYear, id);
      """)
}

/// Notes a look; the same result as the last time only makes that look's row longer.
func noteLook(
  at source: String, for subject: LookSubject? = nil, _ result: LookResult, _ detail: String?, count: Int = 1,
  since first: String? = nil, at time: String, in db: Database
) throws {
  let (failed, brought) = (result == .failed ? count : 0, result == .new ? count : 0)
  let arguments: StatementArguments = [
    time, detail, source, result.rawValue, count, subject?.dataset, subject?.year.value, failed, brought,
    first,
  ]
  try db.cachedStatement(
    sql: """
      UPDATE look SET lastAt = ?1, firstAt = min(firstAt, coalesce(?10, firstAt)), detail = ?2,
        count = count + ?5, failed = failed + ?8, brought = brought + ?9
      WHERE id = (SELECT max(id) FROM look WHERE source = ?3 AND dataset IS ?6 AND referenceYear IS ?7)
        AND result = ?4
      """
  ).execute(arguments: arguments)
  guard db.changesCount == 0 else { return }
  try db.cachedStatement(
    sql: """
      INSERT INTO look (source, dataset, referenceYear, result, detail, firstAt, lastAt, count, failed, brought)
      VALUES (?3, ?6, ?7, ?4, ?2, coalesce(?10, ?1), ?1, ?5, ?8, ?9)
      """
  ).execute(arguments: arguments)
  try foldOldLooks(at: source, in: db)
}

/// So many intervals of a source are kept as they were.
private let mostIntervals = 1024

/// Makes the older half of a source's intervals one for each month, where there are too many.
///
/// A source that fails every other minute would else fill the disk within its twenty years.
private func foldOldLooks(at source: String, in db: Database) throws {
  let unfolded = try db.cachedStatement(
    sql: "SELECT count(*) FROM look WHERE source = ? AND result <> 'several'")
  guard try Int.fetchOne(unfolded, arguments: [source]) ?? 0 > mostIntervals else { return }
  let last = try Int64.fetchOne(
    db, sql: "SELECT id FROM look WHERE source = ? AND result <> 'several' ORDER BY id LIMIT 1 OFFSET ?",
    arguments: [source, mostIntervals / 2])
  let months = try Row.fetchAll(
    db,
    sql: """
      SELECT min(id) AS id, source, dataset, referenceYear, 'several' AS result, min(firstAt) AS firstAt,
        max(lastAt) AS lastAt, sum(count) AS count, sum(failed) AS failed, sum(brought) AS brought
      FROM look WHERE source = ? AND id <= ? GROUP BY dataset, referenceYear, substr(firstAt, 1, 7)
      """, arguments: [source, last])
  try db.execute(sql: "DELETE FROM look WHERE source = ? AND id <= ?", arguments: [source, last])
  for month in months {
    try db.execute(
      sql: """
        INSERT INTO look (id, source, dataset, referenceYear, result, firstAt, lastAt, count, failed, brought)
        VALUES (:id, :source, :dataset, :referenceYear, :result, :firstAt, :lastAt, :count, :failed, :brought)
        """, arguments: StatementArguments(month.asDictionary))
  }
}

extension Row {
  fileprivate var asDictionary: [String: DatabaseValue] {
    Dictionary(zip(columnNames, databaseValues)) { first, _ in first }
  }
}

extension ReleaseReader {
  /// The intervals of looks at a source or at all, the oldest first.
  package func looks(at source: String? = nil) throws(StoreError) -> [LookInterval] {
    try reading { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM look WHERE ?1 IS NULL OR source = ?1 ORDER BY firstAt, id",
        arguments: [source]
      ).map { row in
        LookInterval(
          source: try row.value("source"), subject: try row.lookSubject(),
          result: try row.value("result") { LookResult(rawValue: $0) }, detail: try row.optional("detail"),
          firstAt: try row.value("firstAt") { Date(timestamp: $0) },
          lastAt: try row.value("lastAt") { Date(timestamp: $0) }, count: try row.value("count"),
          failed: try row.value("failed"), brought: try row.value("brought"))
      }
    }
  }

  /// For each stored year how long its figures have been the same, wherever that was seen.
  package func confirmations() throws(StoreError) -> [Confirmation] {
    let years = try years()
    return try reading { db in
      try years.map { year in
        let seen = try Row.fetchOne(
          db,
          sql: """
            SELECT (SELECT count(*) FROM sighting WHERE "release" = ?1) AS sightings,
              (SELECT max(at) FROM sighting WHERE "release" = ?1) AS sightedAt,
              (SELECT sum(count - failed) FROM look WHERE dataset = ?2 AND referenceYear = ?3 AND firstAt >= ?4)
                AS looks,
              (SELECT max(lastAt) FROM look WHERE dataset = ?2 AND referenceYear = ?3 AND firstAt >= ?4
                AND result <> 'failed') AS lookedAt
            """,
          arguments: [
            year.current.id, year.dataset, year.year.value, year.current.recordedAt.timestamp,
          ])
        let times = [
          try seen?.optional("sightedAt") { Date(timestamp: $0) },
          try seen?.optional("lookedAt") { Date(timestamp: $0) }, year.current.recordedAt,
        ].compactMap(\.self)
        return Confirmation(
          release: year.current, lastAt: times.max() ?? year.current.recordedAt,
          looks: 1 + (try seen?.optional("sightings") ?? 0) + (try seen?.optional("looks") ?? 0))
      }
    }
  }
}

extension Row {
  fileprivate func lookSubject() throws -> LookSubject? {
    guard let dataset: String = try optional("dataset") else { return nil }
    return LookSubject(dataset: dataset, year: try referenceYear())
  }
}
