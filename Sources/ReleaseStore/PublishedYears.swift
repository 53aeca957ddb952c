package import FlowTables
import GRDB

/// When the editions of a stored year came out.
package struct PublishedYear: Hashable, Sendable {
  /// The year the moves happened in.
  package let year: ReferenceYear
  /// The publisher's date of the vintage that holds; `nil` where nobody knows it.
  package let currentDate: CivilDate?
  /// That of the first vintage.
  package let firstDate: CivilDate?
}

extension ReleaseReader {
  /// The stored years of a dataset, in order; cheap enough to be asked before every look at a source.
  package func publishedYears(of dataset: String) throws(StoreError) -> [PublishedYear] {
    try reading { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT current.referenceYear, current.releasedOn AS currentDate, first.releasedOn AS firstDate
          FROM current_release AS current JOIN "release" AS first
            ON (first.dataset, first.referenceYear, first.vintage) = (current.dataset, current.referenceYear, 1)
          WHERE current.dataset = ? ORDER BY current.referenceYear
          """, arguments: [dataset]
      ).map { row in
        PublishedYear(
          year: try row.referenceYear(), currentDate: try row.optional("currentDate") { CivilDate(iso: $0) },
          firstDate: try row.optional("firstDate") { CivilDate(iso: $0) })
      }
    }
  }
}
