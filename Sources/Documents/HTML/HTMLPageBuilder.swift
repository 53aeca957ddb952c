/// Builds a page's wire shape from what the parser tells.
final class HTMLPageBuilder: MarkupHandler {
  /// As many as a page's text may have words: figures for 500 places both ways.
  static let mostCells = PageText.mostWords
  /// As deep as libxml2's own trees go; people's pages stay far below.
  static let mostDepth = 256
  /// Pieces between tags and character references: three for each cell.
  static let mostRuns = 3 * mostCells
  /// Of those that are let pass; a page has some for each link at most.
  static let mostFaults = 50_000

  private(set) var page = HTMLPage()
  private let source: [UInt8]
  private var tables: [OpenTable] = []
  private var text = HTMLTextBuffer()
  private var depth = 0
  /// How many elements are open within the outermost one that is not seen, itself included.
  private var hiddenDepth = 0
  private var preformattedDepth = 0
  private var cells = 0
  private var faults = 0
  private var runs = 0
  private var blocks = 0
  private var isInTitle = false

  init(of source: [UInt8]) { self.source = source }

  func start(_ name: String, _ attributes: MarkupAttributes, offset: Int) throws(DocumentError.Reason) {
    depth += 1
    guard depth <= Self.mostDepth else {
      throw .beyondLimit(
        place(at: offset), "more than \(Self.mostDepth) elements inside each other. \(remedy)")
    }
    if hiddenDepth > 0 {
      hiddenDepth += 1
      return
    }
    let tag = HTMLTag(name)
    if case .skipped = tag { hiddenDepth = 1 } else if attributes.isHidden { hiddenDepth = 1 }
    guard hiddenDepth == 0 else {
      text.breakWord()
      return
    }
    switch tag {
    case .inline, .skipped: break
    case .raised: text.breakWord()
    case .lineBreak: text.breakLine()
    default:
      try finishText(before: offset)
      try open(tag, attributes, offset: offset)
    }
  }

  func end(_ name: String, offset: Int) throws(DocumentError.Reason) {
    depth -= 1
    if hiddenDepth > 0 {
      hiddenDepth -= 1
      return
    }
    let tag = HTMLTag(name)
    switch tag {
    case .inline, .skipped, .lineBreak: break
    case .raised: text.breakWord()
    default:
      try finishText(before: offset)
      try close(tag, offset: offset)
    }
  }

  func text(
    _ bytes: UnsafeBufferPointer<UInt8>, offset: Int, isLiteral: Bool
  ) throws(DocumentError.Reason) {
    runs += 1
    guard runs <= Self.mostRuns else {
      throw .beyondLimit(place(at: offset), "more than \(Self.mostRuns) pieces of text. \(remedy)")
    }
    guard hiddenDepth == 0 else { return }
    text.append(bytes, from: offset, isLiteral: isLiteral, isPreformatted: preformattedDepth > 0)
  }

  func problem(_ problem: MarkupProblem) throws(DocumentError.Reason) {
    faults += 1
    try refuse(problem)
    guard faults <= Self.mostFaults else {
      let place = DocumentPlace(line: max(problem.line, 1), column: 1)
      throw .beyondLimit(place, "more than \(Self.mostFaults) faults of HTML. Save the page again.")
    }
  }

  private func open(_ tag: HTMLTag, _ attributes: MarkupAttributes, offset: Int) throws(DocumentError.Reason)
  {
    if tag.isOfTable, attributes.swallowCells {
      throw .malformed(
        place(at: offset),
        "an attribute holds cells of the table, so its closing quote was lost. Save the page again.")
    }
    switch tag {
    case .title: isInTitle = true
    case .preformatted: preformattedDepth += 1
    case .table: tables.append(OpenTable(startsAt: offset))
    case .group(let group): update { $0.begin(group) }
    case .row:
      try countCell(at: offset)
      update { $0.beginRow() }
    case .cell:
      try countCell(at: offset)
      let (columns, rows) = (
        attributes.span("colspan", least: 1, most: 1000), attributes.span("rowspan", least: 0, most: 65534)
      )
      update { $0.beginCell(columns: columns, rows: rows) }
    case .caption: update { $0.isInCaption = true }
    default: break
    }
  }

