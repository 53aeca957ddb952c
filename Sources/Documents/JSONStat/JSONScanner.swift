/// Reads JSON piece by piece, in one pass over its bytes, and knows where it stands.
///
/// Nothing is kept but what is asked for. The methods throw `malformed` where
/// the bytes are no JSON and `cutShort` where they end too early.
struct JSONScanner {
  /// Deeper values are none of a statistical table's.
  private static let mostDepth = 64

  let bytes: [UInt8]
  private(set) var index = 0
  private(set) var line = 1
  private var lineStart = 0
  /// Bytes of the line so far that begin no character.
  private var continuations = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Counts from 1, in characters.
  var column: Int { index - lineStart - continuations + 1 }
  /// The place of the next byte.
  var here: DocumentPlace { DocumentPlace(line: line, column: column) }

  /// The next byte that is no blank, which stays the next.
  mutating func peek() throws(DocumentError.Reason) -> UInt8 {
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case 0x20, 0x09: index += 1
      case 0x0A, 0x0D:
        index += byte == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A ? 2 : 1
        (line, lineStart, continuations) = (line + 1, index, 0)
      default: return byte
      }
    }
    throw cut()
  }

  /// Goes on so many bytes of the line.
  mutating func advance(to index: Int) { self.index = index }

  /// Takes the next byte if it is this one.
  mutating func takes(_ byte: Unicode.Scalar) throws(DocumentError.Reason) -> Bool {
    guard try peek() == UInt8(ascii: byte) else { return false }
    index += 1
    return true
  }

  /// Takes the next byte, which must be this one.
  mutating func take(_ byte: Unicode.Scalar) throws(DocumentError.Reason) {
    guard try takes(byte) else { throw unexpected(wanted: "'\(byte)'") }
  }

  /// Whether the next value is a text, an object, an array: by its first byte.
  mutating func isNext(_ byte: Unicode.Scalar) throws(DocumentError.Reason) -> Bool {
    try peek() == UInt8(ascii: byte)
  }

  /// Ends where nothing but blanks may follow.
  mutating func end() throws(DocumentError.Reason) {
    guard (try? peek()) == nil else { throw unexpected(wanted: "the end of the JSON") }
  }

  /// Reads an object; the body reads each member's value.
  mutating func members(
    _ body: (inout Self, Cube.Text) throws(DocumentError.Reason) -> Void
  ) throws(DocumentError.Reason) {
    try take("{")
    if try takes("}") { return }
    repeat {
      let key = try text()
      try take(":")
      try body(&self, key)
    } while try takes(",")
    guard try takes("}") else { throw unexpected(wanted: "',' or '}'") }
  }

  /// Reads an array; the body reads each value.
  mutating func elements(
    _ body: (inout Self) throws(DocumentError.Reason) -> Void
  ) throws(DocumentError.Reason) {
    try take("[")
    if try takes("]") { return }
    repeat { try body(&self) } while try takes(",")
    guard try takes("]") else { throw unexpected(wanted: "',' or ']'") }
  }

  /// Reads a number as it stands.
  mutating func number() throws(DocumentError.Reason) -> Cube.Cell.Value {
    _ = try peek()
    var end = index
    while end < bytes.count, isOfWord(bytes[end]) { end += 1 }
    guard end < bytes.count else {
      index = end
      throw cut()
    }
    guard let number = figure(in: bytes, index..<end) else { throw unexpected(wanted: "a value") }
    index = end
    return number
  }

  /// Takes `null`, `true` or `false` if it is the next.
  mutating func takes(word: StaticString) throws(DocumentError.Reason) -> Bool {
    _ = try peek()
    let end = index + word.utf8CodeUnitCount
    let same = word.withUTF8Buffer { bytes[index..<min(end, bytes.count)].elementsEqual($0) }
    guard same else {
      let rest = bytes[index...]
      if rest.count < word.utf8CodeUnitCount, word.withUTF8Buffer({ $0.starts(with: rest) }) {
        index = bytes.count
        throw cut()
      }
      return false
    }
    guard end == bytes.count || !isOfWord(bytes[end]) else { return false }
    index = end
    return true
  }

  /// Passes over a value of any kind; without recursion, since depth is the sender's choice.
  mutating func skip() throws(DocumentError.Reason) {
    // What each open bracket must be closed by.
    var closers: [UInt8] = []
    repeat {
      let byte = try peek()
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        guard closers.count < Self.mostDepth else {
          throw .beyondLimit(
            here, "JSON of over \(Self.mostDepth) levels. Is this the table and nothing else?")
        }
        index += 1
        // Either bracket stands two before the one that closes it.
        guard try peek() == byte + 2 else {
          closers.append(byte + 2)
          if byte == UInt8(ascii: "{") { try passKey() }
          continue
        }
        index += 1
      case UInt8(ascii: "\""): _ = try passText()
      default: try passWord()
      }
      try passClosers(&closers)
    } while !closers.isEmpty
  }

  /// Behind a value: to the next value, or past every bracket that closes here.
  private mutating func passClosers(_ closers: inout [UInt8]) throws(DocumentError.Reason) {
    while let closer = closers.last {
      if try takes(",") {
        if closer == UInt8(ascii: "}") { try passKey() }
        return
      }
      guard try peek() == closer else {
        throw unexpected(wanted: "',' or '\(Character(Unicode.Scalar(closer)))'")
      }
      index += 1
      closers.removeLast()
    }
  }

  private mutating func passKey() throws(DocumentError.Reason) {
    _ = try passText()
    try take(":")
  }

  private mutating func passWord() throws(DocumentError.Reason) {
    if try takes(word: "null") { return }
    if try takes(word: "true") { return }
    if try takes(word: "false") { return }
    _ = try number()
  }

  /// Reads a text in quotation marks; its place is that of its first character.
  mutating func text() throws(DocumentError.Reason) -> Cube.Text {
    guard try isNext("\"") else { throw unexpected(wanted: "a text in quotation marks") }
    let place = DocumentPlace(line: line, column: column + 1)
    let (range, isPlain) = try passText()
    guard !isPlain else { return Cube.Text(String(decoding: bytes[range], as: UTF8.self), at: place) }
    guard let text = unescaped(bytes[range]) else {
      throw .malformed(place, "a text with an escape that JSON does not have. Take the extract again.")
    }
    return Cube.Text(text, at: place)
  }

  /// Passes over a text; gives what stands between its marks, and whether that is without escapes.
  private mutating func passText() throws(DocumentError.Reason) -> (range: Range<Int>, isPlain: Bool) {
    guard try isNext("\"") else { throw unexpected(wanted: "a text in quotation marks") }
    let start = index + 1
    index = start
    var isPlain = true
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "\""):
        index += 1
        return (start..<(index - 1), isPlain)
      case UInt8(ascii: "\\"):
        // What is escaped can't close the text.
        (isPlain, index) = (false, index + 1)
        if index < bytes.count, bytes[index] < 0x80 { index += 1 }
      case 0x0A...0x0D:
        throw .malformed(
          here, "a line ends inside a text. A quotation mark is missing; take the extract again.")
      default:
        if byte & 0xC0 == 0x80 { continuations += 1 }
        index += 1
      }
    }
    throw cut()
  }

  /// The error of bytes that end too early.
  func cut() -> DocumentError.Reason {
    .cutShort(here, "the JSON ends before it is complete. The copy was cut; take the extract again.")
  }

  /// The error of a byte that has no business here.
  func unexpected(wanted: String) -> DocumentError.Reason {
    // A letter may be of several bytes; what can't be decoded is shown as a replacement character.
    let found = String(decoding: bytes[min(index, bytes.count)...].prefix(4), as: UTF8.self).prefix(1)
    return .malformed(here, "'\(found)' where JSON has \(wanted). Take the extract again.")
  }
}

