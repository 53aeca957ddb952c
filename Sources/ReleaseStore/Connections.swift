import GRDB
import GRDBSQLite

/// Opens the one connection that writes.
///
/// - Precondition: the caller holds the ``StoreLock``.
/// - Errors: `notAStore`, `newerSchema`, and whatever SQLite meets.
func openWriter(at path: String) throws(StoreError) -> DatabaseQueue {
  try refuseStub(at: path)
  do {
    var settings = Configuration()
    settings.busyMode = .timeout(5)
    let database = try DatabaseQueue(path: path, configuration: settings)
    try database.inDatabase { db in
      let version = try knownVersion(of: db, at: path)
      try makeDurable(db)
      try db.inTransaction {
        try Schema.bringUpToDate(db, from: version)
        return .commit
      }
    }
    return database
  } catch {
    throw StoreError(wrapping: error, at: path)
  }
}

/// Opens a connection that can only read, and so never checkpoints or changes the schema.
///
/// - Errors: `olderSchema`; `missing` also for a file in which no store was begun yet.
func openReader(at path: String) throws(StoreError) -> DatabaseQueue {
  try refuseStub(at: path)
  do {
    var settings = Configuration()
    settings.readonly = true
    settings.busyMode = .timeout(5)
    let database = try DatabaseQueue(path: path, configuration: settings)
    let version = try database.read { db in try Schema.version(of: db, at: path) }
    guard version == Schema.newest else {
      throw StoreError(.olderSchema(theirs: version, ours: Schema.newest), at: path)
    }
    return database
  } catch {
    throw StoreError(wrapping: error, at: path)
  }
}

private func knownVersion(of db: Database, at path: String) throws -> Int {
  do {
    return try Schema.version(of: db, at: path)
  } catch let error as StoreError where error.reason == .missing {
    return 0
  }
}

/// Sets what keeps a commit through a power cut, and a stopped store readable; then looks whether it took.
private func makeDurable(_ db: Database) throws {
  // The log and its index stay behind at the last close: a reader who may not write the folder needs them.
  var keep: CInt = 1
  let code = sqlite3_file_control(db.sqliteConnection, "main", SQLITE_FCNTL_PERSIST_WAL, &keep)
  guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
  try require("journal_mode", "wal", settingItIn: db)
  // With NORMAL, a power cut takes back commits that were already reported.
  try require("synchronous", "2", settingItIn: db)
  try require("foreign_keys", "1", settingItIn: db)
  // Otherwise the log would stay as long as the largest extract ever made it.
  try require("journal_size_limit", "8388608", settingItIn: db)
}

private func require(_ setting: String, _ value: String, settingItIn db: Database) throws {
  try db.execute(sql: "PRAGMA \(setting) = \(value)")
  let found = try String.fetchOne(db, sql: "PRAGMA \(setting)") ?? "nothing"
  guard found == value else {
    throw DatabaseError(message: "SQLite kept \(setting) at \(found) where \(value) was asked")
  }
}
