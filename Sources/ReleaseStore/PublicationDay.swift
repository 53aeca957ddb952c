package import FlowTables
package import Foundation

extension CivilDate {
  /// The day of a moment in UTC.
  package init(_ moment: Date) {
    self.init(daysSince1970: Int((moment.timeIntervalSince1970 / 86_400).rounded(.down)))
  }
}

extension ReleaseRecord {
  /// The publisher's day; ours where that is unknown.
  package var publicationDay: CivilDate { releasedOn ?? CivilDate(recordedAt) }
}