/// Whether a byte may be part of a number or of `null`, `true` or `false`.
private func isOfWord(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."): true
  default: false
  }
}

/// A text without its escapes; `nil` where one is none of JSON's.
private func unescaped(_ bytes: ArraySlice<UInt8>) -> String? {
  var units: [UInt8] = []
  var rest = bytes
  while let byte = rest.popFirst() {
    guard byte == UInt8(ascii: "\\") else {
      units.append(byte)
      continue
    }
    switch rest.popFirst().map(Unicode.Scalar.init) {
    case "n": units.append(0x0A)
    case "t": units.append(0x09)
    case "r": units.append(0x0D)
    case "b": units.append(0x08)
    case "f": units.append(0x0C)
    case "u":
      guard let scalar = escapedScalar(&rest) else { return nil }
      units.append(contentsOf: Array(String(Character(scalar)).utf8))
    case "\"": units.append(UInt8(ascii: "\""))
    case "\\": units.append(UInt8(ascii: "\\"))
    case "/": units.append(UInt8(ascii: "/"))
    default: return nil
    }
  }
  return String(decoding: units, as: UTF8.self)
}

/// The character behind `\u`, which may take a second escape.
private func escapedScalar(_ rest: inout ArraySlice<UInt8>) -> Unicode.Scalar? {
  guard let first = hexadecimal(&rest) else { return nil }
  guard (0xD800..<0xDC00).contains(first) else { return Unicode.Scalar(first) }
  guard rest.popFirst() == UInt8(ascii: "\\"), rest.popFirst() == UInt8(ascii: "u"),
    let second = hexadecimal(&rest), (0xDC00..<0xE000).contains(second)
  else { return nil }
  return Unicode.Scalar(0x1_0000 + (first - 0xD800) << 10 + (second - 0xDC00))
}

private func hexadecimal(_ rest: inout ArraySlice<UInt8>) -> UInt32? {
  var value: UInt32 = 0
  for _ in 0..<4 {
    guard let byte = rest.popFirst(), let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
      return nil
    }
    value = value << 4 | UInt32(digit)
  }
  return value
}
