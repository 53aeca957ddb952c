package import Checks
package import Extracts
package import FlowTables
import Foundation
import GRDB

/// What a store holds that a newcomer is placed beside; the same for ingestion and its rehearsal.
package protocol Holdings: Sendable {
  /// Asks between transactions.
  func holding<Result>(_ question: (StoreContents) throws -> Result) throws(StoreError) -> Result
}

extension ReleaseStore: Holdings {
  /// Asks as the writer sees the store.
  package func holding<Result>(
    _ question: (StoreContents) throws -> Result
  ) throws(StoreError) -> Result {
    try reading { try question(StoreContents(db: $0)) }
  }
}

extension ReleaseReader: Holdings {
  /// Asks as a reader sees the store.
  package func holding<Result>(
    _ question: (StoreContents) throws -> Result
  ) throws(StoreError) -> Result {
    try reading { try question(StoreContents(db: $0)) }
  }
}

/// One state of a store, for as long as a question is asked of it.
package struct StoreContents {
  /// More parts of one year than this don't wait for one another.
  private static let mostWaiting = 32

  let db: Database

  /// The extracts that hold parts of a year's table and wait for the rest, the latest first.
  package func waitingExtracts(of dataset: String, in year: ReferenceYear) throws -> [Extract] {
    let statement = try db.cachedStatement(
      sql: """
        SELECT firstName, retrievedAt, bytes FROM quarantine JOIN extract USING (sha256)
        WHERE fate = 'held' AND state = 'waiting' AND dataset = ? AND referenceYear = ? AND isWhole
        ORDER BY quarantine.id DESC LIMIT ?
        """)
    return try Row.fetchAll(statement, arguments: [dataset, year.value, Self.mostWaiting]).map(Extract.init)
  }

  /// The extracts of the latest table of each companion of a dataset, for one year.
  package func witnessExtracts(of dataset: String, in year: ReferenceYear) throws -> [Extract] {
    let statement = try db.cachedStatement(
      sql: """
        SELECT firstName, extract.retrievedAt, bytes FROM witness JOIN extract ON extract.id = extract
        WHERE dataset = ?1 AND referenceYear = ?2 AND isWhole AND NOT EXISTS (
          SELECT 1 FROM witness AS later WHERE later.companion = witness.companion
            AND later.dataset = ?1 AND later.referenceYear = ?2 AND later.id > witness.id)
        ORDER BY witness.id
        """)
    return try Row.fetchAll(statement, arguments: [dataset, year.value]).map(Extract.init)
  }

  /// The extracts of a year's current release; none where the year is not stored.
  package func currentExtracts(of dataset: String, in year: ReferenceYear) throws -> [Extract] {
    guard let release = try currentRow(of: dataset, in: year) else { return [] }
    let statement = try db.cachedStatement(
      sql: """
        SELECT firstName, retrievedAt, bytes FROM release_extract JOIN extract ON extract.id = extract
        WHERE "release" = ? AND isWhole ORDER BY extract.id
        """)
    return try Row.fetchAll(statement, arguments: [release.id]).map(Extract.init)
  }

  /// A year's current release; `nil` where the year is not stored.
  package func currentEdition(of dataset: String, in year: ReferenceYear) throws -> StoredEdition? {
    guard let release = try currentRow(of: dataset, in: year) else { return nil }
    let statement = try db.cachedStatement(
      sql: """
        SELECT origin, destination, persons, absence FROM flow_cell WHERE "release" = ?1
        ORDER BY origin = ?2, origin, destination = ?2, destination
        """)
    let cells = try Row.fetchAll(statement, arguments: [release.id, Place.abroad.code]).map {
      (flow: try $0.flow(), value: try $0.cellValue())
    }
    let first = cells.first?.flow.origin
    return StoredEdition(
      referenceYear: year, vintage: release.vintage,
      places: cells.prefix { $0.flow.origin == first }.map(\.flow.destination), values: cells.map(\.value))
  }

  /// The years of a dataset that are stored.
  package func years(of dataset: String) throws -> [ReferenceYear] {
    let statement = try db.cachedStatement(
      sql: "SELECT DISTINCT referenceYear FROM release WHERE dataset = ?")
    return try Int.fetchAll(statement, arguments: [dataset]).compactMap { ReferenceYear($0) }
  }

  /// The number of a year's current release.
  package func currentVintage(of dataset: String, in year: ReferenceYear) throws -> Int? {
    try currentRow(of: dataset, in: year)?.vintage
  }

  private func currentRow(
    of dataset: String, in year: ReferenceYear
  ) throws -> (id: Int64, vintage: Int)? {
    let statement = try db.cachedStatement(
      sql: """
        SELECT id, vintage FROM release WHERE dataset = ? AND referenceYear = ? AND becameCurrent
        ORDER BY vintage DESC LIMIT 1
        """)
    return try Row.fetchOne(statement, arguments: [dataset, year.value]).map {
      (try $0.value("id"), try $0.value("vintage"))
    }
  }
}

extension Extract {
  fileprivate init(_ row: Row) throws {
    self.init(
      name: try row.value("firstName"), bytes: Array(try row.value("bytes", as: Data.self)),
      retrievedAt: try row.value("retrievedAt") { Date(timestamp: $0) })
  }
}

extension StoredEdition {
  /// The values by their pairs.
  package var flows: [Flow: CellValue] {
    var flows: [Flow: CellValue] = [:]
    for (row, origin) in places.enumerated() {
      for (column, destination) in places.enumerated() {
        flows[Flow(from: origin, to: destination)] = values[row * places.count + column]
      }
    }
    return flows
  }
}
