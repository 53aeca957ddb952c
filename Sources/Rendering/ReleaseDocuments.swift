import FlowTables
import Foundation
package import ReleaseStore

/// The answer of `years` for scripts.
package struct YearsDocument: Encodable {
  private struct Year: Encodable {
    let dataset: String
    let year: ReferenceYear
    let vintages: Int
    let latest: Vintage
  }

  private struct Vintage: Encodable {
    let vintage: Int
    let recordedAt: Date
    let releasedOn: CivilDate?
    let total: Int

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(vintage, forKey: .vintage)
      try container.encode(recordedAt, forKey: .recordedAt)
      try container.encode(releasedOn, forKey: .releasedOn)
      try container.encode(total, forKey: .total)
    }

    enum CodingKeys: CodingKey { case vintage, recordedAt, releasedOn, total }
  }

  private let years: [Year]

  /// Lists the years as they come.
  package init(_ years: [StoredYear]) {
    self.years = years.map { year in
      let current = year.current
      return Year(
        dataset: current.dataset, year: current.year, vintages: year.vintages,
        latest: Vintage(
          vintage: current.vintage, recordedAt: current.recordedAt, releasedOn: current.releasedOn,
          total: current.total))
    }
  }
}

/// The answer of `releases` for scripts.
package struct ReleasesDocument: Encodable {
  private struct Release: Encodable {
    let record: ReleaseRecord

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(record.dataset, forKey: .dataset)
      try container.encode(record.year, forKey: .year)
      try container.encode(record.vintage, forKey: .vintage)
      try container.encode(record.cause, forKey: .cause)
      try container.encode(record.proofWords, forKey: .proof)
      try container.encode(record.proofs, forKey: .proofs)
      try container.encode(record.recordedAt, forKey: .recordedAt)
      try container.encode(record.releasedOn, forKey: .releasedOn)
      try container.encode(record.cellsSha256, forKey: .cellsSha256)
      try container.encode(record.total, forKey: .total)
      try container.encode(record.extracts, forKey: .extracts)
      try container.encode(record.causeCorrection, forKey: .causeCorrection)
      try container.encode(record.defect, forKey: .defect)
    }

    enum CodingKeys: CodingKey {
      case dataset, year, vintage, cause, proof, proofs, recordedAt, releasedOn, cellsSha256, total, extracts
      case causeCorrection, defect
    }
  }

  private let releases: [Release]

  /// Lists the releases as they come.
  package init(_ releases: [ReleaseRecord]) { self.releases = releases.map(Release.init) }
}
