import FlowTables

/// Puts the rows of a page under their headings and gives the table that they make.
struct TableBuilder {
  /// In which order a run's headings stand over its columns.
  enum HeadingOrder {
    case asPrinted
    /// The total first: page texts move it, and the sums show where it belongs.
    case totalFirst
    /// The total first and Abroad last.
    case abroadLast
  }

  private let vocabulary: Vocabulary
  let parts: TableParts
  private let assignment: HeadingAssignment
  private let orientation: Orientation
  /// What the rows are.
  let rowAxis: Axis

  init(_ parts: TableParts, vocabulary: Vocabulary) {
    (self.vocabulary, self.parts) = (vocabulary, parts)
    assignment = HeadingAssignment(rows: parts.rows, headings: parts.headings)
    orientation = Orientation(saidBy: parts.headings, vocabulary: vocabulary)
    rowAxis = orientation.rows ?? vocabulary.dataset.rows
  }

  /// How many figures the rows of this page have.
  var widths: Set<Int> { Set(assignment.runs.map(\.labels.count)) }

  /// Whether rows fit only without last lines whose figures may be theirs, once groups of digits are joined.
  var dropsGroups: Bool {
    zip(parts.rows, assignment.runOfRow).contains { row, run in
      guard let run else { return false }
      let columns = assignment.runs[run].labels
      return row.count > columns.count && row.fits(columns) && row.mayFit(columns.count)
    }
  }

  /// What the page's rows were taken for.
  var rowSubjects: Set<Heading.Subject> { Set(parts.rows.map(\.label.subject)) }

  /// The table, read under the headings as printed or in another order.
  func table(years: [YearStatement], order: HeadingOrder = .asPrinted) -> ReportedTable {
    let columns = assignment.runs.map { $0.labels(in: order) }
    var table = ReportedTable(
      dataset: vocabulary.dataset.id, layout: CrossTableLayout.layoutName, years: years)
    table.headings = columns.joined().map { $0.heading(on: rowAxis.opposite) }
    for (row, run) in zip(parts.rows, assignment.runOfRow) {
      guard let run, let figures = row.figures(under: columns[run]) else { continue }
      table.headings.append(row.label.heading(on: rowAxis))
      for (figure, column) in zip(figures, columns[run]) {
        place(figure, row: row.label.subject, column: column.subject, in: &table)
      }
    }
    let faults = TableFaults(parts, assignment: assignment)
    table.faults = faults.all
    table.unplacedRows = faults.misfits.map { row, run in
      UnplacedRow(
        row.label.subject, on: rowAxis, columns: columns[run].map(\.subject),
        figures: row.lines.joined().map(reported))
    }
    table.headings += unknownHeadings(of: orientation.spoiltWords + faults.unreadWords)
    return table
  }

  /// Other orders of the headings than the printed one that the checks can tell from it.
  ///
  /// All sums hold wherever Abroad stands in its block; only a pair that can
  /// have no figure shows its place.
  var otherOrders: [HeadingOrder] {
    let showsAbroad = vocabulary.dataset.empty.contains { $0.origin.isAbroad || $0.destination.isAbroad }
    return ([.totalFirst] + (showsAbroad ? [.abroadLast] : [])).filter { order in
      assignment.runs.contains { $0.labels(in: order) != $0.labels }
    }
  }

  /// Words where headings must stand; those beside one another make one.
  private func unknownHeadings(of words: [Token]) -> [Heading] {
    var phrases: [[Token]] = []
    for word in words {
      if let last = phrases.last?.last, last.line == word.line,
        word.column == last.column + last.text.count + 1
      {
        phrases[phrases.count - 1].append(word)
      } else {
        phrases.append([word])
      }
    }
    return phrases.map { phrase in
      Heading(
        axis: rowAxis.opposite, subject: .unknown, code: nil,
        label: phrase.map(\.text).joined(separator: " "), labelPlace: nil, at: phrase[0].at)
    }
  }

  private func place(
    _ figure: RowPart.Figure, row: Heading.Subject, column: Heading.Subject, in table: inout ReportedTable
  ) {
    let (origin, destination) = rowAxis == .from ? (row, column) : (column, row)
    table.place(reported(figure), from: origin, to: destination)
  }

  private func reported(_ figure: RowPart.Figure) -> ReportedFigure {
    let (reading, mark) = vocabulary.figures.reading(ofField: figure.text)
    return ReportedFigure(reading, mark: mark, at: figure.at)
  }
}

extension HeadingsPart {
  /// The labels in some order; the places between the total and Abroad keep theirs.
  func labels(in order: TableBuilder.HeadingOrder) -> [Label] {
    switch order {
    case .asPrinted: labels
    case .totalFirst: labels.filter { $0.subject == .total } + labels.filter { $0.subject != .total }
    case .abroadLast:
      labels.filter { $0.subject == .total }
        + labels.filter { $0.subject != .total && $0.subject != .place(.abroad) }
        + labels.filter { $0.subject == .place(.abroad) }
    }
  }
}
