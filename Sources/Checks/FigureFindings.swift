import FlowTables

/// Cells and totals that hold no count of persons, and figures where none can be.
func figureFindings(of table: ReportedTable, in dataset: Dataset) -> [Finding] {
  let cells = table.cells.compactMap { cell in
    unreadable(cell.figure, from: cell.flow.origin.code, to: cell.flow.destination.code)
      ?? impossible(cell, in: dataset)
  }
  let totals = table.totals.compactMap { total in
    let (from, to) = total.margin.ends
    return unreadable(total.figure, from: from, to: to)
  }
  return cells + totals
}

private func unreadable(_ figure: ReportedFigure, from: String, to: String) -> Finding? {
  guard case .unreadable(let text, let reason) = figure.reading else { return nil }
  let why =
    switch reason {
    case .negative: "is negative; persons are counted from 0"
    case .fractional: "is not a whole number"
    case .overflowing: "is larger than any count of persons"
    case .malformed: "is neither a number nor a symbol of the dataset"
    case .blank: "is blank, and [symbols] of the dataset's definition gives a blank (\"\") no meaning"
    case .contradictory: "has a number beside a symbol that says there is none"
    }
  return Finding(
    .notACount, "\(from)->\(to): '\(text)' \(why) (\(figure.at)). Compare with the publisher's table.",
    from: from, to: to, at: figure.at)
}

private func impossible(_ cell: ReportedCell, in dataset: Dataset) -> Finding? {
  guard dataset.empty.contains(cell.flow), let persons = cell.figure.value?.number, persons != 0 else {
    return nil
  }
  return Finding(
    .figureInEmptyPair,
    "\(cell.flow): \(grouped(persons)) stands where the dataset can have no figure (\(cell.figure.at)). Columns may "
      + "have been shifted or headings exchanged.",
    from: cell.flow.origin.code, to: cell.flow.destination.code, found: persons, at: cell.figure.at)
}

extension Margin {
  /// The codes of the flow that a sum stands for; a margin's end is `total`.
  var ends: (from: String, to: String) {
    switch self {
    case .from(let place): (place.code, "total")
    case .to(let place): ("total", place.code)
    case .grand: ("total", "total")
    }
  }
}
