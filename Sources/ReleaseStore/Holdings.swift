package import Extracts
package import FlowTables
import Foundation
import GRDB

/// What a store holds that a newcomer is placed beside; the same for ingestion and its rehearsal.
package protocol Holdings: Sendable {
  /// The extracts that hold parts of a year's table and wait for the rest, the latest first.
  func waitingExtracts(of dataset: String, in year: ReferenceYear) throws(StoreError) -> [Extract]

  /// The values of a year's current release; `nil` where the year is not stored.
  func currentValues(of dataset: String, in year: ReferenceYear) throws(StoreError) -> [Flow: CellValue]?
}

extension ReleaseStore: Holdings {
  /// The extracts that wait, as the writer sees them.
  package func waitingExtracts(of dataset: String, in year: ReferenceYear) throws(StoreError) -> [Extract] {
    try reading { try waitingRows(of: dataset, in: year, from: $0) }
  }

  /// The current values, as the writer sees them.
  package func currentValues(
    of dataset: String, in year: ReferenceYear
  ) throws(StoreError) -> [Flow: CellValue]? {
    try reading { try currentRows(of: dataset, in: year, from: $0) }
  }
}

extension ReleaseReader: Holdings {
  /// The extracts that wait, as a reader sees them.
  package func waitingExtracts(of dataset: String, in year: ReferenceYear) throws(StoreError) -> [Extract] {
    try reading { try waitingRows(of: dataset, in: year, from: $0) }
  }

  /// The current values, as a reader sees them.
  package func currentValues(
    of dataset: String, in year: ReferenceYear
  ) throws(StoreError) -> [Flow: CellValue]? {
    try reading { try currentRows(of: dataset, in: year, from: $0) }
  }
}

/// More parts of one year than this don't wait for one another.
private let mostWaiting = 32

private func waitingRows(of dataset: String, in year: ReferenceYear, from db: Database) throws -> [Extract] {
  let statement = try db.cachedStatement(
    sql: """
      SELECT firstName, retrievedAt, bytes FROM quarantine JOIN extract USING (sha256)
      WHERE fate = 'held' AND state = 'waiting' AND dataset = ? AND referenceYear = ? AND isWhole
      ORDER BY quarantine.id DESC LIMIT ?
      """)
  return try Row.fetchAll(statement, arguments: [dataset, year.value, mostWaiting]).map { row in
    Extract(
      name: try row.value("firstName"), bytes: Array(try row.value("bytes", as: Data.self)),
      retrievedAt: try row.value("retrievedAt") { Date(timestamp: $0) })
  }
}

private func currentRows(
  of dataset: String, in year: ReferenceYear, from db: Database
) throws -> [Flow: CellValue]? {
  let statement = try db.cachedStatement(
    sql: """
      SELECT origin, destination, persons, absence FROM flow_cell
      WHERE "release" = (SELECT id FROM current_release WHERE dataset = ? AND referenceYear = ?)
      """)
  let cells = try Row.fetchAll(statement, arguments: [dataset, year.value]).map {
    (try $0.flow(), try $0.cellValue())
  }
  return cells.isEmpty ? nil : Dictionary(cells) { first, _ in first }
}
