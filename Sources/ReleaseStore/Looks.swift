import GRDB

/// What a look at a source brought.
package enum LookResult: String, Hashable, Sendable, Codable {
  /// Something that was not there at the look before.
  case new
  /// Nothing new.
  case unchanged
  /// The source could not be looked at.
  case failed
}

/// Notes a look; the same result as the last time only makes that look's row longer.
func noteLook(
  at source: String, _ result: LookResult, _ detail: String?, count: Int = 1, at time: String, in db: Database
) throws {
  try db.cachedStatement(
    sql: """
      UPDATE look SET lastAt = ?1, count = count + ?5, detail = ?2
      WHERE id = (SELECT max(id) FROM look WHERE source = ?3) AND result = ?4
      """
  ).execute(arguments: [time, detail, source, result.rawValue, count])
  guard db.changesCount == 0 else { return }
  try db.cachedStatement(
    sql: """
      INSERT INTO look (source, result, detail, firstAt, lastAt, count) VALUES (?1, ?2, ?3, ?4, ?4, ?5)
      """
  ).execute(arguments: [source, result.rawValue, detail, time, count])
}
