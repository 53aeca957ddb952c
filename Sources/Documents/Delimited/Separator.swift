/// What parts the fields of a line, found by looking.
struct Separator: Equatable {
  let byte: UInt8
  /// Whether a first line of its own says so, as spreadsheet programs write it.
  var isDeclared = false

  /// In the order in which a tie is broken: who chose a semicolon has commas in the figures.
  private static let usual = [";", "\t", ",", "|"].map { Separator(byte: $0) }
  /// So much of a file shows how it is parted.
  static let surveyed = 1 << 16

  private init(byte: Character) { self.byte = byte.asciiValue ?? 0 }

  /// The separator that parts most lines of UTF-8 into the same number of fields; `nil` where none parts two alike.
  init?(of bytes: [UInt8]) {
    if let declared = Self.declared(in: bytes) {
      self = declared
      return
    }
    let head = Array(bytes.prefix(Self.surveyed))
    var best: (separator: Self, lines: Int)?
    for separator in Self.usual {
      let survey = Survey(of: head, isWhole: head.count == bytes.count, separator: separator.byte)
      if survey.isTable, survey.alike > best?.lines ?? 0 { best = (separator, survey.alike) }
    }
    guard let best else { return nil }
    self = best.separator
  }

  /// What a first line such as `sep=;` says.
  private static func declared(in bytes: [UInt8]) -> Self? {
    let head = bytes.prefix(5)
    guard head.count == 5, let byte = head.last,
      head.prefix(4).elementsEqual("sep=".utf8, by: { $0 | 0x20 == $1 | 0x20 }),
      (0x21..<0x7F).contains(byte) || byte == 0x09, byte != 0x22, bytes.lineEnd(at: 5) > 0
    else { return nil }
    var separator = Self(byte: Character(Unicode.Scalar(byte)))
    separator.isDeclared = true
    return separator
  }
}

/// How one separator parts the lines of a text, quoted ones left whole.
private struct Survey {
  private let separator: UInt8
  /// Lines that are not blank.
  private var lines = 0
  /// How many lines have so many fields; of lines that are parted at all.
  private var counts: [Int: Int] = [:]
  /// Separators, and those that a blank follows, as in prose.
  private var marks = (all: 0, beforeBlank: 0)

  /// How many lines have the commonest number of fields.
  var alike: Int { counts.values.max() ?? 0 }

  /// Whether that is no accident; sentences are parted by commas too.
  var isTable: Bool {
    guard alike >= 2 else { return false }
    guard separator == UInt8(ascii: ",") else { return true }
    return marks.beforeBlank * 2 <= marks.all && alike * 3 >= lines
  }

  init(of bytes: [UInt8], isWhole: Bool, separator: UInt8) {
    self.separator = separator
    var (isFieldStart, isQuoted, index) = (true, false, 0)
    var line = (fields: 1, bytes: 0, marks: 0, beforeBlank: 0)
    func atEnd(_ index: Int) -> Bool { index == bytes.count || bytes.lineEnd(at: index) > 0 }
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x22, isQuoted || isFieldStart {
        // A doubled quote closes and opens again, which counts alike.
        isQuoted.toggle()
        isFieldStart = isQuoted ? false : index + 1 < bytes.count && bytes[index + 1] == 0x22
      } else if isQuoted {
      } else if byte == separator {
        line.fields += 1
        line.marks += 1
        if index + 1 < bytes.count, bytes[index + 1] == 0x20 { line.beforeBlank += 1 }
        // A line that one mark ends is a statement and no row.
        if line.fields == 2, atEnd(index + 1) { line.fields = 1 }
        isFieldStart = true
      } else if byte == 0x0A || byte == 0x0D {
        if line.bytes > 0 { add(line) }
        (isFieldStart, line) = (true, (1, 0, 0, 0))
      } else if byte != 0x20, byte != 0x09 {
        isFieldStart = false
      }
      if byte > 0x20 { line.bytes += 1 }
      index += 1
    }
    if isWhole, !isQuoted, line.bytes > 0 { add(line) }
  }

  private mutating func add(_ line: (fields: Int, bytes: Int, marks: Int, beforeBlank: Int)) {
    lines += 1
    guard line.fields > 1 else { return }
    counts[line.fields, default: 0] += 1
    marks.all += line.marks
    marks.beforeBlank += line.beforeBlank
  }
}
