import FlowTables

/// Cells that lost their number since the nearest year, or got one; one finding for each.
func numberFindings(in comparison: Comparison) -> [Finding] {
  guard let neighbour = comparison.nearest else { return [] }
  let (here, there) = (comparison.here.numbers, neighbour.numbers)
  let emptied = here.indices.filter { isNumber(there[$0], where: here[$0]) }
  let filled = here.indices.filter { isNumber(here[$0], where: there[$0]) }
  return [
    finding(
      .cellsEmptied, about: emptied, figures: there, of: comparison,
      says: "without a number that had one in \(neighbour.year)"),
    finding(
      .cellsFilled, about: filled, figures: here, of: comparison,
      says: "with a number that had none in \(neighbour.year)"),
  ].compactMap(\.self)
}

/// Whether a number stands where the other year has none, and this means something.
///
/// A 0 and a mark don't differ: publishers change between them from year to
/// year. Small figures are suppressed in one year and not in the next.
private func isNumber(_ figure: Int, where other: Int) -> Bool {
  switch other {
  case FigureGrid.none: figure > 0
  case FigureGrid.suppressed: figure > 10
  default: false
  }
}

private func finding(
  _ code: Finding.Code, about cells: [Int], figures: [Int], of comparison: Comparison, says what: String
) -> Finding? {
  guard let first = cells.first else { return nil }
  let examples = cells.map { "\(comparison.flow(at: $0)) (\(grouped(figures[$0])))" }
  let flow = comparison.flow(at: first)
  return Finding(
    code,
    "\(grouped(cells.count)) \(cells.count == 1 ? "cell" : "cells") \(what): \(listed(examples)). Compare with the "
      + "publisher's table: a column may have been lost or shifted, or a symbol misread.",
    severity: .warning, from: flow.origin.code, to: flow.destination.code, found: cells.count,
    at: comparison.table.cells[first].at)
}
