import FlowTables

/// Hidden numbers that the sums give away, or on which a row and a column disagree.
///
/// A publisher hides enough cells that none can be told; a lone hidden cell may
/// be a figure that was read for the symbol. So what the sums leave for it is
/// a warning, and an error where its row leaves another number than its column.
func hiddenFindings(of grid: ReportedGrid, empty: Set<Flow>, tolerance: Int) -> [Finding] {
  guard grid.hasHidden else { return [] }
  let balance = Balance(of: grid, tolerance: tolerance, hiddenIsOpen: false)
  var inRow: [Int: [Int]] = [:]
  var inColumn: [Int: [Int]] = [:]
  for index in grid.indices where grid.figure(at: index)?.value?.hidesNumber == true {
    let (row, column) = index.quotientAndRemainder(dividingBy: grid.places.count)
    inRow[row + 1, default: []].append(column + 1)
    inColumn[column + 1, default: []].append(row + 1)
  }
  var findings: [Finding] = []
  for (row, columns) in inRow.sorted(by: { $0.key < $1.key }) {
    for column in columns {
      // A line with further hidden cells leaves at least what this cell holds.
      let leaves = (
        row: columns.count == 1 ? balance.rows[row] : nil,
        column: inColumn[column]?.count == 1 ? balance.columns[column] : nil
      )
      let cell = Balance.Position(row: row, column: column)
      guard !empty.contains(grid.flow(at: cell)) else { continue }
      switch leaves {
      case (let one?, let other?) where abs(one - other) > 2 * tolerance:
        findings.append(conflict(at: cell, one, other, in: balance))
      case (let number?, _), (nil, let number?): findings.append(warning(at: cell, number, in: balance))
      case (nil, nil): break
      }
    }
  }
  return fewest(findings)
}

/// The findings, but of many warnings only some; a table that hides so and gives all away is the publisher's own.
private func fewest(_ findings: [Finding]) -> [Finding] {
  let warnings = findings.filter { $0.severity == .warning }
  guard warnings.count > 10, let first = warnings.first else { return findings }
  let summary = Finding(
    .suspectCell,
    "\(warnings.count) cells hide a number that the sums give away. The first is \(first.message)",
    severity: .warning, from: first.from, to: first.to, expected: first.expected)
  return findings.filter { $0.severity == .error } + [summary]
}

private func conflict(at cell: Balance.Position, _ row: Int, _ column: Int, in balance: Balance) -> Finding {
  let (figure, ends) = (balance.figure(cell), balance.ends(of: cell))
  return Finding(
    .suspectCell,
    "\(balance.name(of: cell)): '\(figure?.mark ?? "")' hides the number (\(figure.map { "\($0.at)" } ?? "")), but "
      + "row \(ends.from) leaves \(grouped(row)) for it and column \(ends.to) \(grouped(column)). A figure of that "
      + "row or that column is wrong.", from: ends.from, to: ends.to, expected: row, found: column,
    at: figure?.at)
}

private func warning(at cell: Balance.Position, _ number: Int, in balance: Balance) -> Finding {
  let (figure, ends) = (balance.figure(cell), balance.ends(of: cell))
  return Finding(
    .suspectCell,
    "\(balance.name(of: cell)): '\(figure?.mark ?? "")' hides the number (\(figure.map { "\($0.at)" } ?? "")), but "
      + "the sums leave \(grouped(number)) for it. If the publisher prints a figure there, the reading is wrong.",
    severity: .warning, from: ends.from, to: ends.to, expected: number, at: figure?.at)
}

extension ReportedGrid {
  /// Whether some cell's number is hidden.
  var hasHidden: Bool { indices.contains { figure(at: $0)?.value?.hidesNumber == true } }

  /// Whether some figure is lost or no number.
  var hasUnreadable: Bool {
    indices.contains { figure(at: $0)?.value == nil } || totals.values.contains { $0.first?.value == nil }
  }

  /// Whether every cell was reported once.
  var isComplete: Bool { indices.allSatisfy { count(at: $0) == 1 } }

  fileprivate func flow(at cell: Balance.Position) -> Flow {
    Flow(from: places[cell.row - 1], to: places[cell.column - 1])
  }
}
