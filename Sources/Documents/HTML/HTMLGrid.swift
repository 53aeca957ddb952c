/// Gives the cells of a table their columns, as HTML lays tables out.
struct HTMLGrid {
  /// More columns than a workbook has are no table's.
  static let mostColumns = 16384
  /// Rows times columns, so that cells which span much cost no more than others.
  static let mostFields = 4_000_000

  /// For each column, how many of the coming rows a cell from above covers.
  private var covered: [Int] = []
  private var fields = 0

  /// A cell's column, and what it covers.
  struct Slot {
    let column: Int
    let columns: Int
    let rows: Int
  }

  /// Slots for the cells of each row.
  ///
  /// - Errors: `beyondLimit` beyond ``mostColumns`` or ``mostFields``.
  mutating func slots(of rows: [HTMLTable.Row]) throws(DocumentError.Reason) -> [[Slot]] {
    var slots: [[Slot]] = []
    var next = 0
    while next < rows.count {
      // No cell reaches out of its group.
      let end = rows[next...].firstIndex { $0.groupNumber != rows[next].groupNumber } ?? rows.count
      covered = []
      for row in next..<end { slots.append(try place(rows[row].cells, rowsLeft: end - row)) }
      next = end
    }
    return slots
  }

  private mutating func place(_ cells: [HTMLTable.Cell], rowsLeft: Int) throws(DocumentError.Reason) -> [Slot]
  {
    var slots: [Slot] = []
    slots.reserveCapacity(cells.count)
    var column = 0
    for cell in cells {
      while column < covered.count, covered[column] > 0 { column += 1 }
      let end = column + cell.columns
      guard end <= Self.mostColumns else {
        throw .beyondLimit(nil, "a table of more than \(Self.mostColumns) columns. \(remedy)")
      }
      while covered.count < end { covered.append(0) }
      // What a cell from above covers stays that one's.
      var free = column
      while free < end, covered[free] == 0 { free += 1 }
      let rows = cell.rows == 0 ? rowsLeft : min(cell.rows, rowsLeft)
      for index in column..<free { covered[index] = rows }
      slots.append(Slot(column: column, columns: free - column, rows: rows))
      column = end
    }
    fields += covered.count
    guard fields <= Self.mostFields else {
      throw .beyondLimit(nil, "tables of more than \(Self.mostFields) fields. \(remedy)")
    }
    for index in covered.indices where covered[index] > 0 { covered[index] -= 1 }
    return slots
  }
}

private let remedy = "Is this the table and nothing else?"
