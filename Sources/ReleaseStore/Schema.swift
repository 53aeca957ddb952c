import GRDB

/// What a store is made of, and how older ones become like the newest.
enum Schema {
  /// Marks the file as ours, for `file` and for programs that would open anything: "FLYT".
  static let applicationID = 0x464C_5954

  /// Every step the schema has taken, oldest first; a shipped step is never edited.
  ///
  /// SQLite's `user_version` counts the steps that a store has taken.
  static let history: [@Sendable (Database) throws -> Void] = [
    createLedger, keepWitnesses, keepPresentations, keepDecisions, chainReleases, boundLooks,
    describeForOthers, keepAddresses,
  ]

  static var newest: Int { history.count }

  /// How many steps a store has taken.
  ///
  /// - Errors: `notAStore` and `newerSchema`; `missing` for a file that nothing was written to yet.
  static func version(of db: Database, at path: String) throws -> Int {
    let marker = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    guard marker == applicationID else {
      let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
      let isEmpty = marker == 0 && version == 0 && tables == 0
      throw StoreError(isEmpty ? .missing : .notAStore, at: path)
    }
    guard version <= newest else {
      throw StoreError(.newerSchema(theirs: version, ours: newest), at: path)
    }
    return version
  }

  /// Takes the steps that a store lacks; the caller's transaction makes them one.
  static func bringUpToDate(_ db: Database, from version: Int) throws {
    guard version < newest else { return }
    for step in history[max(0, version)...] { try step(db) }
    try db.execute(sql: "PRAGMA application_id = \(applicationID)")
    try db.execute(sql: "PRAGMA user_version = \(newest)")
  }
}
