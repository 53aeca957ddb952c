package import Extracts
package import Foundation
import GRDB

/// One whole answer from an address of a source, with what its server called it.
package struct Visit: Hashable, Sendable {
  /// The address as it was asked for, without secrets.
  package let address: String
  /// The table that it is for, where the source has an address for each.
  package let subject: LookSubject?
  /// The server's `ETag`.
  package let entityTag: String?
  /// The server's `Last-Modified`.
  package let lastModified: String?

  /// Names an answer.
  package init(
    to address: String, for subject: LookSubject? = nil, entityTag: String? = nil, lastModified: String? = nil
  ) {
    (self.address, self.subject) = (address, subject)
    (self.entityTag, self.lastModified) = (entityTag, lastModified)
  }
}

/// What is known of an address since its last good look.
package struct KnownAddress: Hashable, Sendable {
  /// The bytes that came last and have an outcome.
  package let fingerprint: Fingerprint
  /// What the server called them; `nil` where they must be asked for in any case.
  package let entityTag: String?
  /// What the server called them; see ``entityTag``.
  package let lastModified: String?
  /// Whether the figures in them are current.
  package let holds: Bool
  /// When they had their outcome, or were last seen whole.
  package let at: Date
}

/// A step of the schema: what servers called their content, to ask them whether it has changed.
func keepAddresses(_ db: Database) throws {
  try db.execute(
    sql: """
      -- What an address of a source had last. Without validators it is asked in any case: after a failed look, and
      -- where not all of the content was taken in.
      CREATE TABLE address (
        source TEXT NOT NULL,
        address TEXT NOT NULL,
        sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
        -- Whether all of it was taken in.
        isSettled INTEGER NOT NULL CHECK (isSettled IN (0, 1)),
        entityTag TEXT,
        lastModified TEXT,
        at TEXT NOT NULL,
        PRIMARY KEY (source, address)
      ) STRICT, WITHOUT ROWID;

      -- What a source's catalogue said last, such as when its table was updated: what was to follow from it is done.
      CREATE TABLE catalogue (
        source TEXT NOT NULL PRIMARY KEY,
        updated TEXT NOT NULL,
        at TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      """)
}

/// Notes what an address has; validators only where all of it was taken in.
func noteVisit(
  _ visit: Visit, at source: String, _ fingerprint: Fingerprint, isSettled: Bool, at time: String,
  in db: Database
) throws {
  try db.cachedStatement(
    sql: """
      INSERT INTO address VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
      ON CONFLICT (source, address) DO UPDATE
        SET sha256 = ?3, isSettled = ?4, entityTag = ?5, lastModified = ?6, at = ?7
      """
  ).execute(arguments: [
    source, visit.address, fingerprint.hex, isSettled, isSettled ? visit.entityTag : nil,
    isSettled ? visit.lastModified : nil, time,
  ])
}

/// Forgets what an address had.
func forget(_ visit: Visit, at source: String, in db: Database) throws {
  try db.cachedStatement(sql: "DELETE FROM address WHERE source = ? AND address = ?")
    .execute(arguments: [source, visit.address])
}

