package import Checks
package import FlowTables

/// What the checks made of one table of an extract.
package enum Verdict: Sendable {
  /// It passed every blocking check.
  case believed(CheckedTable)
  /// It did not; dataset and year as far as they could be told.
  case refused(dataset: String?, year: ReferenceYear?, findings: [Finding])
}
