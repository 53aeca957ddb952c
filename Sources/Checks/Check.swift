package import FlowTables

/// What a table is checked against, besides itself.
package struct CheckContext: Sendable {
  /// The definition that read the table.
  package let dataset: Dataset
  /// The extract's name or address: its dates and years are witnesses.
  package let extractName: String
  /// The publisher's date where somebody stated it; one that the source states wins over it.
  package let releasedOn: CivilDate?
  /// The day on which the bytes were taken.
  package let today: CivilDate
  /// Whether somebody accepts figures that contradict their printed sums.
  package let acceptsDefects: Bool

  /// Brings together what a table is checked against.
  package init(
    dataset: Dataset, extractName: String, releasedOn: CivilDate? = nil, today: CivilDate,
    acceptsDefects: Bool = false
  ) {
    (self.dataset, self.extractName, self.releasedOn, self.today) = (dataset, extractName, releasedOn, today)
    self.acceptsDefects = acceptsDefects
  }
}

/// Runs every blocking check; the same table always gives the same findings.
///
/// - Throws: ``Refusal`` with every finding, warnings too, where one is an error.
package func check(_ table: ReportedTable, in context: CheckContext) throws(Refusal) -> CheckedTable {
  let year = YearVerdict(of: table, in: context)
  guard let referenceYear = year.referenceYear else {
    throw Refusal(year.findings + layoutFindings(of: table))
  }
  let places = context.dataset.places(in: referenceYear)
  let grid = ReportedGrid(table, places: places)
  let isPart = PartShape(of: grid) != nil
  let sums = SumVerdict(
    of: grid, isPart: isPart, tolerance: context.dataset.tolerance, unplaced: table.unplacedRows,
    empty: context.dataset.empty
  )

  // Causes before what follows from them: year, places, shape, single figures, sums. The order of
  // places says something only where all of them are there.
  let shape = shapeFindings(of: grid)
  let order = shape.isEmpty ? orderFindings(of: table) : []
  let findings =
    year.findings + placeFindings(of: table, in: referenceYear, of: context.dataset) + order
    + layoutFindings(of: table) + shape + figureFindings(of: table, in: context.dataset) + sums.findings
  let errors = findings.filter { $0.severity == .error }
  guard errors.isEmpty || context.acceptsDefects && grid.isReadable && errors.allSatisfy(\.concernsOnlySums)
  else {
    let isOnlyCut = findings.allSatisfy { $0.severity == .warning || $0.code == .halfTable }
    let part = TablePart(
      dataset: context.dataset, referenceYear: referenceYear, releasedOn: year.releasedOn, reported: table,
      findings: findings.filter { $0.code == .halfTable } + findings.filter { $0.code != .halfTable })
    throw Refusal(findings, referenceYear: referenceYear, part: isPart && isOnlyCut ? part : nil)
  }
  let cells = grid.checkedCells(empty: context.dataset.empty)
  // A printed total that the figures contradict is not theirs.
  let printed = errors.isEmpty ? sums.printedTotal : nil
  return CheckedTable(
    dataset: context.dataset, referenceYear: referenceYear, releasedOn: year.releasedOn, places: places,
    cells: cells, total: printed ?? cells.reduce(0) { $0 + ($1.value.number ?? 0) },
    proof: sums.proof + (year.isProven ? [.year] : []), identities: sums.identities,
    warnings: findings.filter { $0.severity == .warning }, defects: errors,
    presentation: Presentation(of: table, in: context.dataset))
}

/// Checks the readings of one table, the likeliest first, and believes the first that passes.
///
/// - Throws: the ``Refusal`` of the reading with the fewest errors.
package func check(
  anyOf readings: [ReportedTable], in context: CheckContext
) throws(Refusal) -> CheckedTable {
  if context.acceptsDefects {
    // Any reading may be believed then; the one that contradicts its sums least is meant.
    let believed = readings.compactMap { try? check($0, in: context) }
    if let best = believed.min(by: { $0.defects.count < $1.defects.count }) { return best }
  }
  return try firstBelieved(of: readings) { reading throws(Refusal) in try check(reading, in: context) }
}

/// The first reading that passes a check; else the refusal of the one with the fewest errors is thrown.
func firstBelieved<Believed>(
  of readings: [ReportedTable], _ check: (ReportedTable) throws(Refusal) -> Believed
) throws(Refusal) -> Believed {
  var best = Refusal([])
  var fewest = Int.max
  for reading in readings {
    do {
      return try check(reading)
    } catch {
      let errors = error.faults
      if errors < fewest { (best, fewest) = (error, errors) }
    }
  }
  throw best
}

extension CellValue {
  /// Whether a sum over this cell can't be expected to be exact.
  var hidesNumber: Bool { self == .absent(.suppressed) || self == .absent(.notAvailable) }
}

extension Finding {
  /// Whether it says that printed sums are missing, doubled or contradicted.
  fileprivate var concernsOnlySums: Bool {
    switch code {
    case .rowSum, .columnSum, .grandTotal, .suspectCell, .suspectTotal: true
    case .missingCell, .duplicateCell: from == "total" || to == "total"
    default: false
    }
  }
}
