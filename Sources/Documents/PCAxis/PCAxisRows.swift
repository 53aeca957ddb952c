/// The figures behind `DATA=`.
///
/// Blanks, tabs, commas and semicolons part figures; a semicolon ends them, and
/// some publishers end each line with one besides. With `KEYS` a row begins
/// with its categories, and rows may be left out. The format's description says
/// that rows of nothing but zeros are; the cells are reported as omitted all
/// the same, since publishers leave out other rows too.
///
/// - Source: Statistics Sweden, "PX file format", section "Data in the PX-file".
struct PCAxisRows {
  /// More omitted cells than any table has: a few bytes must not ask for much room.
  private static let mostOmitted = 4_000_000

  private var scanner: PCAxisScanner
  /// What stands for each symbol, such as `..`.
  private let symbols: [String: String]
  /// For each variable with keys, the positions of its categories.
  private let keys: [[String: Int]]
  /// How many cells stand behind one row's keys.
  private let width: Int
  private let start: DocumentPlace
  /// Whether a semicolon was the last thing that was passed but blanks.
  private var isEnded = false

  init(
    _ file: PCAxisFile, _ dimensions: [Cube.Dimension], variables: [Cube.Text], stub: Int
  ) throws(DocumentError.Reason) {
    scanner = file.data
    _ = scanner.peek()
    start = scanner.here
    var symbols: [String: String] = [:]
    for (symbol, keyword) in symbolKeywords { symbols[symbol] = file.texts(keyword)?.first?.text }
    self.symbols = symbols
    var keys: [[String: Int]] = []
    var isGap = false
    for (dimension, variable) in zip(dimensions, variables) {
      guard let entry = file.entries[PCAxisFile.Key(keyword: "KEYS", subjects: [variable.text])] else {
        isGap = true
        continue
      }
      guard !isGap else {
        throw .unsupported(
          entry.at,
          "KEYS for '\(variable.text)' and not for the variables before it. Ask for a file without KEYS.")
      }
      let usesCodes = (entry.words.first ?? entry.texts.first?.text)?.uppercased() == "CODES"
      keys.append(try Self.positions(of: dimension, variable, byCode: usesCodes))
    }
    guard keys.isEmpty || keys.count >= stub else {
      throw .unsupported(start, "KEYS for only some of the rows' variables. Ask for a file without KEYS.")
    }
    self.keys = keys
    width = dimensions.dropFirst(keys.count).reduce(1) { $0 * $1.categories.count }
  }

  private static func positions(
    of dimension: Cube.Dimension, _ variable: Cube.Text, byCode: Bool
  ) throws(DocumentError.Reason) -> [String: Int] {
    var positions: [String: Int] = [:]
    for (position, category) in dimension.categories.enumerated() {
      let key = (byCode ? category.code : nil) ?? category.labels.first ?? ""
      guard positions.updateValue(position, forKey: key) == nil else {
        throw .malformed(
          category.at,
          "'\(key)' twice among the keys of '\(variable.text)'. Ask the publisher for another file.")
      }
    }
    return positions
  }

  /// Reads all cells, of which there must be so many.
  mutating func cells(count: Int) throws(DocumentError.Reason) -> CubeCells {
    let cells = try keys.isEmpty ? plainCells(count: count) : keyedCells(count: count)
    guard nextToken() == nil else {
      throw .malformed(scanner.here, "more than the \(count) figures that the variables make. \(remedy)")
    }
    guard isEnded else {
      throw scanner.cut("after its last figure without ';', so that the figure may be cut")
    }
    return cells
  }

  private mutating func plainCells(count: Int) throws(DocumentError.Reason) -> CubeCells {
    var cells = CubeCells([])
    cells.reserve(min(count, (scanner.bytes.count - scanner.index) / 2 + 1))
    while cells.count < count {
      guard let byte = nextToken() else {
        throw scanner.cut("after \(cells.count) of \(count) figures")
      }
      let (value, at) = try cell(startingWith: byte)
      cells.append(value, line: at.line, column: at.column)
    }
    return cells
  }

