import FlowTables

/// The figures that explain broken sums, where the crossing of a row and a column shows them.
///
/// `rows` and `columns` are the broken sums of origins and of destinations.
func suspects(
  rows: [SumIdentity], columns: [SumIdentity], grand: GrandTotal, in grid: ReportedGrid
) -> [Finding] {
  suspectCells(rows: rows, columns: columns, in: grid)
    + suspectTotals(rows: rows, columns: columns, grand: grand)
}

/// One wrong cell leaves the same difference in its row and in its column, and nowhere else.
private func suspectCells(rows: [SumIdentity], columns: [SumIdentity], in grid: ReportedGrid) -> [Finding] {
  rows.compactMap { row in
    let crossing = columns.filter { $0.residual == row.residual }
    guard crossing.count == 1, rows.count(where: { $0.residual == row.residual }) == 1,
      case .from(let origin) = row.margin, case .to(let destination) = crossing[0].margin
    else { return nil }
    let flow = Flow(from: origin, to: destination)
    guard let figure = grid.figure(from: origin, to: destination), let read = figure.value?.number,
      read + row.residual >= 0
    else { return nil }
    let right = read + row.residual
    return Finding(
      .suspectCell,
      "suspect \(flow): read \(grouped(read)); \(grouped(right)) satisfies row \(origin) and column "
        + "\(destination) (\(figure.at)).",
      from: origin.code, to: destination.code, expected: right, found: read, at: figure.at)
  }
}

/// A misprinted sum disagrees with its cells alone, and with the grand total by the same figure.
private func suspectTotals(rows: [SumIdentity], columns: [SumIdentity], grand: GrandTotal) -> [Finding] {
  guard let printed = grand.printed else { return [] }
  let wrong: (figure: Int, right: Int, margin: Margin, at: SourcePlace?)
  switch (rows.count, columns.count) {
  case (1, 0) where grand.rows.map { $0 - printed } == rows[0].residual:
    wrong = (rows[0].printed ?? 0, rows[0].computed, rows[0].margin, rows[0].at)
  case (0, 1) where grand.columns.map { $0 - printed } == columns[0].residual:
    wrong = (columns[0].printed ?? 0, columns[0].computed, columns[0].margin, columns[0].at)
  case (0, 0) where grand.rows == grand.columns && grand.rows != printed:
    wrong = (printed, grand.rows ?? 0, .grand, grand.at)
  default:
    return []
  }
  let (from, to) = wrong.margin.ends
  return [
    Finding(
      .suspectTotal,
      "suspect the printed sum \(from)->\(to): read \(grouped(wrong.figure)); \(grouped(wrong.right)) satisfies its "
        + "cells and the other sums\(wrong.at.map { " (\($0))" } ?? "").",
      from: from, to: to, expected: wrong.right, found: wrong.figure, at: wrong.at)
  ]
}
