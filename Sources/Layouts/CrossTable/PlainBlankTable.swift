import DigitGroups
import FlowTables

/// A page's table whose thousands marks may be plain blanks, for its sums to part.
struct PlainBlankTable {
  /// What the sums say.
  enum Outcome {
    /// The one reading that satisfies every sum.
    case parts(TableParts)
    case doubt(LayoutFault)
  }

  private let parts: TableParts
  private let columns: [Label]
  /// For each row of the table the rows of the page, one in each block.
  private let rows: [[Int]]
  private let rowAxis: Axis
  private let table: GroupedTable

  /// The table; `nil` where blocks and rows make none with sums, or every row fits as it is.
  init?(_ builder: TableBuilder, order: TableBuilder.HeadingOrder, figures: FigureForm) {
    let parts = builder.parts
    let assignment = HeadingAssignment(rows: parts.rows, headings: parts.headings, joinsGroups: true)
    let used = assignment.runs.indices.filter { assignment.runOfRow.contains($0) }
    let blocks = used.map { assignment.runs[$0].labels(in: order) }
    let columns = Array(blocks.joined())
    let members = zip(used, blocks).map { run, labels in
      parts.rows.indices.filter { index in
        assignment.runOfRow[index] == run && parts.rows[index].mayFit(labels.count)
      }
    }
    guard let rows = Self.crossing(members, subjects: parts.rows.map(\.label.subject)),
      Set(columns.map(\.subject)).count == columns.count,
      zip(members, blocks).contains(where: { rows, labels in
        rows.contains { parts.rows[$0].count > labels.count }
      })
    else { return nil }
    let subjects = rows.map { parts.rows[$0[0]].label.subject }
    (self.parts, self.columns, self.rows, rowAxis) = (parts, columns, rows, builder.rowAxis)
    table = GroupedTable(
      rows: rows.map { row in
        row.map { parts.rows[$0].lines.joined().map { GroupToken($0.text, read: figures) } }
      },
      blocks: blocks.map(\.count), totalRow: subjects.firstIndex(of: .total),
      totalColumn: columns.map(\.subject).firstIndex(of: .total))
    guard table.totalRow != nil || table.totalColumn != nil else { return nil }
  }

  /// The rows of each subject, one in each block; `nil` where a block has other subjects, or one twice.
  private static func crossing(_ blocks: [[Int]], subjects: [Heading.Subject]) -> [[Int]]? {
    guard let first = blocks.first, !first.isEmpty else { return nil }
    var rows = first.map { [$0] }
    let places = Dictionary(zip(first.map { subjects[$0] }, rows.indices)) { one, _ in one }
    guard places.count == first.count else { return nil }
    for (before, block) in blocks.dropFirst().enumerated() {
      guard block.count == first.count else { return nil }
      for row in block {
        guard let place = places[subjects[row]], rows[place].count == before + 1 else { return nil }
        rows[place].append(row)
      }
    }
    return rows
  }

  /// Lets the sums part the figures.
  func parted(spending work: inout Int) -> Outcome? {
    switch table.parted(spending: &work) {
    case .unique(let parted): .parts(parts.replacing(rows: joined(parted)))
    case .ambiguous(let one, let other): .doubt(severalReadings(one, other))
    case .none(let nearest): .doubt(noReading(nearest))
    case .undecided: .doubt(LayoutFault(.ambiguousGrouping(.undecided), at: start))
    case .unfit: nil
    }
  }

  private var start: SourcePlace { parts.rows[rows[0][0]].label.at }

  /// The page's rows with the groups of each figure in one, which stands where its first group stands.
  private func joined(_ parted: PartedTable) -> [RowPart] {
    var joined = parts.rows
    for (row, cells) in zip(rows, parted.rows) {
      var cells = cells[...]
      for (part, width) in zip(row, table.blocks) {
        let groups = Array(parts.rows[part].lines.joined())
        let figures = cells.prefix(width).compactMap { cell -> RowPart.Figure? in
          groups[cell.tokens].first.map { first in
            RowPart.Figure(text: groups[cell.tokens].map(\.text).joined(), at: first.at)
          }
        }
        cells = cells.dropFirst(width)
        joined[part].lines = [figures]
      }
    }
    return joined
  }

  private func severalReadings(_ one: PartedTable, _ other: PartedTable) -> LayoutFault {
    let cells = one.differences(from: other).map { row, column in
      let (line, across) = (parts.rows[rows[row][0]].label.subject, columns[column].subject)
      let (origin, destination) = rowAxis == .from ? (line, across) : (across, line)
      return TwofoldCell(
        from: origin, to: destination, one: one.rows[row][column].value ?? 0,
        other: other.rows[row][column].value ?? 0)
    }
    let first = one.differences(from: other).first
    let at = first.map { parts.rows[rows[$0.row][0]].label.at } ?? start
    return LayoutFault(.ambiguousGrouping(.severalReadings(cells)), at: at)
  }

  private func noReading(_ nearest: NearestLine?) -> LayoutFault {
    let heading: Heading? =
      switch nearest?.line {
      case .row(let row): parts.rows[rows[row][0]].label.heading(on: rowAxis)
      case .column(let column): columns[column].heading(on: rowAxis.opposite)
      case nil: nil
      }
    return LayoutFault(
      .ambiguousGrouping(.noReading(nearest: heading, excess: nearest?.excess)), at: heading?.at ?? start)
  }
}

extension GroupToken {
  /// A printed figure or group of digits.
  fileprivate init(_ text: String, read figures: FigureForm) {
    if isNumeric(text), let value = Int(text) {
      self.init(.digits(count: text.utf8.count, value: value))
    } else {
      switch figures.reading(ofField: text).reading {
      case .value(.persons(let persons)): self.init(.whole(persons))
      case .value(.absent(.notApplicable)): self.init(.whole(0))
      case .value(.absent), .unreadable: self.init(.whole(nil))
      }
    }
  }
}
