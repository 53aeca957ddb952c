/// Makes sheets of the blocks of a Markdown text: tables, and one cell for each paragraph.
struct MarkdownSheets {
  /// More than any table has; see ``DelimitedScanner/mostFields``.
  static let mostFields = DelimitedScanner.mostFields

  /// A report of a hundred pages has fewer tables and paragraphs.
  static let mostSheets = 10_000

  private let bytes: [UInt8]
  private var fields = 0

  init(of bytes: [UInt8]) { self.bytes = bytes }

  /// The sheets, in the order of the text.
  mutating func sheets() throws(DocumentError.Reason) -> [Sheet] {
    var sheets: [Sheet] = []
    for block in MarkdownBlocks(of: MarkdownLine.lines(of: bytes), in: bytes).blocks {
      switch block {
      case .table(let lines): sheets.append(Sheet(rows: try rows(of: lines)))
      case .paragraph(let lines):
        if let cell = paragraph(lines) { sheets.append(Sheet(rows: [[cell]])) }
      }
      guard sheets.count <= Self.mostSheets else {
        throw .beyondLimit(
          nil, "more than \(Self.mostSheets) tables and paragraphs. Is this the table and nothing else?")
      }
    }
    return sheets
  }

  private mutating func rows(of lines: [MarkdownLine]) throws(DocumentError.Reason) -> [[Sheet.Cell]] {
    let rows = lines.filter { $0.kind == .piped }
    // Only where all rows begin so is the pipe a frame and not the end of a blank field.
    let isFramedBefore = rows.allSatisfy { $0.beginsWithPipe(in: bytes) }
    let isFramedAfter = rows.allSatisfy { $0.endsWithPipe(in: bytes) }
    var result: [[Sheet.Cell]] = []
    for line in rows {
      let range = (line.range.lowerBound + (isFramedBefore ? 1 : 0))..<line.range.upperBound
      result.append(try row(of: line, range, isFramedAfter: isFramedAfter))
    }
    return result
  }

  private mutating func row(
    of line: MarkdownLine, _ range: Range<Int>, isFramedAfter: Bool
  ) throws(DocumentError.Reason) -> [Sheet.Cell] {
    var row: [Sheet.Cell] = []
    var position = TextPosition(line: line.number, start: line.lineStart)
    var (start, column, index, isEscaped) = (range.lowerBound, 0, range.lowerBound, false)
    let end = max(range.lowerBound, range.upperBound - (isFramedAfter ? 1 : 0))
    while index <= end {
      let isEnd = index == end
      if isEnd || bytes[index] == UInt8(ascii: "|") && !isEscaped {
        fields += 1
        guard fields <= Self.mostFields else {
          throw .beyondLimit(
            position.place(of: start, in: bytes),
            "more than \(Self.mostFields) fields. Is this the table and nothing else?")
        }
        if let cell = cell(start..<index, column: column, &position) { row.append(cell) }
        (start, column) = (index + 1, column + 1)
      }
      isEscaped = !isEnd && bytes[index] == UInt8(ascii: "\\") && !isEscaped
      index += 1
    }
    return row
  }

  /// A field without blanks and bold marks around it, and without the marks that escape.
  private func cell(_ range: Range<Int>, column: Int, _ position: inout TextPosition) -> Sheet.Cell? {
    var (start, end) = (range.lowerBound, bytes.trimmingBlanksAtEnd(range).upperBound)
    while start < end, bytes.blank(at: start) > 0 { start += bytes.blank(at: start) }
    guard start < end else { return nil }
    let mark = bytes[start]
    if mark == UInt8(ascii: "*") || mark == UInt8(ascii: "_"), end - start > 4,
      bytes[start + 1] == mark, bytes[end - 1] == mark, bytes[end - 2] == mark
    {
      (start, end) = (start + 2, end - 2)
    }
    if start + 1 < end, isEscape(at: start) { start += 1 }
    let text = plain(start..<end)
    guard !text.isEmpty else { return nil }
    return Sheet.Cell(text, column: column, at: position.place(of: start, in: bytes))
  }

  /// A paragraph or a heading in one cell, its lines parted by blanks.
  private func paragraph(_ lines: [MarkdownLine]) -> Sheet.Cell? {
    let texts = lines.filter { $0.kind != .rule }
    guard let first = texts.first else { return nil }
    var start = first.range.lowerBound
    while start < first.range.upperBound, bytes[start] == UInt8(ascii: "#") { start += 1 }
    var position = TextPosition(line: first.number, start: first.lineStart)
    guard let head = cell(start..<first.range.upperBound, column: 0, &position) else { return nil }
    let text = ([head.text] + texts.dropFirst().map { plain($0.range) }).joined(separator: " ")
    return Sheet.Cell(text, column: 0, at: head.at)
  }

  private func plain(_ range: Range<Int>) -> String {
    guard bytes[range].contains(UInt8(ascii: "\\")) else {
      return String(decoding: bytes[range], as: UTF8.self)
    }
    var text: [UInt8] = []
    var index = range.lowerBound
    while index < range.upperBound {
      if index + 1 < range.upperBound, isEscape(at: index) { index += 1 }
      text.append(bytes[index])
      index += 1
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Whether a backslash stands before punctuation.
  private func isEscape(at index: Int) -> Bool {
    guard bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count else { return false }
    switch bytes[index + 1] {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: return true
    default: return false
    }
  }
}
