import FlowTables

/// Headings that stand in another order than the rows, as exchanged labels leave them.
///
/// No sum shows that the headings of two columns, or the labels of two rows,
/// were exchanged. But publishers list places in one order both ways; where a
/// block of columns keeps to the order of the rows but for one or two, those
/// are worth a warning; the sums hold, so they refuse nothing. A wholly different order is the publisher's own.
func orderFindings(of table: ReportedTable) -> [Finding] {
  guard let axis = rowAxis(of: table.cells) else { return [] }
  let rows = rows(of: table.cells, along: axis)
  var ranks: [Place: Int] = [:]
  var blocks: Set<[Place]> = []
  var findings: [Finding] = []
  for row in rows {
    let rowPlace = row[row.startIndex].flow.place(on: axis)
    ranks[rowPlace] = ranks[rowPlace] ?? ranks.count
  }
  // Most rows stand under the headings of the row before.
  for (row, before) in zip(rows, [[]] + rows.dropLast())
  where !row.elementsEqual(
    before, by: { $0.flow.place(on: axis.opposite) == $1.flow.place(on: axis.opposite) })
  {
    let columns = row.map { $0.flow.place(on: axis.opposite) }.filter { !$0.isAbroad && ranks[$0] != nil }
    guard blocks.insert(columns).inserted else { continue }
    if let finding = finding(about: columns, ranks: ranks, headings: table.headings, axis: axis.opposite) {
      findings.append(finding)
    }
  }
  return findings
}

/// What the rows are; `nil` where the cells don't show it.
private func rowAxis(of cells: [ReportedCell]) -> Axis? {
  guard cells.count > 1 else { return nil }
  let shared = zip(cells, cells.dropFirst()).prefix(2_000)
  let origins = shared.count { $0.flow.origin == $1.flow.origin }
  let destinations = shared.count { $0.flow.destination == $1.flow.destination }
  return origins == destinations ? nil : origins > destinations ? .from : .to
}

/// Cells that stand beside one another in a row.
private func rows(of cells: [ReportedCell], along axis: Axis) -> [ArraySlice<ReportedCell>] {
  var rows: [ArraySlice<ReportedCell>] = []
  var start = 0
  for index in cells.indices.dropFirst()
  where cells[index].flow.place(on: axis) != cells[index - 1].flow.place(on: axis) {
    rows.append(cells[start..<index])
    start = index
  }
  return rows + [cells[start...]]
}

private func finding(
  about columns: [Place], ranks: [Place: Int], headings: [Heading], axis: Axis
) -> Finding? {
  let order = columns.compactMap { ranks[$0] }
  let outOfOrder = order.count - longestRise(in: order)
  guard outOfOrder > 0, outOfOrder <= 2,
    let fall = zip(order.indices, order.indices.dropFirst()).first(where: { order[$0] > order[$1] })
  else { return nil }
  let (before, after) = (columns[fall.0], columns[fall.1])
  let at = headings.first { $0.axis == axis && $0.subject == .place(before) }?.at
  return Finding(
    .labelConflict,
    "\(at.map { "\($0): " } ?? "")heading \(before) stands before \(after), but row \(before) after row \(after). "
      + "Two headings or two rows may have been exchanged; compare with the publisher's table.",
    severity: .warning, at: at)
}

/// How many numbers are left when the fewest are taken out so that they rise.
private func longestRise(in numbers: [Int]) -> Int {
  var ends: [Int] = []
  for number in numbers {
    if let index = ends.firstIndex(where: { $0 >= number }) {
      ends[index] = number
    } else {
      ends.append(number)
    }
  }
  return ends.count
}

extension Flow {
  fileprivate func place(on axis: Axis) -> Place { axis == .from ? origin : destination }
}
