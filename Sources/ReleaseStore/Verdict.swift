package import Checks
package import Extracts
package import FlowTables

/// What the checks made of one table of an extract, alone and beside what is stored.
package enum Verdict: Sendable {
  /// It passed every blocking check.
  case believed(CheckedTable)
  /// It passed them together with stored extracts: those of the table's parts after the first.
  case joined(JoinedTable, with: [Fingerprint])
  /// It is believable, and the rest is still to come.
  case held(TablePart)
  /// It is a part of the current release of its year, figure by figure.
  case covered(TablePart)
  /// It is no table of flows, but a believable witness of some.
  case witness(CheckedCompanion)
  /// It is not believed; dataset and year as far as they could be told.
  case refused(dataset: String?, year: ReferenceYear?, findings: [Finding])
}

/// A part that waits no longer, since a table that has all its figures was recorded.
package struct SettledPart: Hashable, Sendable {
  /// The bytes that hold the part.
  package let fingerprint: Fingerprint
  /// The dataset's name.
  package let dataset: String
  /// The year the moves happened in.
  package let year: ReferenceYear

  /// Names a part by its bytes, dataset and year.
  package init(_ fingerprint: Fingerprint, dataset: String, year: ReferenceYear) {
    (self.fingerprint, self.dataset, self.year) = (fingerprint, dataset, year)
  }
}
