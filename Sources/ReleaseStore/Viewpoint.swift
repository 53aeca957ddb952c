package import Foundation
import GRDB

/// From when a store is looked at, on one or both of its clocks; now where nothing is said.
package struct Viewpoint: Hashable, Sendable {
  /// Only what was recorded here by then, to the millisecond.
  package var asOf: Date?
  /// Only what the publisher had out by then.
  ///
  /// The publisher's clock has days; where an edition's day is unknown, our clock stands in for it, to the
  /// millisecond.
  package var publishedBy: Date?

  /// Looks from now unless told otherwise.
  package init(asOf: Date? = nil, publishedBy: Date? = nil) {
    (self.asOf, self.publishedBy) = (asOf, publishedBy)
  }

  /// Whether it is not simply now.
  package var isPast: Bool { asOf != nil || publishedBy != nil }
}

/// Which of the stored years are asked for.
package enum YearBounds: Hashable, Sendable {
  case all
  /// The newest that can be seen, of each dataset.
  case latest
  case span(ClosedRange<Int>)
}

extension Viewpoint {
  /// The condition on `release` for being seen; takes the parameters of ``arguments``.
  fileprivate static let isSeen = """
    (:asOf IS NULL OR recordedAt <= :asOf) AND (:publishedDay IS NULL
      OR CASE WHEN releasedOn IS NULL THEN recordedAt <= :publishedAt ELSE releasedOn <= :publishedDay END)
    """

  /// On the publisher's clock the latest edition holds; on ours, the last that had become current by then.
  fileprivate var holding: String {
    publishedBy == nil
      ? "AND becameCurrent ORDER BY vintage DESC"
      : "ORDER BY coalesce(releasedOn, substr(recordedAt, 1, 10)) DESC, vintage DESC"
  }

  fileprivate var arguments: StatementArguments {
    [
      "asOf": asOf?.timestamp, "publishedAt": publishedBy?.timestamp,
      "publishedDay": publishedBy.map { String($0.timestamp.prefix(10)) },
    ]
  }
}

extension ReleaseReader {
  /// The years of a dataset or of all that can be seen, each with the vintage that holds, by dataset and year.
  ///
  /// Its cost grows with the years that are asked for, and not with others.
  package func years(
    of dataset: String? = nil, _ bounds: YearBounds = .all, from viewpoint: Viewpoint = Viewpoint()
  ) throws(StoreError) -> [StoredYear] {
    try reading { db in
      // The few definitions know the datasets, so that the releases need not be gone through for them.
      try Row.fetchAll(
        db,
        sql: """
          WITH known AS (SELECT DISTINCT dataset FROM definition WHERE :dataset IS NULL OR dataset = :dataset),
          wanted AS (SELECT dataset, \(bounds.first) AS first, \(bounds.last) AS last FROM known),
          seen AS (
            SELECT "release".dataset, referenceYear, count(*) AS vintages
            FROM wanted JOIN "release" ON "release".dataset = wanted.dataset
              AND referenceYear BETWEEN first AND last
            WHERE \(Viewpoint.isSeen) GROUP BY 1, 2)
          \(ReleaseRecord.select(
            from: """
              (SELECT "release".*, vintages FROM seen JOIN "release" ON "release".id = (
                SELECT id FROM "release" WHERE dataset = seen.dataset AND referenceYear = seen.referenceYear
                  AND \(Viewpoint.isSeen) \(viewpoint.holding) LIMIT 1))
              """))
          ORDER BY dataset, referenceYear
          """, arguments: viewpoint.arguments + bounds.arguments + ["dataset": dataset]
      ).map { StoredYear(vintages: try $0.value("vintages"), current: try ReleaseRecord($0)) }
    }
  }
}

extension YearBounds {
  /// The first year for a dataset of `known`.
  fileprivate var first: String {
    switch self {
    case .all: "0"
    case .latest: Self.newest
    case .span: ":first"
    }
  }

  fileprivate var last: String {
    switch self {
    case .all: "9999"
    case .latest: Self.newest
    case .span: ":last"
    }
  }

  private static let newest = """
    (SELECT referenceYear FROM "release" WHERE "release".dataset = known.dataset AND \(Viewpoint.isSeen)
      ORDER BY referenceYear DESC LIMIT 1)
    """

  fileprivate var arguments: StatementArguments {
    guard case .span(let span) = self else { return [:] }
    return ["first": span.lowerBound, "last": span.upperBound]
  }
}
