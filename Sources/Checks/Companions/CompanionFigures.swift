import FlowTables

/// A companion's figures by row and column, each once.
struct CompanionFigures {
  /// A number and where it stands.
  typealias Printed = (value: Int, at: SourcePlace)

  /// Every cell and sum with a number, in the order of the extract.
  private(set) var cells: [(flow: Flow, printed: Printed)] = []
  private(set) var totals: [(margin: Margin, printed: Printed)] = []
  /// Figures that stand again and are not the same.
  private(set) var findings: [Finding] = []
  private var byFlow: [Flow: Printed] = [:]

  init(_ table: ReportedTable) {
    for cell in table.cells {
      guard let printed = Self.printed(cell.figure) else { continue }
      if let earlier = byFlow[cell.flow] {
        note(cell.flow.origin.code, cell.flow.destination.code, earlier, printed)
      } else {
        byFlow[cell.flow] = printed
        cells.append((cell.flow, printed))
      }
    }
    var byMargin: [Margin: Printed] = [:]
    for total in table.totals {
      guard let printed = Self.printed(total.figure) else { continue }
      if let earlier = byMargin[total.margin] {
        note(total.margin.ends.from, total.margin.ends.to, earlier, printed)
      } else {
        byMargin[total.margin] = printed
        totals.append((total.margin, printed))
      }
    }
  }

  /// The number in a row under a column.
  subscript(row: Place, column: Place) -> Printed? { byFlow[Flow(from: row, to: column)] }

  private static func printed(_ figure: ReportedFigure) -> Printed? {
    figure.value?.number.map { ($0, figure.at) }
  }

  private mutating func note(_ row: String, _ column: String, _ one: Printed, _ other: Printed) {
    guard one.value != other.value else { return }
    findings.append(
      Finding(
        .duplicateCell,
        "row \(row), column \(column) stands with different figures: \(grouped(one.value)) on \(one.at), "
          + "\(grouped(other.value)) on \(other.at). Remove the one that is not the publisher's.",
        from: row, to: column, expected: one.value, found: other.value, at: other.at))
  }
}
