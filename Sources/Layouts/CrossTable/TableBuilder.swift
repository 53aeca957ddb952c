import FlowTables

/// Puts the rows of a page under their headings and gives the table that they make.
struct TableBuilder {
  private let vocabulary: Vocabulary
  private let parts: TableParts
  private let assignment: HeadingAssignment

  init(_ parts: TableParts, vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
    self.parts = parts
    assignment = HeadingAssignment(rows: parts.rows, headings: parts.headings)
  }

  /// How many figures the rows of this page have.
  var widths: Set<Int> { Set(assignment.runs.map(\.labels.count)) }

  /// The table, read under the headings as printed or as `order` arranges them.
  func table(
    years: [YearStatement], order: ([Label]) -> [Label] = { $0 }
  ) -> ReportedTable {
    let rowAxis = rowAxis(saidBy: parts.headings) ?? vocabulary.dataset.rows
    let columns = assignment.runs.map { order($0.labels) }
    var table = ReportedTable(
      dataset: vocabulary.dataset.id, layout: CrossTableLayout.layoutName, years: years)
    table.headings = columns.joined().map { $0.heading(on: rowAxis.opposite) }
    for (row, run) in zip(parts.rows, assignment.runOfRow) {
      guard let run, let figures = row.figures(under: columns[run].count) else { continue }
      table.headings.append(row.label.heading(on: rowAxis))
      for (figure, column) in zip(figures, columns[run]) {
        place(figure, row: row.label.subject, column: column.subject, rowAxis: rowAxis, in: &table)
      }
    }
    table.faults = faults(in: table)
    table.headings += unreadHeadings(on: rowAxis.opposite)
    return table
  }

  /// Whether a run has an uncoded heading out of its usual place: the total first, Abroad last.
  var hasMovedHeadings: Bool { assignment.runs.contains { inUsualOrder($0.labels) != $0.labels } }

  private func place(
    _ figure: RowPart.Figure, row: Heading.Subject, column: Heading.Subject, rowAxis: Axis,
    in table: inout ReportedTable
  ) {
    let (reading, mark) = vocabulary.figures.reading(of: figure.text)
    let reported = ReportedFigure(reading, mark: mark, at: figure.at)
    let (origin, destination) = rowAxis == .from ? (row, column) : (column, row)
    switch (origin, destination) {
    case (.place(let from), .place(let to)):
      table.cells.append(ReportedCell(Flow(from: from, to: to), reported))
    case (.place(let from), .total): table.totals.append(ReportedTotal(.from(from), reported))
    case (.total, .place(let to)): table.totals.append(ReportedTotal(.to(to), reported))
    case (.total, .total): table.totals.append(ReportedTotal(.grand, reported))
    // The heading itself is what is wrong.
    case (.unknown, _), (_, .unknown): break
    }
  }

  // MARK: Faults

  private func faults(in table: ReportedTable) -> [LayoutFault] {
    guard !parts.rows.isEmpty else { return [] }
    guard !assignment.runs.isEmpty else {
      return [LayoutFault(.noColumnHeadings, at: parts.rows[0].label.at)]
    }
    let pairs = Array(zip(parts.rows, assignment.runOfRow))
    let homeless = pairs.filter { $0.1 == nil }.map(\.0)
    let misfits = pairs.compactMap { row, run -> (row: RowPart, run: Int)? in
      guard let run, row.figures(under: assignment.runs[run].labels.count) == nil else { return nil }
      // A stray "Oslo 2012" is no fault of a row that is there and whole.
      let isThere = pairs.contains { other, otherRun in
        otherRun == run && other.label.subject == row.label.subject
          && other.figures(under: assignment.runs[run].labels.count) != nil
      }
      return isThere ? nil : (row, run)
    }
    var faults = Dictionary(grouping: misfits, by: \.run).sorted { $0.key < $1.key }.flatMap { run, rows in
      self.faults(of: rows.map(\.row), under: assignment.runs[run])
    }
    if let first = homeless.first {
      faults.append(LayoutFault(.rowsWithoutHeadings(rows: homeless.count), at: first.label.at))
    }
    if let first = parts.loose.first, parts.loose.count > 2 {
      faults.append(LayoutFault(.unlabelledFigures(count: parts.loose.count), at: first.at))
    }
    return faults
  }

  /// One fault for a block whose rows all disagree with their headings alike, else one for each row.
  private func faults(of rows: [RowPart], under headings: HeadingsPart) -> [LayoutFault] {
    let columns = headings.labels.count
    if rows.count > 3, let first = rows.first, rows.allSatisfy({ $0.count == first.count }) {
      return [
        LayoutFault(.blockWidth(rows: rows.count, figures: first.count, columns: columns), at: first.label.at)
      ]
    }
    return rows.map { row in
      LayoutFault(
        .rowWidth(row: row.label.subject, figures: row.count, columns: columns), at: row.label.at)
    }
  }

  /// Words among headings that are too few for their rows are names that nobody knows.
  private func unreadHeadings(on axis: Axis) -> [Heading] {
    assignment.runs.enumerated().flatMap { index, run -> [Heading] in
      let isShort = zip(parts.rows, assignment.runOfRow).contains {
        $1 == index && $0.count > run.labels.count
      }
      guard isShort else { return [] }
      return run.unread.compactMap { token in
        guard case .other(let text) = token.kind else { return nil }
        return Heading(axis: axis, subject: .unknown, code: nil, label: text, labelPlace: nil, at: token.at)
      }
    }
  }
}

/// Headings with the total first and Abroad last: page texts move these two, which have no code.
func inUsualOrder(_ labels: [Label]) -> [Label] {
  labels.filter { $0.subject == .total }
    + labels.filter { $0.subject != .total && $0.subject != .place(.abroad) }
    + labels.filter { $0.subject == .place(.abroad) }
}
