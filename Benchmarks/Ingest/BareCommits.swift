import Foundation
import GRDB

/// What no store could do without: for each extract one commit of 400 rows, in twenty inserts of twenty.
///
/// - Unit: seconds.
func bareCommits(_ count: Int, in path: String) throws -> TimeInterval {
  let database = try DatabaseQueue(path: path)
  try database.inDatabase { db in
    try db.execute(sql: "PRAGMA journal_mode = wal")
    // After GRDB has opened it, since it sets NORMAL.
    try db.execute(sql: "PRAGMA synchronous = FULL")
    try db.execute(
      sql: """
        CREATE TABLE cell (
          "release" INTEGER, origin TEXT, destination TEXT, persons INTEGER,
          PRIMARY KEY ("release", origin, destination)
        ) STRICT, WITHOUT ROWID
        """)
  }
  let places = (1...20).map { $0 < 10 ? "0\($0)" : "\($0)" }
  let rows = repeatElement("(?, ?, ?, ?)", count: places.count).joined(separator: ", ")
  let started = ContinuousClock.now
  for release in 1...count {
    try database.write { db in
      let insert = try db.cachedStatement(sql: "INSERT INTO cell VALUES \(rows)")
      for origin in places {
        var values: [(any DatabaseValueConvertible)?] = []
        for destination in places { values += [release, origin, destination, release + values.count] }
        try insert.execute(arguments: StatementArguments(values))
      }
    }
  }
  return (ContinuousClock.now - started) / .seconds(1)
}
