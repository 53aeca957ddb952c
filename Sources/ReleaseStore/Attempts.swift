import Extracts
import GRDB

/// Finds the attempt that already has this file's outcome, and has not moved the file.
func unfiledAttempt(at extract: Extract, from origin: Origin, in db: Database) throws -> Int64? {
  guard let source = origin.source, let identity = origin.fileIdentity else { return nil }
  let find = try db.cachedStatement(
    sql: """
      SELECT id FROM attempt
      WHERE sha256 = ? AND source = ? AND fileIdentity = ?
        AND EXISTS (SELECT 1 FROM outcome WHERE attempt = attempt.id)
        AND NOT EXISTS (SELECT 1 FROM filing WHERE filing.attempt = attempt.id)
      ORDER BY id DESC LIMIT 1
      """)
  return try Int64.fetchOne(find, arguments: [extract.fingerprint.hex, source, identity])
}

/// Finds an attempt of this process that came to no outcome, such as on a full disk: it is taken up again.
func openAttempt(at extract: Extract, from origin: Origin, after last: Int64, in db: Database) throws
  -> Int64?
{
  let find = try db.cachedStatement(
    sql: """
      SELECT id FROM attempt
      WHERE sha256 = ? AND name = ? AND source IS ? AND fileIdentity IS ? AND id > ?
        AND NOT EXISTS (SELECT 1 FROM outcome WHERE outcome.attempt = attempt.id)
        AND NOT EXISTS (SELECT 1 FROM filing WHERE filing.attempt = attempt.id)
      ORDER BY id DESC LIMIT 1
      """)
  return try Int64.fetchOne(
    find, arguments: [extract.fingerprint.hex, extract.name, origin.source, origin.fileIdentity, last])
}

/// Writes an attempt down.
///
/// - Throws: ``DamagedValue`` where an outcome of a lost attempt bears its number, and would pass for its own.
func insertAttempt(at extract: Extract, from origin: Origin, at time: String, in db: Database) throws -> Int64
{
  try db.cachedStatement(
    sql: """
      INSERT INTO attempt (sha256, name, size, source, fileIdentity, startedAt) VALUES (?, ?, ?, ?, ?, ?)
      """
  ).execute(arguments: [
    extract.fingerprint.hex, extract.name, extract.size, origin.source, origin.fileIdentity, time,
  ])
  let attempt = db.lastInsertedRowID
  let find = try db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM outcome WHERE attempt = ?)")
  guard try Bool.fetchOne(find, arguments: [attempt]) == false else {
    throw DamagedValue(what: "outcomes of attempt \(attempt) are there, but it was lost")
  }
  return attempt
}

/// Counts the tries at the same bytes that ended with an earlier process, since the last with an outcome.
///
/// `last` is the last attempt before this process: its own have not brought it down. An archive's
/// attempt has no outcome; that it was taken apart stands in its filing.
func crashes(at fingerprint: Fingerprint, upTo last: Int64, in db: Database) throws -> Int {
  let count = try db.cachedStatement(
    sql: """
      SELECT count(*) FROM attempt WHERE sha256 = ?1 AND id <= ?2 AND id > coalesce((
        SELECT max(id) FROM attempt WHERE sha256 = ?1 AND (
          EXISTS (SELECT 1 FROM outcome WHERE outcome.attempt = attempt.id)
          OR EXISTS (SELECT 1 FROM filing WHERE filing.attempt = attempt.id))), 0)
      """)
  return try Int.fetchOne(count, arguments: [fingerprint.hex, last]) ?? 0
}
