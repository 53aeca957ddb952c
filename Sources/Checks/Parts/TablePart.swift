package import FlowTables

/// A believable part of a table: whole rows or columns are missing, and nothing else is wrong with it.
///
/// Only ``check(_:in:)`` makes one. It is no table yet: the rest has to come, and everything to add up.
package struct TablePart: Equatable, Sendable {
  /// The definition that read the part.
  package let dataset: Dataset
  /// The year the moves happened in.
  package let referenceYear: ReferenceYear
  /// The publisher's date, where the source states it.
  package let releasedOn: CivilDate?
  /// What was read, as it was printed.
  package let reported: ReportedTable
  /// What is missing, first, and what was odd.
  package let findings: [Finding]

  /// The value of each pair that the part has; structurally empty pairs are made so.
  package var values: [Flow: CellValue] {
    var values: [Flow: CellValue] = [:]
    for cell in reported.cells {
      values[cell.flow] = dataset.empty.contains(cell.flow) ? .absent(.notApplicable) : cell.figure.value
    }
    return values
  }

  /// Whether a whole table says of every pair of the part what the part says.
  package func isCovered(by values: [Flow: CellValue]) -> Bool {
    self.values.allSatisfy { values[$0.key] == $0.value }
  }
}

extension TablePart {
  /// The part with a word on why it could not be joined with those that wait, if they were complete with it.
  package func noting(_ refusal: Refusal, beside names: [String]) -> Self {
    let errors = refusal.findings.filter { $0.severity == .error }
    guard !errors.isEmpty, let first = findings.first else { return self }
    var half = first
    half.message +=
      " Together with \(names.joined(separator: ", ")) it is whole but does not add up: "
      + errors.prefix(3).map(\.message).joined(separator: " ")
    return Self(
      dataset: dataset, referenceYear: referenceYear, releasedOn: releasedOn, reported: reported,
      findings: [half] + findings.dropFirst())
  }
}
