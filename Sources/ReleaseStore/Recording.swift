import Checks
import Extracts
import FlowTables
import Foundation
import GRDB

/// The outcome transaction of one extract, while it runs.
struct Recording {
  let db: Database
  let extract: Extract
  let attempt: Attempt
  let at: String
  /// The stored extract's row.
  private let extractRow: Int64
  private let definition: (Dataset) throws -> DefinitionText

  /// Begins with the bytes, to which everything else refers.
  init(
    of extract: Extract, for attempt: Attempt, at: String, in db: Database,
    definition: @escaping (Dataset) throws -> DefinitionText
  ) throws {
    (self.db, self.extract, self.attempt, self.at) = (db, extract, attempt, at)
    self.definition = definition
    extractRow = try Self.row(of: extract, in: db)
  }

  /// Does what a verdict calls for.
  func outcome(of verdict: Verdict) throws -> Outcome {
    switch verdict {
    case .refused(let dataset, let year, let findings):
      let outcome = Outcome(refusing: extract, from: attempt.source, dataset, year, findings)
      return try quarantine(outcome)
    case .believed(let table):
      let ruling = try Ruling(on: table, from: extract.fingerprint, in: db)
      let outcome = Outcome(of: table, in: extract, from: attempt.source, ruling)
      switch ruling {
      case .held: return try quarantine(outcome)
      case .sighting(let vintage, let kind): try insertSighting(of: vintage.release, kind)
      case .append(let next): try append(table, next)
      }
      return outcome
    }
  }

  /// Notes that a stored release was seen again.
  func insertSighting(of release: Int64, _ kind: SightingKind) throws {
    try db.cachedStatement(
      sql: #"INSERT INTO sighting ("release", extract, attempt, kind, at) VALUES (?, ?, ?, ?, ?)"#
    ).execute(arguments: [release, extractRow, attempt.id, kind.rawValue, at])
  }

  /// Writes a release and what belongs to it; the release's own row comes last and seals the rest.
  private func append(_ table: CheckedTable, _ next: Ruling.Appending) throws {
    let definition = try definition(table.dataset)
    try db.cachedStatement(
      sql: """
        INSERT INTO definition (fingerprint, dataset, body, recordedAt) SELECT ?1, ?2, ?3, ?4
        WHERE NOT EXISTS (SELECT 1 FROM definition WHERE fingerprint = ?1)
        """
    ).execute(arguments: [definition.fingerprint.hex, table.dataset.id, definition.body, at])
    let release =
      try Int64.fetchOne(db.cachedStatement(sql: "SELECT coalesce(max(id), 0) + 1 FROM release")) ?? 1
    try insertCells(of: table, release: release, extract: extractRow, in: db)
    try db.cachedStatement(sql: #"INSERT INTO release_extract ("release", extract) VALUES (?, ?)"#)
      .execute(arguments: [release, extractRow])
    try db.cachedStatement(
      sql: """
        INSERT INTO release (id, dataset, referenceYear, vintage, cause, recordedAt, releasedOn,
          becameCurrent, cellsDigest, total, proof, definition, layout)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      release, table.dataset.id, table.referenceYear.value, next.vintage, next.cause.rawValue, at,
      table.releasedOn?.description, next.becomesCurrent, next.digest.hex, table.total, try json(table.proof),
      definition.fingerprint.hex, table.layout,
    ])
  }

  /// Finds the extract's row, or writes it.
  private static func row(of extract: Extract, in db: Database) throws -> Int64 {
    let find = try db.cachedStatement(
      sql: "SELECT id FROM extract WHERE sha256 = ? AND isWhole >= ? ORDER BY isWhole DESC")
    let known = try Int64.fetchOne(find, arguments: [extract.fingerprint.hex, extract.isWhole])
    if let known { return known }
    try db.cachedStatement(
      sql: """
        INSERT INTO extract (sha256, size, isWhole, firstName, retrievedAt, bytes)
        VALUES (?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      extract.fingerprint.hex, extract.size, extract.isWhole, extract.name, extract.retrievedAt.timestamp,
      Data(extract.bytes),
    ])
    return db.lastInsertedRowID
  }
}
