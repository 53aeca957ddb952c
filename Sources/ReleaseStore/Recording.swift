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
  let extractRow: Int64
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
  func outcome(of placed: PlacedVerdict) throws -> Outcome {
    let testimonies = placed.testimonies
    switch placed.verdict {
    case .witness(let companion): return try outcome(of: companion, testimonies)
    case .refused(let dataset, let year, let findings):
      let outcome = Outcome(refusing: extract, from: attempt.source, dataset, year, findings)
      return try quarantine(outcome)
    case .held(let part):
      return try quarantine(Outcome(holding: part, in: extract, from: attempt.source, testimonies))
    case .covered(let part):
      let outcome = try Outcome(ofCovered: part, in: extract, from: attempt.source, db)
      if let release = try currentRelease(of: part.dataset.id, in: part.referenceYear, in: db) {
        try insertSighting(of: release, .cells)
      }
      return outcome
    case .believed(let table):
      return try outcome(of: table, from: [extractRow: table.cells], testimonies, .publisherRevision)
    case .joined(let joined, let others):
      let rows = try [extractRow] + others.map(row)
      var cells: [Int64: [CheckedCell]] = [:]
      for (cell, part) in zip(joined.table.cells, joined.partOfCell) {
        guard let index = joined.parts.firstIndex(of: part), index < rows.count else { continue }
        cells[rows[index], default: []].append(cell)
      }
      return try outcome(of: joined.table, from: cells, testimonies, .lateBlock)
    }
  }

  /// Stores a believed table, or what it is instead of a new one; `cells` are those of each extract's row.
  private func outcome(
    of table: CheckedTable, from cells: [Int64: [CheckedCell]], _ testimonies: [NamedTestimony],
    _ cause: Cause
  ) throws -> Outcome {
    let ruling = try Ruling(on: table, from: extract.fingerprint, in: db)
    let outcome = Outcome(of: table, in: extract, from: attempt.source, ruling, testimonies)
    switch ruling {
    case .held: return try quarantine(outcome)
    case .sighting(let vintage, let kind):
      for row in cells.keys.sorted() { try insertSighting(of: vintage.release, of: row, kind) }
    case .append(let next): try append(table, from: cells, testimonies, next, cause)
    }
    return outcome
  }

  /// Closes the item of a part whose figures have just been recorded, and notes what it was a sighting of.
  func settle(_ part: SettledPart) throws {
    try db.cachedStatement(
      sql: """
        UPDATE quarantine SET state = 'settled', lastAt = ?
        WHERE sha256 = ? AND dataset = ? AND referenceYear = ? AND state = 'waiting'
        """
    ).execute(arguments: [at, part.fingerprint.hex, part.dataset, part.year.value])
    if let release = try currentRelease(of: part.dataset, in: part.year, in: db),
      try !releaseRows(knownBy: part.fingerprint, in: db).contains(release)
    {
      try insertSighting(of: release, of: row(of: part.fingerprint), .cells)
    }
  }

  /// Notes that a stored release was seen again.
  func insertSighting(of release: Int64, of row: Int64? = nil, _ kind: SightingKind) throws {
    try db.cachedStatement(
      sql: #"INSERT INTO sighting ("release", extract, attempt, kind, at) VALUES (?, ?, ?, ?, ?)"#
    ).execute(arguments: [release, row ?? extractRow, attempt.id, kind.rawValue, at])
  }

  /// Writes a release and what belongs to it; the release's own row comes last and seals the rest.
  ///
  /// A release that isn't the first of its year exists for the given cause.
  private func append(
    _ table: CheckedTable, from cells: [Int64: [CheckedCell]], _ testimonies: [NamedTestimony],
    _ next: Ruling.Appending, _ cause: Cause
  ) throws {
    let definition = try definition(table.dataset)
    try db.cachedStatement(
      sql: """
        INSERT INTO definition (fingerprint, dataset, body, recordedAt) SELECT ?1, ?2, ?3, ?4
        WHERE NOT EXISTS (SELECT 1 FROM definition WHERE fingerprint = ?1)
        """
    ).execute(arguments: [definition.fingerprint.hex, table.dataset.id, definition.body, at])
    let release =
      try Int64.fetchOne(db.cachedStatement(sql: "SELECT coalesce(max(id), 0) + 1 FROM release")) ?? 1
    for (row, cells) in cells {
      try insertCells(cells, of: table, release: release, extract: row, in: db)
      try db.cachedStatement(sql: #"INSERT INTO release_extract ("release", extract) VALUES (?, ?)"#)
        .execute(arguments: [release, row])
    }
    try db.cachedStatement(
      sql: """
        INSERT INTO release (id, dataset, referenceYear, vintage, cause, recordedAt, releasedOn,
          becameCurrent, cellsDigest, total, proof, definition, layout)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      release, table.dataset.id, table.referenceYear.value, next.vintage,
      (next.cause == .first && cause != .lateBlock ? .first : cause).rawValue, at,
      table.releasedOn?.description, next.becomesCurrent, next.digest.hex, table.total,
      try json(table.proof(with: testimonies)),
      definition.fingerprint.hex, table.layout,
    ])
    try insertProofs(of: table, testimonies, release: release)
  }

  /// The row of a stored extract.
  func row(of fingerprint: Fingerprint) throws -> Int64 {
    let find = try db.cachedStatement(sql: "SELECT id FROM extract WHERE sha256 = ? AND isWhole")
    guard let row = try Int64.fetchOne(find, arguments: [fingerprint.hex]) else {
      throw DamagedValue(what: "the extract \(fingerprint.hex) is not there")
    }
    return row
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
