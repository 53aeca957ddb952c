/// A format that is known by its first bytes and not read by this version.
package enum ForeignFormat: String, Sendable, CaseIterable {
  case xml = "an XML document"
  case json = "a JSON document"
  case pcAxis = "a PC-Axis file"
  case pdf = "a PDF file"
  case compound = "an old office document or one with a password"
  case zip = "a zip archive or a workbook"
  case gzip = "a gzip file"
  case sqlite = "an SQLite database"
  case executable = "a program"
  case picture = "a picture"

  /// Knows a format by its first bytes; `nil` where they say nothing.
  package init?(of bytes: [UInt8]) {
    let head = firstBytes(of: bytes)
    if let match = Self.magic.first(where: { head.starts(with: $0.bytes) }) {
      self = match.format
    } else if isJSONList(head) {
      self = .json
    } else if isPCAxis(head) {
      self = .pcAxis
    } else {
      return nil
    }
  }

  private static let magic: [(bytes: [UInt8], format: Self)] = [
    (Array("<".utf8), .xml), (Array("{".utf8), .json), (Array("%PDF".utf8), .pdf),
    ([0x50, 0x4B, 0x03, 0x04], .zip), (compoundFile, .compound), ([0x1F, 0x8B], .gzip),
    (Array("SQLite format 3\0".utf8), .sqlite),
    ([0x7F, 0x45, 0x4C, 0x46], .executable), ([0x89, 0x50, 0x4E, 0x47], .picture),
    ([0xFF, 0xD8, 0xFF], .picture),
    (Array("GIF8".utf8), .picture),
  ]
}

/// The first bytes behind a byte order mark and blanks; of UTF-16 those that are not 0.
private func firstBytes(of bytes: [UInt8]) -> ArraySlice<UInt8> {
  var head = bytes.prefix(64 << 10)
  if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) {
    head = ArraySlice(head.dropFirst(2).filter { $0 != 0 })
  } else if head.starts(with: byteOrderMark) {
    head = head.dropFirst(byteOrderMark.count)
  }
  return head.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
}

/// Whether a list of objects begins.
private func isJSONList(_ head: ArraySlice<UInt8>) -> Bool {
  let inside = head.dropFirst().drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
  return head.first == UInt8(ascii: "[") && inside.first == UInt8(ascii: "{")
}

/// U+FEFF in UTF-8.
let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
