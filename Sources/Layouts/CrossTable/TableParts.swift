import FlowTables

/// A line of a table: its label and the figures after it.
struct RowPart: Equatable {
  struct Figure: Equatable {
    let text: String
    let at: SourcePlace
  }

  let label: Label
  /// Where the part stands among the parts of the page.
  let position: Int
  /// The figures by the line on which they stand, so that surplus lines can be told.
  var lines: [[Figure]]
  /// Where the row may end, if before the last column: with the column of its own place, or before it.
  var shortEnd: ShortEnd?

  /// Where the rows of a triangle end.
  enum ShortEnd {
    case withDiagonal
    case beforeDiagonal
  }

  var count: Int { lines.reduce(0) { $0 + $1.count } }

  /// The figures of a row under headings, from the first on; `nil` where their number doesn't fit.
  func figures(under columns: [Label]) -> [Figure]? {
    width(under: columns).flatMap(widths.firstIndex).map { Array(lines.dropLast($0).joined()) }
  }

  /// Whether the row has as many figures as there are headings, or ends at its own place where it may.
  func fits(_ columns: [Label]) -> Bool { width(under: columns) != nil }

  /// Over how many of some columns, from the first on, the row's figures reach.
  func width(under columns: [Label]) -> Int? {
    if widths.contains(columns.count) { return columns.count }
    guard let shortEnd, let own = columns.firstIndex(where: { $0.subject == label.subject }) else {
      return nil
    }
    let width = shortEnd == .withDiagonal ? own + 1 : own
    return width > 0 && widths.contains(width) ? width : nil
  }

  /// Whether the row has as many figures as there are headings once some of its blanks are thousands marks.
  func mayFit(_ columns: Int) -> Bool { columns <= count && count - columns <= possibleJoints }

  /// How many of its figures could be further groups of digits of the one before.
  var possibleJoints: Int {
    lines.reduce(0) { sum, line in
      sum
        + zip(line, line.dropFirst()).count { before, after in
          after.text.utf8.count == 3 && isNumeric(after.text) && isNumeric(before.text)
            && before.text.utf8.count <= 3
        }
    }
  }

  /// Under how many headings the row can stand: without its last lines where these are short, since a
  /// short line after a row may be a page number.
  var widths: [Int] {
    var widths = [count]
    for line in lines.suffix(3).dropFirst(lines.count > 2 ? 1 : min(1, lines.count)).reversed()
    where widths.count <= 2 {
      guard line.count <= 3, let last = widths.last else { break }
      widths.append(last - line.count)
    }
    return widths
  }
}

/// A run of column headings.
struct HeadingsPart: Equatable {
  let position: Int
  /// Labels and words for the axes, in order.
  let tokens: [Token]
  let labels: [Label]
  /// Words among the headings that are none.
  let unread: [Token]
  /// Words just before the headings that are none.
  let lead: [Token]

  var subjects: [Heading.Subject] { labels.map(\.subject) }
}

/// The rows and the runs of headings on a page, in order.
struct TableParts: Equatable {
  /// How many lines before the headings, empty ones too, may hold a word of theirs.
  private static let leadLines = 4

  private(set) var rows: [RowPart] = []
  private(set) var headings: [HeadingsPart] = []
  /// Figures with no label before them.
  private(set) var loose: [RowPart.Figure] = []

  private let mayBeTriangle: Bool
  private var pending: [Token] = []
  /// The last words that are none of the table's, before headings.
  private var lead: [Token] = []
  private var position = 0
  private var isInRow = false
  private var lastFigureLine = 0

