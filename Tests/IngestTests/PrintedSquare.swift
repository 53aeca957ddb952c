import Checks
import FlowTables

/// The figures of a reported table and its sums as they are printed: the total first, then the places.
struct PrintedSquare {
  /// Some figures with the texts that damage puts in their place.
  typealias Edits = [(place: Int, text: String)]

  let table: ReportedTable
  let subjects: [Heading.Subject]
  /// Row by row; numbers with their thousands marks, symbols as they are.
  let texts: [String]
  let figures: [ReportedFigure]
  /// How many columns stand side by side on one line, the block's first included.
  let blockEnds: [Int]

  var size: Int { subjects.count }

  init?(_ table: ReportedTable, places: [Place], blockEnds: [Int]) {
    (self.table, self.blockEnds) = (table, blockEnds)
    subjects = [.total] + places.map { .place($0) }
    var byFlow: [[Heading.Subject]: ReportedFigure] = [:]
    for cell in table.cells {
      byFlow[[.place(cell.flow.origin), .place(cell.flow.destination)]] = cell.figure
    }
    for total in table.totals { byFlow[total.margin.subjects] = total.figure }
    let (all, found) = (subjects, byFlow)
    figures = all.flatMap { row in all.compactMap { found[[row, $0]] } }
    texts = figures.map { figure in
      guard let number = figure.number, figure.mark == nil else { return figure.mark ?? "" }
      return grouped(number).replacing(" ", with: "\u{A0}")
    }
    guard figures.count == all.count * all.count else { return nil }
  }

  /// The codes of a figure's two ends, as findings name them.
  func ends(of place: Int) -> [String?] { [code(place / size), code(place % size)] }

  private func code(_ index: Int) -> String {
    if case .place(let place) = subjects[index] { place.code } else { "total" }
  }

  /// The table with other figures; a figure without text is gone.
  func table(with edits: Edits) -> ReportedTable {
    var figures: [ReportedFigure?] = figures
    for edit in edits { figures[edit.place] = figure(edit.text, at: self.figures[edit.place].at) }
    var damaged = table
    (damaged.cells, damaged.totals) = ([], [])
    for (index, figure) in figures.enumerated() {
      guard let figure else { continue }
      switch (subjects[index / size], subjects[index % size]) {
      case (.place(let from), .place(let to)):
        damaged.cells.append(ReportedCell(Flow(from: from, to: to), figure))
      case (.place(let from), _): damaged.totals.append(ReportedTotal(.from(from), figure))
      case (_, .place(let to)): damaged.totals.append(ReportedTotal(.to(to), figure))
      default: damaged.totals.append(ReportedTotal(.grand, figure))
      }
    }
    return damaged
  }

  private func figure(_ text: String, at place: SourcePlace) -> ReportedFigure? {
    if text.isEmpty { return nil }
    if let known = zip(texts, figures).first(where: { $0.0 == text && $0.1.mark != nil })?.1 {
      return ReportedFigure(known.reading, mark: known.mark, at: place)
    }
    let digits = text.filter { $0 != "\u{A0}" }
    return ReportedFigure(
      Int(digits).flatMap { $0 >= 0 && !digits.hasPrefix("-") ? .value(.persons($0)) : nil }
        ?? .unreadable(digits, .negative), at: place)
  }

  /// The page with other figures in the places of the printed ones.
  func page(_ page: String, with edits: Edits) -> [UInt8] {
    var lines = page.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
    for (at, place, text) in edits.map({ (figures[$0.place].at, $0.place, $0.text) }).sorted(by: {
      $0.0.column > $1.0.column
    }) {
      let start = at.column - 1
      lines[at.line - 1].replaceSubrange(start..<start + texts[place].count, with: Array(text))
    }
    return Array(lines.map { String($0) }.joined(separator: "\n").utf8)
  }
}

extension ReportedFigure {
  var number: Int? {
    if case .value(let value) = reading { value.number } else { nil }
  }
}

extension Margin {
  fileprivate var subjects: [Heading.Subject] {
    switch self {
    case .from(let place): [.place(place), .total]
    case .to(let place): [.total, .place(place)]
    case .grand: [.total, .total]
    }
  }
}
