import FlowTables

/// What a table of net migration between pairs of places says.
///
/// What a row's place has versus a column's is the flow from the column's to
/// the row's less the flow the other way. One half of the pairs says it all;
/// where both are printed they must be opposite.
struct NetPairs {
  private let figures: CompanionFigures
  private let companion: CompanionDefinition
  /// The places that a place's sum runs over.
  private let places: [Place]
  private let tolerance: Int

  init(_ figures: CompanionFigures, companion: CompanionDefinition, dataset: Dataset, year: ReferenceYear) {
    (self.figures, self.companion, tolerance) = (figures, companion, dataset.tolerance)
    // Sums are over the country alone, where the table has no Abroad.
    let hasAbroad = figures.cells.contains { $0.flow.origin.isAbroad || $0.flow.destination.isAbroad }
    places = dataset.places(in: year).filter { hasAbroad || !$0.isAbroad }
  }

  var says: CompanionSays {
    var says = CompanionSays()
    var said: Set<Flow> = []
    for (flow, printed) in figures.cells where flow.origin != flow.destination {
      let (row, column) = (flow.origin, flow.destination)
      if said.contains(Flow(from: column, to: row)) {
        says.check(
          printed, against: [figures[column, row].flatMap { negated($0.value) }], tolerance: tolerance,
          .rowSum,
          name(row, column), from: row.code, to: column.code)
        continue
      }
      said.insert(flow)
      says.statements.append(
        FlowStatement(
          .pair, name(row, column), by: companion.id, from: row.code, to: column.code,
          terms: [Flow(from: column, to: row): 1, Flow(from: row, to: column): -1], value: printed.value,
          at: printed.at))
    }
    for (margin, printed) in figures.totals { check(margin, printed, in: &says) }
    if says.findings.isEmpty, let scrap = scrapFinding(pairs: said) { says.findings.append(scrap) }
    return says
  }

  /// A few rows that went astray from another table look like net migration too; a table has most of its pairs.
  private func scrapFinding(pairs: Set<Flow>) -> Finding? {
    let named = Set(pairs.flatMap { [$0.origin, $0.destination] }).count
    let all = named * (named - 1) / 2
    let isEmpty = pairs.isEmpty && figures.totals.isEmpty
    guard !isEmpty, named < 3 || pairs.count * 2 < all else { return nil }
    return Finding(
      .truncated,
      "net migration of \(pairs.count) of \(all) pairs between \(named) places is no table. Copy the whole of it, or "
        + "look for rows that belong to another table or year.", expected: all, found: pairs.count)
  }

  private func check(
    _ margin: Margin, _ printed: CompanionFigures.Printed, in says: inout CompanionSays
  ) {
    switch margin {
    case .from(let row):
      let name = "net migration \(row) versus all others"
      let parts = places.filter { $0 != row }.map { net(row, $0) }
      says.check(printed, against: parts, tolerance: tolerance, .rowSum, name, from: row.code, to: "total")
      let terms = Measure.netArrivals.terms(of: row, among: places).filter {
        places.contains($0.key.origin) && places.contains($0.key.destination)
      }
      says.statements.append(
        FlowStatement(
          .place, name, by: companion.id, from: row.code, to: "total", terms: terms, value: printed.value,
          at: printed.at))
    case .to(let column):
      let parts = places.filter { $0 != column }.map { net($0, column) }
      says.check(
        printed, against: parts, tolerance: tolerance, .columnSum,
        "net migration of all others versus \(column)", from: "total", to: column.code)
    case .grand:
      says.check(
        printed, against: [0], tolerance: tolerance, .grandTotal, "net migration of all places",
        from: "total",
        to: "total")
    }
  }

  /// What a place has versus another, in whichever half of the table it stands.
  private func net(_ row: Place, _ column: Place) -> Int? {
    figures[row, column]?.value ?? figures[column, row].flatMap { negated($0.value) }
  }

  private func name(_ row: Place, _ column: Place) -> String { "net migration \(row) versus \(column)" }
}

private func negated(_ number: Int) -> Int? {
  let (negative, isTooFar) = (0).subtractingReportingOverflow(number)
  return isTooFar ? nil : negative
}
