import Checks
import Extracts
import FlowTables
import Foundation
import GRDB

/// The stored extracts that a table was read from, and which of its cells came from which.
struct TableSource {
  /// Each extract's row and digest.
  let extracts: [(row: Int64, fingerprint: Fingerprint)]
  /// For each pair its extract's position; empty where there is only one.
  private let positions: [Flow: Int]

  /// A table from one extract.
  init(_ table: CheckedTable, in row: Int64, _ fingerprint: Fingerprint) {
    (extracts, positions) = ([(row, fingerprint)], [:])
  }

  /// A table that was joined from the parts in some extracts, in their order.
  init(_ joined: JoinedTable, in extracts: [(Int64, Fingerprint)]) {
    self.extracts = extracts.map { (row: $0.0, fingerprint: $0.1) }
    var positions: [Flow: Int] = [:]
    for (cell, part) in zip(joined.table.cells, joined.partOfCell) {
      positions[cell.flow] = joined.parts.firstIndex(of: part) ?? 0
    }
    self.positions = positions
  }

  /// The digests of the extracts.
  var fingerprints: [Fingerprint] { extracts.map(\.fingerprint) }

  /// The rows of the extracts that gave cells, in order.
  var rows: [Int64] { extracts.map(\.row).sorted() }

  func extract(of flow: Flow) -> (row: Int64, fingerprint: Fingerprint) { extracts[positions[flow] ?? 0] }
}

/// Writes a release and what belongs to it, and gives its row.
///
/// The release's own row comes after its cells and seals them; its link of the chain comes last.
func insertRelease(
  _ table: CheckedTable, _ canonical: CanonicalCells, digest: Fingerprint, _ facts: ReleaseFacts,
  _ definition: DefinitionText, from source: TableSource, in db: Database
) throws -> Int64 {
  try insert(definition, at: facts.recordedAt, in: db)
  let presentation = try table.presentation.stored()
  try db.cachedStatement(
    sql: """
      INSERT INTO presentation (fingerprint, body) SELECT ?1, ?2
      WHERE NOT EXISTS (SELECT 1 FROM presentation WHERE fingerprint = ?1)
      """
  ).execute(arguments: [presentation.fingerprint.hex, presentation.body])
  let release =
    try Int64.fetchOne(db.cachedStatement(sql: #"SELECT coalesce(max(id), 0) + 1 FROM "release""#)) ?? 1
  for (row, cells) in Dictionary(grouping: table.cells, by: { source.extract(of: $0.flow).row }) {
    try insertCells(cells, of: table, release: release, extract: row, in: db)
    try db.cachedStatement(sql: #"INSERT INTO release_extract ("release", extract) VALUES (?, ?)"#)
      .execute(arguments: [release, row])
  }
  try db.cachedStatement(
    sql: """
      INSERT INTO "release" (id, dataset, referenceYear, vintage, cause, recordedAt, releasedOn,
        becameCurrent, cellsDigest, total, proof, definition, layout, presentation, reader)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
  ).execute(arguments: [
    release, facts.dataset, facts.year.value, facts.vintage, facts.cause.rawValue, facts.recordedAt,
    facts.releasedOn?.description, facts.becameCurrent, digest.hex, facts.total, facts.proof,
    definition.fingerprint.hex, facts.layout, presentation.fingerprint.hex, facts.reader,
  ])
  let link = ChainLink(
    after: try lastLink(in: db), facts, canonical, digest: digest,
    extracts: canonical.cells.map { source.extract(of: $0.flow).fingerprint.hex })
  try insertLink(link, of: release, in: db)
  return release
}

private func insert(_ definition: DefinitionText, at: String, in db: Database) throws {
  try db.cachedStatement(
    sql: """
      INSERT INTO definition (fingerprint, dataset, body, recordedAt) SELECT ?1, ?2, ?3, ?4
      WHERE NOT EXISTS (SELECT 1 FROM definition WHERE fingerprint = ?1)
      """
  ).execute(arguments: [definition.fingerprint.hex, definition.dataset.id, definition.body, at])
  guard db.changesCount > 0 else { return }
  try insertPlaces(of: definition.dataset, definition: definition.fingerprint.hex, in: db)
}

/// Finds an extract's row, or writes it.
func storedRow(of extract: Extract, in db: Database) throws -> Int64 {
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
