import Extracts
package import FlowTables
import Foundation
import GRDB

/// A store, open for reading: it takes no lock, never checkpoints and cannot change anything.
///
/// Works beside a writer, after one and without the right to write the folder.
package final class ReleaseReader: Sendable {
  /// Where the store is, without links.
  package let path: String

  let database: DatabaseQueue

  /// Opens a store.
  ///
  /// - Errors: `missing`, `missingFolder`, `notPermitted`, `notAStore`, `newerSchema`, `olderSchema`, `damaged`.
  package init(reading path: String) throws(StoreError) {
    let path = try resolvedStorePath(path)
    guard access(path, F_OK) == 0 else { throw StoreError(.missing, at: path) }
    database = try openReader(at: path)
    self.path = path
  }

  /// Asks one consistent state of the store.
  func reading<Result>(_ question: (Database) throws -> Result) throws(StoreError) -> Result {
    do {
      return try database.read(question)
    } catch {
      throw StoreError(wrapping: error, at: path)
    }
  }
}

extension ReleaseReader {
  /// The names of the datasets that have releases, in order; cheaper than ``datasets()``.
  package func datasetNames() throws(StoreError) -> [String] {
    try reading { try String.fetchAll($0, sql: "SELECT DISTINCT dataset FROM definition ORDER BY dataset") }
  }

  /// Every dataset that has releases, as its newest release's definition says, in the order of their names.
  package func datasets() throws(StoreError) -> [Dataset] {
    try reading { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT body, max("release".id) FROM "release" JOIN definition ON fingerprint = definition
          GROUP BY "release".dataset ORDER BY "release".dataset
          """
      ).map { try fromJSON($0.value("body")) }
    }
  }

  /// The vintages of a dataset or of all, in a year or in all, in order of arrival within each year.
  package func releases(
    of dataset: String? = nil, in year: ReferenceYear? = nil
  ) throws(StoreError) -> [ReleaseRecord] {
    try reading { db in
      try Row.fetchAll(
        db,
        sql: """
          \(ReleaseRecord.select(from: "release"))
          WHERE (?1 IS NULL OR dataset = ?1) AND (?2 IS NULL OR referenceYear = ?2)
          ORDER BY dataset, referenceYear, vintage
          """, arguments: [dataset, year?.value]
      ).map(ReleaseRecord.init)
    }
  }

  /// One vintage of a year; `nil` where there is none.
  package func release(
    of dataset: String, in year: ReferenceYear, vintage: Int
  ) throws(StoreError) -> ReleaseRecord? {
    try reading { db in
      try Row.fetchOne(
        db,
        sql: """
          \(ReleaseRecord.select(from: "release"))
          WHERE dataset = ? AND referenceYear = ? AND vintage = ?
          """, arguments: [dataset, year.value, vintage]
      ).map(ReleaseRecord.init)
    }
  }

  /// The dataset definition that a release was read with.
  package func definition(of release: ReleaseRecord) throws(StoreError) -> Dataset {
    try reading { db in
      let row = try Row.fetchOne(
        db, sql: "SELECT body FROM definition WHERE fingerprint = ?", arguments: [release.definition.hex])
      guard let row else { throw DamagedValue(what: "the definition of release \(release.id) is not there") }
      return try fromJSON(row.value("body"))
    }
  }
}
