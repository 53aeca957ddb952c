extension Balance {
  /// Pairs of figures that make everything add up when they change places.
  ///
  /// In one row two columns are wrong by opposite numbers, and the other way round; elsewhere two rows and
  /// two columns are. A sum exchanged with a cell leaves its own line wrong too, twice.
  var exchanges: [[Correction]] {
    let (rows, columns) = (brokenRows, brokenColumns)
    let pairs: [(Position, Position)]
    switch (rows.count, columns.count) {
    case (0, 2): pairs = self.rows.indices.map { pair($0, columns[0], $0, columns[1]) }
    case (2, 0): pairs = self.columns.indices.map { pair(rows[0], $0, rows[1], $0) }
    case (1, 2): pairs = [pair(rows[0], columns[0], rows[0], columns[1])]
    case (2, 1): pairs = [pair(rows[0], columns[0], rows[1], columns[0])]
    case (2, 2):
      pairs = [
        pair(rows[0], columns[0], rows[1], columns[1]), pair(rows[0], columns[1], rows[1], columns[0]),
      ]
    default: pairs = []
    }
    let found = pairs.compactMap { one, other -> [Correction]? in
      guard figure(one) != nil, figure(other) != nil else { return nil }
      let swapped = [
        Correction(position: one, right: number(other)), Correction(position: other, right: number(one)),
      ]
      return isSettled(by: swapped) ? swapped : nil
    }
    // More would be no help to anybody.
    return Array(found.prefix(6))
  }

  private func pair(_ row: Int, _ column: Int, _ otherRow: Int, _ otherColumn: Int) -> (Position, Position) {
    (Position(row: row, column: column), Position(row: otherRow, column: otherColumn))
  }
}
