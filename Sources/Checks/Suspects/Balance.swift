import FlowTables

/// A table and its printed sums as one square in which every row and every column adds up to nothing.
///
/// Sums count against their cells, and the grand total against the sums. So a
/// wrong sum looks like a wrong cell: one row and one column lack the same.
///
/// - Shape: position 0 of either axis is the total, the others are the places
///   in their order. Rows are origins.
struct Balance {
  /// Where a figure stands in the square.
  struct Position: Hashable {
    let row: Int
    let column: Int
    /// Sums count against cells.
    var sign: Int { (row == 0) != (column == 0) ? -1 : 1 }
  }

  let grid: ReportedGrid
  let tolerance: Int
  /// What each row and column lacks; `nil` where nothing printed says.
  private(set) var rows: [Int?]
  private(set) var columns: [Int?]
  private(set) var brokenRows: [Int] = []
  private(set) var brokenColumns: [Int] = []

  var size: Int { rows.count }

  /// `hiddenIsOpen`: a row or column with a hidden number can lack anything; else the number counts as 0.
  init(of grid: ReportedGrid, tolerance: Int, hiddenIsOpen: Bool) {
    (self.grid, self.tolerance) = (grid, tolerance)
    let size = grid.places.count + 1
    rows = Array(repeating: 0, count: size)
    columns = Array(repeating: 0, count: size)
    var (openRows, openColumns) = Self.unknownLines(of: grid)
    for row in 0..<size {
      for column in 0..<size {
        let position = Position(row: row, column: column)
        let value = grid.figure(at: position)?.value
        if value?.hidesNumber == true, hiddenIsOpen || row == 0 || column == 0 {
          openRows.insert(row)
          openColumns.insert(column)
        }
        let signed = (value?.number ?? 0) * position.sign
        rows[row] = (rows[row] ?? 0) - signed
        columns[column] = (columns[column] ?? 0) - signed
      }
    }
    for row in openRows { rows[row] = nil }
    for column in openColumns { columns[column] = nil }
    brokenRows = rows.indices.filter { isBroken(rows[$0]) }
    brokenColumns = columns.indices.filter { isBroken(columns[$0]) }
  }

  /// The figure of a position; `nil` where none was reported.
  func figure(_ position: Position) -> ReportedFigure? { grid.figure(at: position) }

  /// The number that a position adds to its sums.
  func number(_ position: Position) -> Int { figure(position)?.value?.number ?? 0 }

  /// Where a figure is lost or no number, in lines whose sums are known.
  var unreadablePositions: [Position] {
    rows.indices.flatMap { row in columns.indices.map { Position(row: row, column: $0) } }.filter {
      figure($0)?.value == nil && rows[$0.row] != nil && columns[$0.column] != nil
    }
  }

  func isBroken(_ lack: Int?) -> Bool { lack.map { abs($0) > tolerance } ?? false }

  /// Whether every sum comes right when some figures are replaced.
  func isSettled(by corrections: [Correction]) -> Bool {
    var (rowLacks, columnLacks): ([Int: Int], [Int: Int]) = ([:], [:])
    for correction in corrections {
      let (position, right) = (correction.position, correction.right)
      let change = (right - number(position)) * position.sign
      rowLacks[position.row, default: rows[position.row] ?? 0] -= change
      columnLacks[position.column, default: columns[position.column] ?? 0] -= change
    }
    return brokenRows.allSatisfy { rowLacks[$0] != nil }
      && brokenColumns.allSatisfy { columnLacks[$0] != nil }
      && rowLacks.allSatisfy { rows[$0.key] == nil || !isBroken($0.value) }
      && columnLacks.allSatisfy { columns[$0.key] == nil || !isBroken($0.value) }
  }

  /// Rows and columns of which nothing printed tells the sum.
  private static func unknownLines(of grid: ReportedGrid) -> (rows: Set<Int>, columns: Set<Int>) {
    let hasOrigins = grid.places.contains { grid.totals[.from($0)] != nil }
    let hasDestinations = grid.places.contains { grid.totals[.to($0)] != nil }
    let hasGrand = grid.totals[.grand] != nil
    var (rows, columns): (Set<Int>, Set<Int>) = ([], [])
    if !hasOrigins { rows.formUnion(1...max(1, grid.places.count)) }
    if !hasDestinations { columns.formUnion(1...max(1, grid.places.count)) }
    // One missing figure can be told from the others; a missing row of them cannot.
    if !hasDestinations || !hasGrand && !hasOrigins { rows.insert(0) }
    if !hasOrigins || !hasGrand && !hasDestinations { columns.insert(0) }
    return (rows, columns)
  }
}

/// A number that a figure ought to have been.
struct Correction: Hashable {
  let position: Balance.Position
  let right: Int
}

extension ReportedGrid {
  /// The figure of a cell or a sum, by its position in the square.
  func figure(at position: Balance.Position) -> ReportedFigure? {
    switch (position.row, position.column) {
    case (0, 0): totals[.grand]?.first
    case (0, let column): totals[.to(places[column - 1])]?.first
    case (let row, 0): totals[.from(places[row - 1])]?.first
    case (let row, let column): figure(at: (row - 1) * places.count + column - 1)
    }
  }
}
