/// The records of delimited text: a row for each, blank ones too, and in it the fields that are not blank.
///
/// Source: RFC 4180, and what programs write besides: any line end, blanks
/// around fields, text behind a closing quote.
struct DelimitedScanner {
  /// More than any table has: 1,400 places both ways.
  static let mostFields = 2_000_000

  private let bytes: [UInt8]
  private let separator: UInt8
  private var index = 0
  private var position = TextPosition()
  private var fields = 0

  /// A scanner of UTF-8.
  init(of bytes: [UInt8], separator: Separator) {
    (self.bytes, self.separator) = (bytes, separator.byte)
    guard separator.isDeclared else { return }
    while bytes.lineEnd(at: index) == 0, index < bytes.count { index += 1 }
    endLine()
  }

  /// All rows.
  mutating func rows() throws(DocumentError.Reason) -> [[Sheet.Cell]] {
    var rows: [[Sheet.Cell]] = []
    while index < bytes.count { rows.append(try row()) }
    return rows
  }

  private mutating func row() throws(DocumentError.Reason) -> [Sheet.Cell] {
    var row: [Sheet.Cell] = []
    var column = 0
    while true {
      fields += 1
      guard fields <= Self.mostFields else {
        throw .beyondLimit(
          position.place(of: index, in: bytes),
          "more than \(Self.mostFields) fields. Is this the table and nothing else?")
      }
      if let cell = try field(column) { row.append(cell) }
      guard index < bytes.count else { return row }
      guard bytes[index] == separator else {
        endLine()
        return row
      }
      index += 1
      column += 1
    }
  }

  /// One field, up to what ends it; `nil` for a blank one.
  private mutating func field(_ column: Int) throws(DocumentError.Reason) -> Sheet.Cell? {
    skipBlanks()
    if index < bytes.count, bytes[index] == UInt8(ascii: "\"") { return try quoted(column) }
    let start = index
    skipToEnd()
    let text = bytes.trimmingBlanksAtEnd(start..<index)
    guard !text.isEmpty else { return nil }
    return Sheet.Cell(
      String(decoding: bytes[text], as: UTF8.self), column: column, at: position.place(of: start, in: bytes))
  }

  private mutating func quoted(_ column: Int) throws(DocumentError.Reason) -> Sheet.Cell? {
    let opening = position.place(of: index, in: bytes)
    index += 1
    while index < bytes.count, max(blank(at: index), bytes.lineEnd(at: index)) > 0 {
      if bytes.lineEnd(at: index) > 0 { endLine() } else { skipBlanks() }
    }
    let place = position.place(of: index, in: bytes)
    var text: [UInt8] = []
    while true {
      guard index < bytes.count else {
        throw .cutShort(
          opening, "a quote opens here and never closes. The copy was cut; take the extract again.")
      }
      let isQuote = bytes[index] == UInt8(ascii: "\"")
      if isQuote, index + 1 == bytes.count || bytes[index + 1] != UInt8(ascii: "\"") { break }
      if bytes.lineEnd(at: index) > 0 {
        text.append(0x20)
        endLine()
      } else {
        text.append(bytes[index])
        index += isQuote ? 2 : 1
      }
    }
    index += 1
    let rest = index
    skipToEnd()
    text += bytes[rest..<index]
    let whole = text.trimmingBlanksAtEnd(0..<text.count)
    guard !whole.isEmpty else { return nil }
    return Sheet.Cell(String(decoding: text[whole], as: UTF8.self), column: column, at: place)
  }

  private func blank(at index: Int) -> Int {
    index < bytes.count && bytes[index] == separator ? 0 : bytes.blank(at: index)
  }

  private mutating func skipBlanks() {
    while true {
      let length = blank(at: index)
      guard length > 0 else { return }
      index += length
    }
  }

  private mutating func skipToEnd() {
    while index < bytes.count {
      let byte = bytes[index]
      if byte == separator || byte == 0x0A || byte == 0x0D { return }
      index += 1
    }
  }

  private mutating func endLine() {
    index += bytes.lineEnd(at: index)
    position.beginLine(at: index)
  }
}
