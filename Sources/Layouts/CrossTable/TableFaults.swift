import FlowTables

/// What of a page's rows and headings found no place in the table.
struct TableFaults {
  /// A row and the run of headings that it does not fit.
  typealias Misfit = (row: RowPart, run: Int)

  /// A stray "Oslo 2012" has no more figures than this.
  private static let strayFigures = 3

  private let parts: TableParts
  private let assignment: HeadingAssignment
  /// Rows whose number of figures is not that of their headings, but for stray lines.
  let misfits: [Misfit]

  init(_ parts: TableParts, assignment: HeadingAssignment) {
    (self.parts, self.assignment) = (parts, assignment)
    var whole = Array(repeating: Set<Heading.Subject>(), count: assignment.runs.count)
    var unfit: [Misfit] = []
    for case (let row, let run?) in zip(parts.rows, assignment.runOfRow) {
      if row.fits(assignment.runs[run].labels) {
        whole[run].insert(row.label.subject)
      } else {
        unfit.append((row, run))
      }
    }
    misfits = unfit.filter {
      $0.row.count > Self.strayFigures || !whole[$0.run].contains($0.row.label.subject)
    }
  }

  /// Every fault, those of the table's shape first.
  var all: [LayoutFault] {
    guard let first = parts.rows.first else { return loose(least: 1) }
    guard !assignment.runs.isEmpty else { return [LayoutFault(.noColumnHeadings, at: first.label.at)] }
    return widthFaults + homelessRows + loose(least: 3)
  }

  /// Words among headings that are too few for their rows: names that nobody knows.
  var unreadWords: [Token] {
    guard ambiguousGrouping == nil else { return [] }
    let short = Set(misfits.filter { $0.row.count > assignment.runs[$0.run].labels.count }.map(\.run))
    return short.sorted().flatMap { assignment.runs[$0].unread }
  }

  private var widthFaults: [LayoutFault] {
    if let grouping = ambiguousGrouping { return [grouping] }
    return Dictionary(grouping: misfits, by: \.run).sorted { $0.key < $1.key }
      .flatMap { run, misfits in faults(of: misfits.map(\.row), under: assignment.runs[run]) }
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

  /// One fault where rows have too many figures and groups of three digits explain nearly all of them.
  private var ambiguousGrouping: LayoutFault? {
    let explained = misfits.filter { misfit in
      let surplus = misfit.row.count - assignment.runs[misfit.run].labels.count
      return surplus > 0 && misfit.row.possibleJoints >= surplus
    }
    guard let first = explained.first, explained.count > 3, explained.count * 4 > misfits.count * 3 else {
      return nil
    }
    return LayoutFault(.ambiguousGrouping(.noSums), at: first.row.label.at)
  }

  private var homelessRows: [LayoutFault] {
    let rows = zip(parts.rows, assignment.runOfRow).filter { $0.1 == nil }.map(\.0)
    return rows.first.map { [LayoutFault(.rowsWithoutHeadings(rows: rows.count), at: $0.label.at)] } ?? []
  }

  private func loose(least: Int) -> [LayoutFault] {
    guard let first = parts.loose.first, parts.loose.count >= least else { return [] }
    return [LayoutFault(.unlabelledFigures(count: parts.loose.count), at: first.at)]
  }
}
