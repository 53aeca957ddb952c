/// Finds the line and column of offsets in UTF-8, counting characters as a person sees them.
///
/// Offsets are best asked for in rising order: each answer starts from the one before.
struct TextPlaces {
  private let text: [UInt8]
  private var (offset, line, column) = (0, 1, 1)

  init(_ text: [UInt8]) { self.text = text }

  /// The place of the character that begins at an offset.
  mutating func place(at target: Int) -> DocumentPlace {
    if target < offset { (offset, line, column) = (0, 1, 1) }
    let end = min(max(target, 0), text.count)
    if offset < end { advance(to: end) }
    return DocumentPlace(line: line, column: column)
  }

  private mutating func advance(to end: Int) {
    let (start, lineBefore, columnBefore) = (offset, line, column)
    var (line, column) = (line, column)
    // Byte by byte while all is ASCII, which most of a table is.
    let isPlain = text.withUnsafeBufferPointer { bytes in
      var index = start
      while index < end {
        let byte = bytes[index]
        if byte >= 0x80 { return false }
        let isLineEnd = byte == 0x0A || byte == 0x0B || byte == 0x0C || byte == 0x0D
        if isLineEnd {
          // Of CRLF the second counts.
          let isHalf = byte == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A
          if !isHalf { (line, column) = (line + 1, 1) }
        } else {
          column += 1
        }
        index += 1
      }
      return true
    }
    if !isPlain {
      (line, column) = (lineBefore, columnBefore)
      for character in String(decoding: text[start..<end], as: UTF8.self) {
        if character.isNewline { (line, column) = (line + 1, 1) } else { column += 1 }
      }
    }
    (offset, self.line, self.column) = (end, line, column)
  }
}
