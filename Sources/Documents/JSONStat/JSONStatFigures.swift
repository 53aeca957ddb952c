extension JSONScanner {
  /// More cells than any table has; a publisher's database gives at most 800 000 a call.
  private static let mostCells = 20_000_000

  /// Reads the dense form of `value`.
  mutating func valueList() throws(DocumentError.Reason) -> JSONStatData.Values {
    var values = JSONStatData.Values(at: here)
    try take("[")
    if try takes("]") { return values }
    repeat { try value(into: &values.cells) } while try takes(",")
    guard try takes("]") else { throw unexpected(wanted: "',' or ']'") }
    return values
  }

  /// Reads the sparse form of `value`, whose keys are positions.
  mutating func sparseValues() throws(DocumentError.Reason) -> JSONStatData.Values {
    var values = JSONStatData.Values(at: here)
    var positions: [Int] = []
    try members { (scanner, key) throws(DocumentError.Reason) in
      positions.append(try position(key))
      try scanner.value(into: &values.cells)
    }
    values.positions = positions
    return values
  }

  /// Reads one figure, or what stands instead.
  private mutating func value(into cells: inout CubeCells) throws(DocumentError.Reason) {
    let first = try peek()
    guard cells.count < Self.mostCells else {
      throw .beyondLimit(here, "over \(Self.mostCells) cells. Is this the table and nothing else?")
    }
    let (line, column) = (line, column)
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
      if let number = shortNumber() {
        cells.append(number, line: line, column: column)
      } else {
        cells.append(try number(), line: line, column: column)
      }
    case UInt8(ascii: "\""):
      let text = try text()
      cells.append(.text(text.text), line: text.at.line, column: text.at.column)
    case UInt8(ascii: "n") where try takes(word: "null"):
      cells.append(.blank, line: line, column: column)
    default:
      throw unexpected(wanted: "a figure, a text or null")
    }
  }

  /// Takes a whole number of few digits, which nearly all figures are; else stays.
  private mutating func shortNumber() -> Int? {
    guard index < bytes.count else { return nil }
    let isNegative = bytes[index] == UInt8(ascii: "-")
    let start = isNegative ? index + 1 : index
    let limit = min(bytes.count, start + 15)
    var (end, number) = (start, 0)
    while end < limit, let digit = digitValue(bytes[end]) {
      (end, number) = (end + 1, number * 10 + digit)
    }
    guard end > start, end < bytes.count, end == start + 1 || bytes[start] != UInt8(ascii: "0") else {
      return nil
    }
    switch bytes[end] {
    case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), 0x20, 0x09, 0x0A, 0x0D:
      advance(to: end)
      return isNegative ? -number : number
    default: return nil
    }
  }

  /// Reads `status` as an array: one for all, or one for each cell.
  mutating func statusList() throws(DocumentError.Reason) -> JSONStatData.Statuses {
    let place = here
    var marks: [String?] = []
    try elements { (scanner) throws(DocumentError.Reason) in
      guard marks.count < Self.mostCells else {
        throw .beyondLimit(scanner.here, "over \(Self.mostCells) cells. Is this the table and nothing else?")
      }
      marks.append(try scanner.status())
    }
    return .list(marks, at: place)
  }

  /// Reads `status` as an object, whose keys are positions.
  mutating func sparseStatuses() throws(DocumentError.Reason) -> JSONStatData.Statuses {
    var marks: [(Int, String, DocumentPlace)] = []
    try members { (scanner, key) throws(DocumentError.Reason) in
      // An API's error may hold another object of this name.
      guard let position = try? position(key) else { return try scanner.skip() }
      guard let mark = try scanner.status() else { return }
      marks.append((position, mark, key.at))
    }
    return .sparse(marks)
  }

  private mutating func status() throws(DocumentError.Reason) -> String? {
    if try takes(word: "null") { return nil }
    let mark = try text().text
    return mark.isEmpty ? nil : mark
  }
}

private func position(_ key: Cube.Text) throws(DocumentError.Reason) -> Int {
  let digits = key.text.utf8
  guard digits.allSatisfy({ digitValue($0) != nil }), let position = Int(key.text) else {
    throw .malformed(key.at, "'\(key.text)' is no position of a cell. Take the extract again.")
  }
  return position
}
