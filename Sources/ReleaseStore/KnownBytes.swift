import Extracts
import GRDB

/// The releases that these very bytes were stored or sighted as, oldest first.
func releaseRows(knownBy fingerprint: Fingerprint, in db: Database) throws -> [Int64] {
  let statement = try db.cachedStatement(
    sql: """
      SELECT release_extract."release" FROM release_extract JOIN extract ON extract.id = extract
        WHERE sha256 = ?1
      UNION SELECT sighting."release" FROM sighting JOIN extract ON extract.id = extract
        WHERE sha256 = ?1
      ORDER BY 1
      """)
  return try Int64.fetchAll(statement, arguments: [fingerprint.hex])
}

/// Of the releases that these very bytes were stored or sighted as, the last of each year: what they say today.
func latestReleaseRows(knownBy fingerprint: Fingerprint, in db: Database) throws -> [Int64] {
  let latest = try db.cachedStatement(
    sql: """
      SELECT max(id) FROM "release" WHERE id IN (SELECT value FROM json_each(?))
      GROUP BY dataset, referenceYear ORDER BY min(id)
      """)
  return try Int64.fetchAll(latest, arguments: [json(releaseRows(knownBy: fingerprint, in: db))])
}

/// Whether every table in these bytes is stored, so that reading them again can bring nothing.
///
/// While one of their tables waits in quarantine it can: a definition may have
/// been mended meanwhile.
func isSettled(_ fingerprint: Fingerprint, in db: Database) throws -> Bool {
  let statement = try db.cachedStatement(
    sql: "SELECT EXISTS (SELECT 1 FROM quarantine WHERE sha256 = ? AND state = 'waiting')")
  let waits = try Bool.fetchOne(statement, arguments: [fingerprint.hex]) ?? false
  return try !waits && !releaseRows(knownBy: fingerprint, in: db).isEmpty
}
