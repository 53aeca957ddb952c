/// An HTML page's bytes as UTF-8.
///
/// Looking comes first, as for text: what is UTF-8 or UTF-16 is that, whatever
/// the page declares. What the page declares decides between the encodings of
/// one byte a character, which looking cannot tell apart.
///
/// - Errors: `unsupported` for a declared encoding that is needed and not read.
func utf8(ofPage bytes: [UInt8]) throws(DocumentError.Reason) -> [UInt8] {
  // A page begins with a tag, so its second byte tells UTF-16 without a mark.
  if bytes.starts(with: [0x3C, 0x00]) { return try utf8(of: [0xFF, 0xFE] + bytes) }
  if bytes.starts(with: [0x00, 0x3C]) { return try utf8(of: [0xFE, 0xFF] + bytes) }
  let needsDeclared =
    bytes.contains { $0 >= 0x80 } && !bytes.starts(with: [0xFF, 0xFE])
    && !bytes.starts(with: [0xFE, 0xFF]) && String(validating: bytes, as: UTF8.self) == nil
  guard needsDeclared, let declared = declaredEncoding(of: bytes) else { return try utf8(of: bytes) }
  if likeWindows1252.contains(declared) { return try utf8(of: bytes) }
  if likeLatin9.contains(declared) { return try utf8(of: bytes.map { latin9InWindows1252[$0] ?? $0 }) }
  throw .unsupported(nil, "is encoded in \(declared), which is not read. Save the page as UTF-8.")
}

/// UTF-8 stands here since a page that lies about it is Windows-1252, or damaged and told so.
private let likeWindows1252: Set<String> = [
  "utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "l1",
  "windows-1252", "cp1252", "x-cp1252", "ansi", "utf-16", "utf-16le", "utf-16be",
]

private let likeLatin9: Set<String> = ["iso-8859-15", "iso8859-15", "iso_8859-15", "latin-9", "latin9", "l9"]

/// The eight characters in which ISO 8859-15 differs from Latin-1, by their bytes in Windows-1252.
private let latin9InWindows1252: [UInt8: UInt8] = [
  0xA4: 0x80, 0xA6: 0x8A, 0xA8: 0x9A, 0xB4: 0x8E, 0xB8: 0x9E, 0xBC: 0x8C, 0xBD: 0x9C, 0xBE: 0x9F,
]

/// What a `<meta>` or an XML declaration says in the first 64 KiB, in small letters.
private func declaredEncoding(of bytes: [UInt8]) -> String? {
  let head = bytes.prefix(64 << 10).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
  let words = [
    (tag: Array("<meta".utf8), key: Array("charset".utf8)), (Array("<?xml".utf8), Array("encoding".utf8)),
  ]
  for start in head.indices where head[start] == UInt8(ascii: "<") {
    for (tag, key) in words where head[start...].starts(with: tag) {
      let end = head[start...].firstIndex(of: UInt8(ascii: ">")) ?? head.endIndex
      for index in start..<end where head[index..<end].starts(with: key) {
        let value = head[(index + key.count)..<end].drop {
          $0 <= 0x20 || $0 == UInt8(ascii: "=") || isQuote($0)
        }
        let name = value.prefix { $0 > 0x20 && !isQuote($0) && $0 != UInt8(ascii: ";") && $0 < 0x7F }
        if (1...40).contains(name.count) { return String(decoding: name, as: UTF8.self) }
      }
    }
  }
  return nil
}

private func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }
