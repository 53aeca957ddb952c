package import Extracts
package import FlowTables
package import Foundation

/// A reference year as a store has it.
package struct StoredYear: Hashable, Sendable {
  /// How many vintages there are.
  package let vintages: Int
  /// The one that holds.
  package let current: ReleaseRecord

  /// The dataset's name.
  package var dataset: String { current.dataset }
  /// The year.
  package var year: ReferenceYear { current.year }
}

/// A cell of a stored release.
package struct StoredCell: Hashable, Sendable {
  /// From where to where.
  package let flow: Flow
  /// The number, or why there is none.
  package let value: CellValue
  /// The printed symbol, also beside a number.
  package let mark: String?
  /// Where it stands in its extract.
  package let at: SourcePlace
  /// The extract that it came from: one of its release's.
  package let extract: ExtractReference
}

/// A stored extract without its bytes.
package struct StoredExtractSummary: Hashable, Sendable {
  /// The digest of all its bytes.
  package let fingerprint: Fingerprint
  /// The name it first came under.
  package let name: String
  /// How many bytes there were at the source.
  package let size: Int
  /// Whether all of them are stored.
  package let isWhole: Bool
  /// Our clock when they were taken.
  package let retrievedAt: Date

  /// The digest's 64 hexadecimal digits.
  package var sha256: String { fingerprint.hex }
}

/// How much a store holds.
package struct StoreCounts: Hashable, Sendable {
  /// The schema's number.
  package let schema: Int
  /// Extracts with different bytes.
  package let extracts: Int
  /// Vintages of all years.
  package let releases: Int
  /// Visits to all sources.
  package let looks: Int
  /// Tables that wait in quarantine.
  package let quarantine: Int
  /// Since when the oldest of those waits.
  package let oldestQuarantine: Date?
  /// When the newest release was recorded.
  package let newestAt: Date?
  /// The size of the store's files.
  package let bytes: Int
}
