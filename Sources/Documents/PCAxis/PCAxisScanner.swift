/// Reads the text of a PC-Axis file piece by piece, in one pass, and knows where it stands.
struct PCAxisScanner {
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
  /// The next byte, blank or not; `nil` at the end.
  var byte: UInt8? { index < bytes.count ? bytes[index] : nil }

  /// Passes the next byte.
  mutating func pass() {
    guard let byte else { return }
    index += 1
    switch byte {
    case 0x0A, 0x0D:
      if byte == 0x0D, self.byte == 0x0A { index += 1 }
      (line, lineStart, continuations) = (line + 1, index, 0)
    case 0x80..<0xC0: continuations += 1
    default: break
    }
  }

  /// The next byte that is no blank, which stays the next; `nil` at the end.
  mutating func peek() -> UInt8? {
    while let byte, byte == 0x20 || (0x09...0x0D).contains(byte) { pass() }
    return byte
  }

  /// Takes the next byte behind blanks if it is this one.
  mutating func takes(_ wanted: Unicode.Scalar) -> Bool {
    guard peek() == UInt8(ascii: wanted) else { return false }
    pass()
    return true
  }

  /// Takes the next byte behind blanks, which must be this one.
  mutating func take(_ wanted: Unicode.Scalar, in keyword: String) throws(DocumentError.Reason) {
    guard takes(wanted) else { throw unexpected(wanted: "'\(wanted)'", in: keyword) }
  }

  /// Passes bytes of one kind and gives where they stand.
  mutating func run(where isPart: (UInt8) -> Bool) -> Range<Int> {
    let start = index
    while let byte, isPart(byte) { pass() }
    return start..<index
  }

  /// A text between quotation marks on one line; its place is that of its first character.
  mutating func quoted() throws(DocumentError.Reason) -> Cube.Text {
    let opening = here
    pass()
    let place = here
    let range = run { $0 != UInt8(ascii: "\"") && $0 != 0x0A && $0 != 0x0D }
    switch byte {
    case UInt8(ascii: "\""): pass()
    case nil: throw cut("inside a text")
    default:
      throw .malformed(opening, "a text whose closing quotation mark is missing on its line. \(remedy)")
    }
    return Cube.Text(String(decoding: bytes[range], as: UTF8.self), at: place)
  }

  /// A text, which may go on in further quotation marks: `"a" "b"`.
  mutating func text() throws(DocumentError.Reason) -> Cube.Text {
    let first = try quoted()
    guard peek() == UInt8(ascii: "\"") else { return first }
    var parts = [first.text]
    while peek() == UInt8(ascii: "\"") { parts.append(try quoted().text) }
    return Cube.Text(parts.joined(), at: first.at)
  }

  /// The error of bytes that end too early.
  func cut(_ what: String) -> DocumentError.Reason {
    .cutShort(here, "the PC-Axis file ends \(what). The copy was cut; take the extract again.")
  }

  /// The error of a byte that has no business here.
  func unexpected(wanted: String, in keyword: String) -> DocumentError.Reason {
    guard byte != nil else { return cut("inside \(keyword)") }
    let found = String(decoding: bytes[index...].prefix(4), as: UTF8.self).prefix(1)
    return .malformed(here, "'\(found)' where \(keyword) has \(wanted). \(remedy)")
  }

  private var remedy: String {
    "Take the extract again; if it comes like this, ask the publisher for another."
  }
}