  /// In a triangle rows may end at the column of their own place.
  init(_ tokens: [Token], mayBeTriangle: Bool = false) {
    self.mayBeTriangle = mayBeTriangle
    for token in tokens {
      switch token.kind {
      case .label, .axis:
        isInRow = false
        if pending.isEmpty { lead.removeAll { $0.line + Self.leadLines < token.line } }
        pending.append(token)
      case .figure(let text):
        take(RowPart.Figure(text: text, at: token.at))
      case .other:
        // Words count only among headings and just before them, where they may be names that nobody knows.
        if pending.isEmpty { noteLead(token) } else { pending.append(token) }
      }
    }
    finishHeadings(pending)
    if mayBeTriangle { noteShortEnds() }
  }

  /// Says where short rows end: all of a table alike, so that one that has lost a figure is told.
  private mutating func noteShortEnds() {
    let longest = rows.map(\.count).max() ?? 0
    let short = rows.filter { $0.count < longest }
    let withDiagonal = short.count { row in
      row.lines.last?.last.map { !$0.text.contains(where: isCounted) } ?? false
    }
    for index in rows.indices {
      rows[index].shortEnd = withDiagonal * 2 > short.count ? .withDiagonal : .beforeDiagonal
    }
  }

  /// The same parts with other rows in the same places.
  func replacing(rows: [RowPart]) -> Self {
    var copy = self
    copy.rows = rows
    return copy
  }

  private mutating func noteLead(_ token: Token) {
    if let last = lead.last, last.line != token.line {
      lead.removeAll { $0.line + Self.leadLines < token.line }
    }
    lead.append(token)
  }

  private mutating func take(_ figure: RowPart.Figure) {
    if !isInRow {
      guard let last = pending.lastIndex(where: \.isHeading), case .label(let label) = pending[last].kind
      else {
        loose.append(figure)
        return
      }
      finishHeadings(Array(pending[..<last]))
      lead = []
      pending = []
      rows.append(RowPart(label: label, position: position, lines: []))
      position += 1
      isInRow = true
      lastFigureLine = 0
    }
    let row = rows.count - 1
    if figure.at.line == lastFigureLine, let line = rows[row].lines.indices.last {
      rows[row].lines[line].append(figure)
    } else {
      rows[row].lines.append([figure])
    }
    lastFigureLine = figure.at.line
  }

  private mutating func finishHeadings(_ tokens: [Token]) {
    var printed: [Label] = tokens.compactMap { if case .label(let label) = $0.kind { label } else { nil } }
    if mayBeTriangle { printed = withoutBlankRows(printed) }
    guard !printed.isEmpty else { return }
    headings.append(
      HeadingsPart(
        position: position, tokens: tokens.filter(\.isHeading), labels: withoutRepetition(printed),
        unread: tokens.filter(\.isOther), lead: lead))
    lead = []
    position += 1
  }
}

/// Whether a digit makes a number other than 0: no diagonal has such.
private func isCounted(_ digit: Character) -> Bool { ("1"..."9").contains(digit) }

extension TableParts {
  /// Headings without the labels of rows that follow them and hold nothing.
  ///
  /// In a triangle's second block the first rows are blank. Their labels begin
  /// the order of the rows again, which the block before shows.
  fileprivate func withoutBlankRows(_ labels: [Label]) -> [Label] {
    let ranks = Dictionary(rows.enumerated().map { ($1.label.subject, $0) }) { first, _ in first }
    let order = labels.map { ranks[$0.subject] ?? -1 }
    guard let fall = order.indices.dropFirst().last(where: { order[$0] >= 0 && order[$0] < order[$0 - 1] })
    else { return labels }
    return Array(labels[..<fall])
  }
}

/// Headings as they stand over the columns, where a page prints a run of them twice or codes and names apart.
private func withoutRepetition(_ labels: [Label]) -> [Label] {
  let half = labels.count / 2
  if labels.count.isMultiple(of: 2), labels[..<half].map(\.subject) == labels[half...].map(\.subject) {
    return Array(labels[..<half])
  }
  let codesAlone = Set(labels.filter { $0.code != nil && $0.text == nil }.map(\.subject))
  return labels.filter { $0.code != nil || !codesAlone.contains($0.subject) }
}
