package import FlowTables

/// A companion that does not contradict itself, and what it says.
///
/// Only ``check(_:as:in:)`` makes one.
package struct CheckedCompanion: Equatable, Sendable {
  /// The definition that read the table.
  package let definition: CompanionDefinition
  /// The year the moves happened in.
  package let referenceYear: ReferenceYear
  /// The publisher's date, where the source states it.
  package let releasedOn: CivilDate?
  /// What it says, in the order of the extract.
  package let statements: [FlowStatement]
  /// How many sums and differences of its own hold exactly; none where it prints no such.
  package let ownSums: Int
  /// What was odd without being wrong.
  package let warnings: [Finding]
  /// Which layout read the table.
  package let layout: String
}

/// Checks a companion by itself; what its figures say of the flows is for ``compare(_:with:tolerance:)``.
///
/// The table must have been read with ``CompanionDefinition/readingDataset(of:)``
/// of the dataset in `context`.
///
/// - Throws: ``Refusal`` with every finding, warnings too, where one is an error.
package func check(
  _ table: ReportedTable, as companion: CompanionDefinition, in context: CheckContext
) throws(Refusal) -> CheckedCompanion {
  let reading = companion.readingDataset(of: context.dataset)
  let readingContext = CheckContext(
    dataset: reading, extractName: context.extractName, releasedOn: context.releasedOn, today: context.today)
  let year = YearVerdict(of: table, in: readingContext)
  guard let referenceYear = year.referenceYear else {
    throw Refusal(year.findings + layoutFindings(of: table))
  }
  let figures = CompanionFigures(table)
  let says = companion.statements(of: figures, of: context.dataset, in: referenceYear)
  let findings =
    year.findings + companion.headingFindings(of: table, in: referenceYear, of: reading)
    + layoutFindings(of: table)
    + figureFindings(of: table, in: reading) + figures.findings + says.findings
  guard findings.allSatisfy({ $0.severity == .warning }) else {
    throw Refusal(findings, referenceYear: referenceYear)
  }
  return CheckedCompanion(
    definition: companion, referenceYear: referenceYear, releasedOn: year.releasedOn,
    statements: says.statements, ownSums: says.held, warnings: findings, layout: table.layout)
}

/// Checks the readings of one companion, the likeliest first, and believes the first that passes.
///
/// - Throws: the ``Refusal`` of the reading with the fewest errors.
package func check(
  anyOf readings: [ReportedTable], as companion: CompanionDefinition, in context: CheckContext
) throws(Refusal) -> CheckedCompanion {
  try firstBelieved(of: readings) { reading throws(Refusal) in
    try check(reading, as: companion, in: context)
  }
}

/// What a companion's figures say, and how they agree with one another.
struct CompanionSays {
  var statements: [FlowStatement] = []
  /// How many of its own sums hold.
  var held = 0
  var findings: [Finding] = []

  /// Notes a sum of the companion's own; one that a hidden or missing figure leaves open says nothing.
  mutating func check(
    _ printed: (value: Int, at: SourcePlace), against parts: [Int?], tolerance: Int, _ code: Finding.Code,
    _ name: String, from: String? = nil, to: String? = nil
  ) {
    guard let computed = sum(parts) else { return }
    let (difference, isTooFar) = printed.value.subtractingReportingOverflow(computed)
    if !isTooFar, difference.magnitude <= tolerance.magnitude { return held += 1 }
    findings.append(
      Finding(
        code,
        "\(name): \(grouped(printed.value)) is printed (\(printed.at)), its own figures make \(grouped(computed)). "
          + "Compare with the publisher's table.", from: from, to: to, expected: printed.value,
        found: computed,
        at: printed.at))
  }
}

extension CompanionDefinition {
  /// A column that is no measure is another of the publisher's, and is passed over.
  fileprivate func headingFindings(
    of table: ReportedTable, in year: ReferenceYear, of reading: Dataset
  ) -> [Finding] {
    guard case .measures = content else { return placeFindings(of: table, in: year, of: reading) }
    var known = table
    known.headings.removeAll { $0.axis == .to && $0.subject == .unknown }
    return placeFindings(of: known, in: year, of: reading)
  }

  fileprivate func statements(
    of figures: CompanionFigures, of dataset: Dataset, in year: ReferenceYear
  ) -> CompanionSays {
    var says =
      switch content {
      case .netMigrationOfPairs:
        NetPairs(figures, companion: self, dataset: dataset, year: year).says
      case .measures(let columns):
        PlaceMeasures(
          figures, companion: self, measures: columns.map(\.measure), dataset: dataset, year: year
        )
        .says
      }
    if says.statements.isEmpty, says.findings.isEmpty {
      says.findings.append(
        Finding(.truncated, "no figure of \(id) was found. Copy the whole table, headings and rows."))
    }
    return says
  }
}

/// The sum of some numbers; `nil` where one is missing, or the sum is beyond all numbers.
func sum(_ numbers: [Int?]) -> Int? {
  var sum = 0
  for number in numbers {
    guard let number else { return nil }
    let (next, isTooFar) = sum.addingReportingOverflow(number)
    if isTooFar { return nil }
    sum = next
  }
  return sum
}
