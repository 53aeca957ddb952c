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
  let judgement: Judgement
  /// The stored extract's row.
  let extractRow: Int64
  private let definition: (Dataset) throws -> DefinitionText

  /// Begins with the bytes, to which everything else refers.
  init(
    of extract: Extract, for attempt: Attempt, _ judgement: Judgement, at: String, in db: Database,
    definition: @escaping (Dataset) throws -> DefinitionText
  ) throws {
    (self.db, self.extract, self.attempt, self.at) = (db, extract, attempt, at)
    (self.judgement, self.definition) = (judgement, definition)
    extractRow = try storedRow(of: extract, in: db)
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
        try insertSighting(of: release, .sameCells([]))
      }
      return outcome
    case .believed(let table):
      let source = TableSource(table, in: extractRow, extract.fingerprint)
      return try outcome(of: table, from: source, placed, on: placed.decision == nil ? .checks : .accepted)
    case .joined(let joined, let others):
      let extracts = try [(extractRow, extract.fingerprint)] + others.map { (try row(of: $0), $0) }
      return try outcome(
        of: joined.table, from: TableSource(joined, in: extracts), placed,
        on: placed.decision != nil ? .accepted : placed.cameTogether ? .checks : .joined)
    }
  }

  /// Stores a believed table, or what it is instead of a new one.
  private func outcome(
    of table: CheckedTable, from source: TableSource, _ placed: PlacedVerdict, on grounds: Ruling.Grounds
  ) throws -> Outcome {
    let canonical = CanonicalCells(of: table)
    let digest = canonical.digest
    let ruling = try Ruling(
      on: table, digest: digest, from: source.fingerprints, on: grounds,
      isAtAddress: attempt.isFleeting, changed: placed.changed, in: db)
    let outcome = Outcome(of: table, in: extract, from: attempt.source, ruling, placed.testimonies)
    switch ruling {
    case .held: return try quarantine(outcome)
    case .sighting(let vintage, let note):
      for row in source.rows { try insertSighting(of: vintage.release, of: row, note) }
      if vintage.digest == digest { try insertLaterProofs(of: table, for: vintage, by: extractRow) }
      try settle(placed.settled, with: vintage.release)
    case .append(let next):
      let release = try append(table, canonical, from: source, next)
      try insertProofs(of: table, placed.testimonies, release: release)
      if let decision = placed.decision { try insertDefect(table.defects, of: release, decision) }
      try settle(placed.settled, with: release)
    }
    return outcome
  }

  /// Closes the items of parts whose figures a release has, and notes that it was seen in them.
  private func settle(_ parts: [SettledPart], with release: Int64) throws {
    for part in parts {
      try db.cachedStatement(
        sql: """
          UPDATE quarantine SET state = 'settled', lastAt = ?
          WHERE sha256 = ? AND dataset = ? AND referenceYear = ? AND state = 'waiting'
          """
      ).execute(arguments: [at, part.fingerprint.hex, part.dataset, part.year.value])
      if try !releaseRows(knownBy: part.fingerprint, in: db).contains(release) {
        try insertSighting(of: release, of: row(of: part.fingerprint), .sameCells([]))
      }
    }
  }

  /// Notes that a stored release was seen again.
  func insertSighting(of release: Int64, of row: Int64? = nil, _ note: SightingNote) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO sighting ("release", extract, attempt, kind, changes, at) VALUES (?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      release, row ?? extractRow, attempt.id, note.kind.rawValue, try json(note.changes), at,
    ])
  }

  /// Writes a release and all that belongs to it, and gives its row.
  private func append(
    _ table: CheckedTable, _ canonical: CanonicalCells, from source: TableSource, _ next: Ruling.Appending
  ) throws -> Int64 {
    let definition = try definition(table.dataset)
    let facts = ReleaseFacts(
      dataset: table.dataset.id, year: table.referenceYear, vintage: next.vintage, cause: next.cause,
      recordedAt: at, releasedOn: table.releasedOn, becameCurrent: next.becomesCurrent, total: table.total,
      proof: try json(table.proof),
      definition: definition.fingerprint, layout: table.presentation.layout, reader: readerVersion)
    return try insertRelease(
      table, canonical, digest: next.digest, facts, definition, from: source, in: db)
  }

  /// The row of a stored extract.
  func row(of fingerprint: Fingerprint) throws -> Int64 {
    let find = try db.cachedStatement(sql: "SELECT id FROM extract WHERE sha256 = ? AND isWhole")
    guard let row = try Int64.fetchOne(find, arguments: [fingerprint.hex]) else {
      throw DamagedValue(what: "the extract \(fingerprint.hex) is not there")
    }
    return row
  }
}
