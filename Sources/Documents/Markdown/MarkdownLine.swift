/// One line of Markdown: its bytes, without blanks at either end, and what it is.
struct MarkdownLine {
  enum Kind: Equatable {
    case blank
    /// Dashes under or between rows: `|---|:--:|`, and `---+---` as database programs draw it.
    case rule
    /// Has a pipe that is not escaped.
    case piped
    case text
  }

  let kind: Kind
  /// Counts from 1.
  let number: Int
  /// Where its line begins.
  let lineStart: Int
  /// Its bytes, blanks around them left out.
  let range: Range<Int>

  /// The lines of UTF-8, those in code fences left out.
  static func lines(of bytes: [UInt8]) -> [Self] {
    var lines: [Self] = []
    var (index, number) = (0, 1)
    var fence: [UInt8]?
    while index < bytes.count {
      let start = index
      while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
      let line = Self(bytes, start..<index, number: number)
      if let open = fence {
        if line.isFence(in: bytes, like: open) { fence = nil }
      } else if let open = line.fence(in: bytes) {
        fence = open
      } else {
        lines.append(line)
      }
      index += bytes.lineEnd(at: index)
      number += 1
    }
    return lines
  }

  private init(_ bytes: [UInt8], _ whole: Range<Int>, number: Int) {
    var start = whole.lowerBound
    while start < whole.upperBound {
      let length = bytes.blank(at: start)
      guard length > 0, start + length <= whole.upperBound else { break }
      start += length
    }
    range = bytes.trimmingBlanksAtEnd(start..<whole.upperBound)
    (self.number, lineStart) = (number, whole.lowerBound)
    kind = Self.kind(of: bytes[range])
  }

  private static func kind(of bytes: ArraySlice<UInt8>) -> Kind {
    if bytes.isEmpty { return .blank }
    var (dashes, bars, others, pipes, isEscaped) = (0, 0, 0, 0, false)
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "-"), UInt8(ascii: "="): dashes += 1
      case UInt8(ascii: "+"): bars += 1
      case UInt8(ascii: "|"):
        bars += 1
        pipes += isEscaped ? 0 : 1
      case UInt8(ascii: ":"), 0x20, 0x09: break
      default: others += 1
      }
      isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
    }
    // A row may hold a dash for a figure that is nil, but not in each of its fields three.
    if others == 0, bars > 0, dashes > bars { return .rule }
    return pipes > 0 ? .piped : .text
  }

  /// The marks that open a fence, if the line does.
  private func fence(in bytes: [UInt8]) -> [UInt8]? {
    guard let first = bytes[range].first, first == UInt8(ascii: "`") || first == UInt8(ascii: "~") else {
      return nil
    }
    let marks = bytes[range].prefix { $0 == first }
    return marks.count >= 3 ? Array(marks) : nil
  }

  private func isFence(in bytes: [UInt8], like open: [UInt8]) -> Bool {
    bytes[range].starts(with: open) && bytes[range].allSatisfy { $0 == open.first }
  }
}