  private mutating func keyedCells(count: Int) throws(DocumentError.Reason) -> CubeCells {
    guard count - (scanner.bytes.count - scanner.index) / 2 <= Self.mostOmitted else {
      throw .beyondLimit(
        start, "most of \(count) cells are left out; at most \(Self.mostOmitted) may be. Ask for fewer.")
    }
    var cells = CubeCells(omitted: count, line: start.line, column: start.column)
    while let byte = nextToken() {
      let row = scanner.here
      let first = try rowStart(startingWith: byte) * width
      // Every row has at least one cell, and each of them is put or refused.
      guard cells.indices.contains(first), cells.isOmitted(at: first) else {
        throw .malformed(row, "a second row of the same keys. \(remedy)")
      }
      for index in first..<(first + width) {
        guard let byte = nextToken() else {
          throw scanner.cut("after \(index - first) of a row's \(width) figures")
        }
        let (value, at) = try cell(startingWith: byte)
        cells.replace(at: index, with: value, line: at.line, column: at.column)
      }
    }
    return cells
  }

  /// Reads a row's keys and gives its position among the rows.
  private mutating func rowStart(startingWith first: UInt8) throws(DocumentError.Reason) -> Int {
    var row = 0
    for (index, positions) in keys.enumerated() {
      guard let byte = index == 0 ? first : nextToken() else { throw scanner.cut("inside a row's keys") }
      let key = try token(startingWith: byte).text
      guard let position = positions[key.text] else {
        throw .malformed(key.at, "'\(key.text)' is no key of its variable. \(remedy)")
      }
      row = row * positions.count + position
    }
    return row
  }

  /// Passes what parts figures; gives the next byte, or `nil` at the end.
  private mutating func nextToken() -> UInt8? {
    while let byte = scanner.peek(), byte == UInt8(ascii: ";") || byte == UInt8(ascii: ",") {
      isEnded = byte == UInt8(ascii: ";")
      scanner.pass()
    }
    return scanner.byte
  }

  private mutating func token(
    startingWith byte: UInt8
  ) throws(DocumentError.Reason) -> (text: Cube.Text, isQuoted: Bool) {
    isEnded = false
    if byte == UInt8(ascii: "\"") { return (try scanner.quoted(), true) }
    let place = scanner.here
    let range = scanner.run(where: isOfFigure)
    return (Cube.Text(String(decoding: scanner.bytes[range], as: UTF8.self), at: place), false)
  }

  private mutating func cell(
    startingWith byte: UInt8
  ) throws(DocumentError.Reason) -> (Cube.Cell.Value, DocumentPlace) {
    isEnded = false
    if byte != UInt8(ascii: "\"") {
      let place = scanner.here
      let range = scanner.run(where: isOfFigure)
      if let number = figure(in: scanner.bytes, range) { return (number, place) }
      let text = String(decoding: scanner.bytes[range], as: UTF8.self)
      guard symbolKeywords[text] != nil else {
        throw .malformed(place, "'\(text.prefix(40))' is neither a figure nor a symbol. \(remedy)")
      }
      return (.text(symbols[text] ?? text), place)
    }
    let symbol = try scanner.quoted()
    return (symbol.text.isEmpty ? .blank : .text(symbols[symbol.text] ?? symbol.text), symbol.at)
  }

  private var remedy: String {
    "Take the extract again; if it comes like this, ask the publisher for another."
  }
}

/// The keywords that say how a symbol is shown.
private let symbolKeywords = [
  ".": "DATASYMBOL1", "..": "DATASYMBOL2", "...": "DATASYMBOL3", "....": "DATASYMBOL4",
  ".....": "DATASYMBOL5",
  "......": "DATASYMBOL6", "-": "DATASYMBOLNIL",
]

private func isOfFigure(_ byte: UInt8) -> Bool {
  byte > 0x20 && byte != UInt8(ascii: ",") && byte != UInt8(ascii: ";") && byte != UInt8(ascii: "\"")
}