  private func close(_ tag: HTMLTag, offset: Int) throws(DocumentError.Reason) {
    switch tag {
    case .title: isInTitle = false
    case .preformatted: preformattedDepth -= 1
    case .table: try closeTable(offset: offset)
    case .group: update { $0.begin(.body) }
    case .row: update { $0.isInRow = false }
    case .cell: update { $0.isInCell = false }
    case .caption: update { $0.isInCaption = false }
    default: break
    }
  }

  /// Files the table where its end stands; one that only the page's end closes was cut.
  private func closeTable(offset: Int) throws(DocumentError.Reason) {
    guard let open = tables.popLast() else { return }
    guard endsTable(at: offset) else {
      throw .cutShort(
        place(at: open.startsAt),
        "the page ends before this table does. The copy was cut; save the whole page again.")
    }
    guard !open.table.isBlank else { return }
    update { $0.table.isLayout = true }
    add(.table(open.table))
  }

  private func finishText(before offset: Int) throws(DocumentError.Reason) {
    guard let taken = text.take() else { return }
    blocks += 1
    guard blocks <= Self.mostCells else {
      throw .beyondLimit(place(at: offset), "more than \(Self.mostCells) texts. \(remedy)")
    }
    if isInTitle {
      page.title = page.title ?? taken
    } else if tables.last?.isInCaption == true {
      update { $0.table.caption.append(taken) }
    } else {
      // Lines that the author made would be lost in a cell.
      if taken.isPreformatted, taken.bytes.contains(0x0A) { update { $0.table.isLayout = true } }
      add(.text(taken))
    }
  }

  private func add(_ block: HTMLBlock) {
    if tables.isEmpty { page.blocks.append(block) } else { update { $0.add(block) } }
  }

  private func update(_ change: (inout OpenTable) -> Void) {
    if !tables.isEmpty { change(&tables[tables.count - 1]) }
  }

  private func countCell(at offset: Int) throws(DocumentError.Reason) {
    cells += 1
    guard cells <= Self.mostCells else {
      throw .beyondLimit(place(at: offset), "more than \(Self.mostCells) cells. \(remedy)")
    }
  }
}

private let remedy = "Is this the table and nothing else?"

extension HTMLPageBuilder {
  /// For messages; counts from the start of the page.
  private func place(at offset: Int) -> DocumentPlace {
    var places = TextPlaces(source)
    // An offset is behind its tag.
    let start = source[..<min(max(offset, 0), source.count)].lastIndex(of: UInt8(ascii: "<")) ?? 0
    return places.place(at: start)
  }

  /// Whether `</table>` ends at an offset.
  private func endsTable(at offset: Int) -> Bool {
    var rest = source[..<min(max(offset, 0), source.count)]
    guard rest.popLast() == UInt8(ascii: ">") else { return false }
    while let last = rest.last, last <= 0x20 { rest.removeLast() }
    return rest.suffix(7).elementsEqual(Array("</table".utf8)) { $0 == $1 || $0 | 0x20 == $1 }
  }
}

/// A table whose end has not come yet.
private struct OpenTable {
  var table = HTMLTable()
  let startsAt: Int
  var isInCaption = false
  var isInRow = false
  var isInCell = false
  private var group = HTMLTable.Group.body
  private var groupNumber = 0

  init(startsAt: Int) { self.startsAt = startsAt }

  mutating func begin(_ group: HTMLTable.Group) {
    (self.group, isInRow, isInCell) = (group, false, false)
    groupNumber += 1
  }

  mutating func beginRow() {
    table.rows.append(HTMLTable.Row(group: group, groupNumber: groupNumber))
    (isInRow, isInCell) = (true, false)
  }

  /// A cell outside of rows makes a row.
  mutating func beginCell(columns: Int, rows: Int) {
    if !isInRow { beginRow() }
    table.rows[table.rows.count - 1].cells.append(HTMLTable.Cell(columns: columns, rows: rows))
    isInCell = true
  }

  mutating func add(_ block: HTMLBlock) {
    guard isInCell, let row = table.rows.indices.last, let cell = table.rows[row].cells.indices.last else {
      table.strays.append(block)
      return
    }
    table.rows[row].cells[cell].blocks.append(block)
  }
}

extension HTMLTable {
  /// Whether nothing is seen in it.
  fileprivate var isBlank: Bool {
    caption.isEmpty && strays.isEmpty && rows.allSatisfy { $0.cells.allSatisfy(\.blocks.isEmpty) }
  }
}
