extension HTMLPage {
  /// The page as tables with the texts between them; as its text where it has no table.
  ///
  /// `source` is the page that the offsets count in.
  func document(source: [UInt8]) throws(DocumentError.Reason) -> Document {
    let shown = blocks.isEmpty ? title.map { [.text($0)] } ?? [] : blocks
    guard shown.contains(where: \.hasCells) else {
      return .pageText(try PageText(of: shown.flatMap(\.texts), source: source))
    }
    var writer = HTMLSheetWriter(source: source)
    for block in shown { try writer.write(block) }
    // The title of a page that says nothing beside its tables may name the year.
    if let title, !shown.contains(where: { if case .text = $0 { true } else { false } }),
      !writer.sheets.contains(where: \.isText)
    {
      writer.writeFirst(title)
    }
    return .sheets(writer.sheets)
  }
}

extension Sheet {
  fileprivate var isText: Bool { rows.count == 1 && rows.first?.count == 1 }
}

extension HTMLBlock {
  /// Whether a table stands in it that is there for its cells; tables are nested as deep as elements may be.
  fileprivate var hasCells: Bool {
    guard case .table(let table) = self else { return false }
    return !table.isLayout || table.blocks.contains(where: \.hasCells)
  }

  /// All texts in it, in order.
  fileprivate var texts: [HTMLText] {
    switch self {
    case .text(let text): [text]
    case .table(let table): table.caption + table.blocks.flatMap(\.texts)
    }
  }
}

extension HTMLTable {
  /// What stands in it besides the caption, in order.
  fileprivate var blocks: [HTMLBlock] { strays + rows.flatMap { $0.cells.flatMap(\.blocks) } }
}

/// Turns blocks into sheets, in the order of the page.
private struct HTMLSheetWriter {
  private(set) var sheets: [Sheet] = []
  private let source: [UInt8]
  private var places: TextPlaces

  init(source: [UInt8]) { (self.source, places) = (source, TextPlaces(source)) }

  mutating func write(_ block: HTMLBlock) throws(DocumentError.Reason) {
    switch block {
    case .text(let text): write(text)
    case .table(let table) where table.isLayout:
      for text in table.caption { write(text) }
      for block in table.blocks { try write(block) }
    case .table(let table):
      for text in table.caption { write(text) }
      for stray in table.strays { try write(stray) }
      try write(table)
    }
  }

  mutating func writeFirst(_ title: HTMLText) {
    places = TextPlaces(source)
    sheets.insert(Sheet(rows: [[Sheet.Cell(title.oneLine, column: 0, at: place(of: title))]]), at: 0)
  }

  /// One sheet for each line that the author made; one for any other text.
  private mutating func write(_ text: HTMLText) {
    for line in text.isPreformatted ? text.lines : [text] {
      sheets.append(Sheet(rows: [[Sheet.Cell(line.oneLine, column: 0, at: place(of: line))]]))
    }
  }

  private mutating func write(_ table: HTMLTable) throws(DocumentError.Reason) {
    var grid = HTMLGrid()
    let slots = try grid.slots(of: table.rows)
    var rows: [[Sheet.Cell]] = []
    for (row, slots) in zip(table.rows, slots) {
      var cells: [Sheet.Cell] = []
      for (cell, slot) in zip(row.cells, slots) {
        let texts = cell.texts
        guard let first = texts.first else { continue }
        cells.append(
          Sheet.Cell(
            texts.count == 1 ? first.oneLine : texts.map(\.oneLine).joined(separator: " "),
            column: slot.column, columns: max(slot.columns, 1),
            rows: max(slot.rows, 1), at: place(of: first)))
      }
      rows.append(cells)
    }
    // Browsers show the foot last, wherever it stands.
    let order =
      table.rows.indices.filter { table.rows[$0].group != .foot }
      + table.rows.indices.filter { table.rows[$0].group == .foot }
    let caption = table.caption.isEmpty ? nil : table.caption.map(\.oneLine).joined(separator: " ")
    sheets.append(Sheet(name: caption, rows: order.map { rows[$0] }))
  }

  private mutating func place(of text: HTMLText) -> DocumentPlace {
    places.place(at: text.pieces.first?.offset ?? 0)
  }
}

extension HTMLTable.Cell {
  /// All texts in it, in order; most cells have one.
  fileprivate var texts: [HTMLText] {
    if blocks.isEmpty { return [] }
    if blocks.count == 1, case .text(let text) = blocks[0] { return [text] }
    return blocks.flatMap(\.texts)
  }
}

extension HTMLText {
  /// Its characters, a blank for each line end.
  fileprivate var oneLine: String {
    guard bytes.contains(0x0A) else { return String(decoding: bytes, as: UTF8.self) }
    return String(decoding: bytes.map { $0 == 0x0A ? 0x20 : $0 }, as: UTF8.self)
  }

  /// Each line that is not blank, without the blanks before it.
  fileprivate var lines: [HTMLText] {
    var lines: [HTMLText] = []
    var (start, piece) = (0, 0)
    for end in bytes.indices.filter({ bytes[$0] == 0x0A }) + [bytes.count] {
      let line = bytes[start..<end]
      start = end + 1
      guard let first = line.firstIndex(where: { $0 > 0x20 }),
        let last = line.lastIndex(where: { $0 > 0x20 })
      else { continue }
      while piece + 1 < pieces.count, pieces[piece + 1].at <= first { piece += 1 }
      guard pieces.indices.contains(piece) else { continue }
      let offset = pieces[piece].offset + max(0, first - pieces[piece].at)
      lines.append(
        HTMLText(
          bytes: Array(bytes[first...last]), pieces: [Piece(at: 0, offset: offset)], isPreformatted: true))
    }
    return lines
  }
}

extension PageText {
  /// The words of texts, each text on lines of its own, with their places in the page.
  fileprivate init(of texts: [HTMLText], source: [UInt8]) throws(DocumentError.Reason) {
    var bytes: [UInt8] = []
    var pieces: [HTMLText.Piece] = []
    for text in texts {
      for piece in text.pieces {
        pieces.append(HTMLText.Piece(at: bytes.count + piece.at, offset: piece.offset))
      }
      bytes += text.bytes
      bytes.append(0x0A)
    }
    var places = TextPlaces(source)
    var piece = 0
    try self.init(utf8: bytes) { start in
      while piece + 1 < pieces.count, pieces[piece + 1].at <= start { piece += 1 }
      guard pieces.indices.contains(piece) else { return DocumentPlace(line: 1, column: 1) }
      return places.place(at: pieces[piece].offset + max(0, start - pieces[piece].at))
    }
  }
}
