package import FlowTables

/// A table that passed every blocking check.
///
/// Only ``check(_:in:)`` makes one, so whoever holds one need not check again.
///
/// - Shape: exactly one cell for each ordered pair of the year's places.
package struct CheckedTable: Equatable, Sendable {
  /// The definition that read the table.
  package let dataset: Dataset
  /// The year the moves happened in.
  package let referenceYear: ReferenceYear
  /// The publisher's date, where the source states it.
  package let releasedOn: CivilDate?
  /// The places of that year, in the order of the definition, Abroad last.
  package let places: [Place]
  /// One cell for each ordered pair, in the order of ``places``, origin first.
  package let cells: [CheckedCell]
  /// The printed grand total, else the sum of the numbers.
  package let total: Int
  /// What shows that the reading is right, in the order of ``Proof``.
  package let proof: [Proof]
  /// The sums that were tried, and how many of them hold exactly; none where the table prints no sums.
  package let identities: [Identity]
  /// What was odd without being wrong.
  package internal(set) var warnings: [Finding]
  /// The sums that contradict the figures, where somebody accepted the table in spite of them.
  package let defects: [Finding]
  /// How the table was printed.
  package let presentation: Presentation
}

/// Sums of one kind: how many a table has, and how many of them hold.
package struct Identity: Hashable, Sendable {
  /// ``Proof/rows``, ``Proof/columns`` or ``Proof/total``.
  package let kind: Proof
  /// How many hold exactly, within the dataset's tolerance.
  package let holds: Int
  /// How many there are; one that a hidden cell leaves open doesn't hold.
  package let tried: Int
  /// How many figures stand in those that hold: cells, or printed sums.
  package let cells: Int
}

/// A cell of a checked table.
package struct CheckedCell: Hashable, Sendable {
  /// Between which places.
  package let flow: Flow
  /// Structurally empty pairs are `notApplicable`, however they were printed.
  package let value: CellValue
  /// The printed symbol, also beside a number.
  package let mark: String?
  /// Where the figure stands in the extract.
  package let at: SourcePlace
}

/// A way in which a reading is shown to be right.
package enum Proof: String, Hashable, Sendable, Codable, CaseIterable {
  /// Every row adds up to its printed total.
  case rows
  case columns
  /// The margins add up to the printed grand total.
  case total
  /// Another table of the same publication agrees.
  case companion
  /// A second witness states the same reference year.
  case year
}

/// Why a table is not believed: every finding, not only the first.
package struct Refusal: Error, Equatable {
  /// Every finding; at least one is an error.
  package let findings: [Finding]
  /// The reference year, where it could be told in spite of what is wrong.
  package let referenceYear: ReferenceYear?
  /// What is worth keeping, where all that is wrong is that the rest of the table is missing.
  package let part: TablePart?

  /// Gathers the findings of one reading.
  package init(_ findings: [Finding], referenceYear: ReferenceYear? = nil) {
    self.init(findings, referenceYear: referenceYear, part: nil)
  }

  /// Gathers the findings of one reading, and what it leaves to be kept.
  init(_ findings: [Finding], referenceYear: ReferenceYear?, part: TablePart?) {
    (self.findings, self.referenceYear, self.part) = (findings, referenceYear, part)
  }

  /// How much is wrong: the errors, without the suspects that only explain them.
  package var faults: Int { findings.faults }
}

extension [Finding] {
  /// The errors among some findings, without the suspects that only explain them.
  package var faults: Int {
    count { $0.severity == .error && $0.code != .suspectCell && $0.code != .suspectTotal }
  }
}
