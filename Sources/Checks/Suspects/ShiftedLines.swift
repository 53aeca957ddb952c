import FlowTables

extension Balance {
  /// Rows and columns whose figures make everything add up when they move back by one place.
  ///
  /// Where a figure was lost the others move up and a foreign one comes in at the end; where one was doubled
  /// they move down and the last is pushed out. The sums tell the one that is gone.
  var shifts: [(axis: Account.Axis, corrections: [Correction])] {
    shifts(along: .row).map { (.row, $0) } + shifts(along: .column).map { (.column, $0) }
  }

  private func shifts(along axis: Account.Axis) -> [[Correction]] {
    let (own, across) = axis == .row ? (brokenRows, brokenColumns) : (brokenColumns, brokenRows)
    guard own.count <= 1, across.count > 1 else { return [] }
    let order = printedOrder(along: axis)
    let broken = Set(across)
    guard let first = order.firstIndex(where: broken.contains),
      let last = order.lastIndex(where: broken.contains)
    else { return [] }
    let run = Array(order[first...last])
    let lines = own.isEmpty ? Array(0..<size) : own
    let moves = lines.lazy.flatMap { line in
      let positions = run.map {
        axis == .row ? Position(row: line, column: $0) : Position(row: $0, column: line)
      }
      return [moved(positions, axis), moved(positions.reversed(), axis)].compactMap(\.self)
    }
    // More would be no help to anybody.
    return Array(moves.prefix(4))
  }

  /// The figures of a run if each had come from the next place, and the last from nowhere.
  private func moved(_ run: [Position], _ axis: Account.Axis) -> [Correction]? {
    var corrections: [Correction] = []
    for (position, next) in zip(run, run.dropFirst()) {
      guard let lack = lack(across: position, axis) else { return nil }
      let right = number(next)
      guard (right - number(position)) * position.sign == lack, figure(next) != nil else { return nil }
      corrections.append(Correction(position: position, right: right))
    }
    guard let last = run.last, let lack = lack(across: last, axis),
      let lost = correction(last.row, last.column, lacking: lack)
    else { return nil }
    corrections.append(lost)
    return isSettled(by: corrections) ? corrections : nil
  }

  private func lack(across position: Position, _ axis: Account.Axis) -> Int? {
    axis == .row ? columns[position.column] : rows[position.row]
  }

  /// The positions along a row or a column as the extract prints them, told by a line that lacks none.
  private func printedOrder(along axis: Account.Axis) -> [Int] {
    for line in 0..<size {
      let places = (0..<size).compactMap { index in
        figure(axis == .row ? Position(row: line, column: index) : Position(row: index, column: line))
          .map { (index: index, line: $0.at.line, column: $0.at.column) }
      }
      guard places.count == size else { continue }
      return places.sorted { ($0.line, $0.column) < ($1.line, $1.column) }.map(\.index)
    }
    return Array(0..<size)
  }
}