extension ReleaseStore {
  /// What is known of each address of a source.
  package func knownAddresses(of source: String) throws(StoreError) -> [String: KnownAddress] {
    try reading { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT *, EXISTS (
            SELECT 1 FROM extract JOIN current_release ON current_release.id IN (
              SELECT "release" FROM release_extract WHERE release_extract.extract = extract.id
              UNION ALL SELECT "release" FROM sighting WHERE sighting.extract = extract.id)
            WHERE extract.sha256 = address.sha256) AS holds
          FROM address WHERE source = ?
          """, arguments: [source])
      return try Dictionary(
        uniqueKeysWithValues: rows.map { row in
          let known = KnownAddress(
            fingerprint: try row.value("sha256") { Fingerprint(hex: $0) },
            entityTag: try row.optional("entityTag"), lastModified: try row.optional("lastModified"),
            holds: try row.value("holds"),
            at: try row.value("at") { Date(timestamp: $0) })
          return (try row.value("address"), known)
        })
    }
  }

  /// Notes that all extracts of an answer have their outcomes; done twice, it changes nothing.
  ///
  /// An answer that is one extract is noted in its outcome's own transaction.
  package func note(
    _ visit: Visit, at source: String, of fingerprint: Fingerprint, isSettled: Bool
  ) throws(StoreError) {
    try writing { db, time in
      try noteVisit(visit, at: source, fingerprint, isSettled: isSettled, at: time, in: db)
    }
  }

  /// Notes that an address has the bytes that it had, perhaps under another name.
  ///
  /// The name is kept only where all of the bytes was taken in, perhaps since.
  package func confirm(_ visit: Visit, at source: String, of fingerprint: Fingerprint) throws(StoreError) {
    try writing { db, time in
      let find = try db.cachedStatement(sql: "SELECT isSettled FROM address WHERE source = ? AND address = ?")
      let wasSettled = try Bool.fetchOne(find, arguments: [source, visit.address]) ?? false
      let isSettled = try wasSettled || isSettled(fingerprint, in: db)
      try noteVisit(visit, at: source, fingerprint, isSettled: isSettled, at: time, in: db)
    }
  }

  /// Sees to it that an address is asked in any case: what its server calls its content may not be what we have.
  package func forgetValidators(of address: String, at source: String) throws(StoreError) {
    try writing { db, _ in
      try db.execute(
        sql: """
          UPDATE address SET entityTag = NULL, lastModified = NULL
          WHERE source = ? AND address = ? AND coalesce(entityTag, lastModified) IS NOT NULL
          """, arguments: [source, address])
    }
  }

  /// What a source's catalogue said when all that followed from it was done last.
  package func catalogue(of source: String) throws(StoreError) -> String? {
    try reading { db in
      try String.fetchOne(db, sql: "SELECT updated FROM catalogue WHERE source = ?", arguments: [source])
    }
  }

  /// Notes that all that follows from what a catalogue says is done.
  package func noteCatalogue(_ updated: String, of source: String) throws(StoreError) {
    try writing { db, time in
      try db.execute(
        sql: """
          INSERT INTO catalogue VALUES (?1, ?2, ?3)
          ON CONFLICT (source) DO UPDATE SET updated = ?2, at = ?3
          """, arguments: [source, updated, time])
    }
  }

  /// The sources that have answers which were kept and have no outcome.
  package func sourcesOfUnfinishedAnswers() throws(StoreError) -> [String] {
    try reading { db in
      try String.fetchAll(
        db,
        sql: """
          SELECT DISTINCT source FROM attempt AS open
          WHERE source IS NOT NULL AND fileIdentity IS NULL AND \(isUnfinished) ORDER BY source
          """)
    }
  }

  /// The answers of a source that were kept and have no outcome, since the process ended on the way, the oldest first.
  package func unfinishedAnswers(of source: String) throws(StoreError) -> [Extract] {
    try reading { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT sha256, name, min(startedAt) AS startedAt FROM attempt AS open
          WHERE source = ?1 AND fileIdentity IS NULL AND \(isUnfinished)
          GROUP BY sha256, name ORDER BY min(id)
          """, arguments: [source])
      return try rows.compactMap { row in
        try storedExtract(
          row.value("sha256") { Fingerprint(hex: $0) }, as: row.value("name"),
          takenAt: row.value("startedAt") { Date(timestamp: $0) }, in: db)
      }
    }
  }
}

/// Of an attempt called `open`: its bytes are kept, and neither it nor a later one at them came to an end.
private let isUnfinished = """
  EXISTS (SELECT 1 FROM extract WHERE extract.sha256 = open.sha256 AND isWhole)
  AND NOT EXISTS (
    SELECT 1 FROM attempt AS done WHERE done.sha256 = open.sha256 AND done.id >= open.id AND (
      EXISTS (SELECT 1 FROM outcome WHERE outcome.attempt = done.id)
      OR EXISTS (SELECT 1 FROM filing WHERE filing.attempt = done.id)))
  """
