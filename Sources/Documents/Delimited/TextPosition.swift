/// Counts lines and columns along UTF-8, as a person who looks at the text does.
struct TextPosition {
  private var line: Int
  private var column = 1
  /// Up to where has been counted.
  private var index: Int

  /// The beginning of a line, which is at an index.
  init(line: Int = 1, start: Int = 0) { (self.line, index) = (line, start) }

  /// The place of the byte at an index of the same line, not before those asked for earlier.
  mutating func place(of end: Int, in bytes: [UInt8]) -> DocumentPlace {
    if end > index {
      var isASCII = true
      for index in index..<end where bytes[index] >= 0x80 {
        isASCII = false
        break
      }
      column += isASCII ? end - index : String(decoding: bytes[index..<end], as: UTF8.self).count
      index = end
    }
    return DocumentPlace(line: line, column: column)
  }

  /// Goes to the line that begins at an index.
  mutating func beginLine(at index: Int) {
    line += 1
    column = 1
    self.index = index
  }
}

extension [UInt8] {
  /// The number of bytes of the line end at an index: 0, 1 or 2.
  func lineEnd(at index: Int) -> Int {
    guard index < count else { return 0 }
    if self[index] == 0x0A { return 1 }
    guard self[index] == 0x0D else { return 0 }
    return index + 1 < count && self[index + 1] == 0x0A ? 2 : 1
  }

  /// The number of bytes of the blank at an index: 0 for none; no-break and thin ones are longer.
  func blank(at index: Int) -> Int {
    guard index < count else { return 0 }
    switch self[index] {
    case 0x20, 0x09: return 1
    case 0xC2: return index + 1 < count && self[index + 1] == 0xA0 ? 2 : 0
    case 0xE2:
      guard index + 2 < count, self[index + 1] == 0x80 else { return 0 }
      return self[index + 2] == 0xAF || (0x87...0x8A).contains(self[index + 2]) ? 3 : 0
    default: return 0
    }
  }

  /// A range of UTF-8 without the blanks at its end.
  func trimmingBlanksAtEnd(_ range: Range<Int>) -> Range<Int> {
    var end = range.upperBound
    while end > range.lowerBound {
      let length = [1, 2, 3].first { end - $0 >= range.lowerBound && blank(at: end - $0) == $0 }
      guard let length else { break }
      end -= length
    }
    return range.lowerBound..<end
  }
}
