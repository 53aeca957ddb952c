import FlowTables

/// What is odd about a table beside the stored years of its dataset; warnings only.
///
/// The same table and editions always give the same findings, in whatever
/// order the editions come. `editions` are the current ones of the dataset's
/// other years; `current` is the one of the table's own year that it would
/// follow, where there is one.
package func historyFindings(
  of table: CheckedTable, among editions: [StoredEdition], following current: StoredEdition? = nil
) -> [Finding] {
  let others = editions.filter { $0.referenceYear != table.referenceYear }
    .sorted { ($0.referenceYear, $0.vintage) < ($1.referenceYear, $1.vintage) }
  guard !others.isEmpty || current != nil else { return [] }
  let comparison = Comparison(table, others.map { FigureGrid($0, by: table.places) })
  let followed = current.map { FigureGrid($0, by: table.places) }
  let arrangement = arrangementFindings(in: comparison, beside: comparison.nearest ?? followed)
  let findings =
    placesChangedFindings(of: table, among: others) + repeatedTableFindings(in: comparison) + arrangement
    + revisionFindings(in: comparison, following: followed, vintage: current?.vintage ?? 1)
  // Causes before what follows from them: figures in the wrong rows are odd one by one as well.
  guard arrangement.isEmpty else { return findings }
  return findings + numberFindings(in: comparison) + unusualChangeFindings(in: comparison)
}

extension CheckedTable {
  /// The same table with further warnings; what it proves and holds stays as it was.
  package func adding(_ warnings: [Finding]) -> Self {
    var table = self
    table.warnings += warnings
    return table
  }
}

/// A table beside the other years of its dataset.
struct Comparison {
  let table: CheckedTable
  let here: FigureGrid
  /// The other years, oldest first.
  let years: [FigureGrid]
  /// The nearest earlier and the nearest later year, the nearer of them first, the earlier where both are as near.
  let neighbours: [FigureGrid]

  init(_ table: CheckedTable, _ years: [FigureGrid]) {
    (self.table, here, self.years) = (table, FigureGrid(table), years)
    let year = table.referenceYear
    let around = [years.last { $0.year < year }, years.first { $0.year > year }].compactMap(\.self)
    neighbours =
      around.count == 2 && around[1].gap(to: year) < around[0].gap(to: year) ? around.reversed() : around
  }

  /// The year that the table is best compared with.
  var nearest: FigureGrid? { neighbours.first }

  /// The pair of a cell.
  func flow(at index: Int) -> Flow { table.cells[index].flow }
}

extension FigureGrid {
  /// The years between this grid's and another, in either direction.
  func gap(to other: ReferenceYear) -> Int { abs(other.value - year.value) }
}
