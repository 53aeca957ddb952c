/// The bytes of a text as UTF-8 without a byte order mark, whatever it was encoded in.
///
/// Known by looking: a byte order mark says UTF-8 or UTF-16; else bytes that
/// are UTF-8 are UTF-8; else they are Windows-1252, of which Latin-1's
/// printable part is a subset. A text with both good and broken multi-byte
/// characters is damaged UTF-8 and not a third encoding.
func utf8(of bytes: [UInt8]) throws(DocumentError.Reason) -> [UInt8] {
  let text = try decoded(bytes)
  var line = 1
  for byte in text {
    if byte == 0x0A { line += 1 }
    // Tabs and every kind of line end are text; other control characters are not.
    if byte < 0x20 && !(0x09...0x0D).contains(byte) || byte == 0x7F {
      throw .notText(line: line, byte: byte)
    }
  }
  return text
}

private func decoded(_ bytes: [UInt8]) throws(DocumentError.Reason) -> [UInt8] {
  if bytes.starts(with: [0xFF, 0xFE]) { return fromUTF16(bytes) { UInt16($0) | UInt16($1) << 8 } }
  if bytes.starts(with: [0xFE, 0xFF]) { return fromUTF16(bytes) { UInt16($0) << 8 | UInt16($1) } }
  let body = bytes.starts(with: byteOrderMark) ? Array(bytes.dropFirst(byteOrderMark.count)) : bytes
  // Nearly all texts are UTF-8, which the standard library sees faster than the survey does.
  if String(validating: body, as: UTF8.self) != nil { return body }
  let survey = UTF8Survey(of: body)
  guard let broken = survey.firstBroken else { return body }
  let line = 1 + body.prefix(broken).count { $0 == 0x0A }
  if survey.isCutAtEnd { throw .cutInCharacter(line: line) }
  guard survey.multiByteCharacters == 0, bytes.count == body.count else { throw .brokenUTF8(line: line) }
  return try fromWindows1252(body)
}

private func fromUTF16(_ bytes: [UInt8], unit: (UInt8, UInt8) -> UInt16) -> [UInt8] {
  let units = stride(from: 2, to: bytes.count - 1, by: 2).map { unit(bytes[$0], bytes[$0 + 1]) }
  return Array(String(decoding: units, as: UTF16.self).utf8)
}

private func fromWindows1252(_ bytes: [UInt8]) throws(DocumentError.Reason) -> [UInt8] {
  var text = String.UnicodeScalarView()
  var line = 1
  for byte in bytes {
    if byte == 0x0A { line += 1 }
    let code = (0x80...0x9F).contains(byte) ? windows1252[Int(byte) - 0x80] : UInt16(byte)
    guard let code, let scalar = Unicode.Scalar(code) else { throw .notText(line: line, byte: byte) }
    text.append(scalar)
  }
  return Array(String(text).utf8)
}

/// The bytes 0x80 to 0x9F; `nil` where the code page has no character.
///
/// Source: the WHATWG Encoding Standard's index, less its five control characters.
private let windows1252: [UInt16?] = [
  0x20AC, nil, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, nil,
  0x017D,
  nil, nil, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153,
  nil,
  0x017E, 0x0178,
]

/// How far some bytes are UTF-8.
private struct UTF8Survey {
  private(set) var multiByteCharacters = 0
  /// The index of the first byte that is part of no character.
  private(set) var firstBroken: Int?
  /// Whether the only fault is a character that the end cuts off.
  private(set) var isCutAtEnd = false

  init(of bytes: [UInt8]) {
    var index = 0
    while index < bytes.count {
      let first = bytes[index]
      guard first >= 0x80 else {
        index += 1
        continue
      }
      let length = Self.length(startingWith: first)
      let end = min(index + max(length, 1), bytes.count)
      if length > 0, end - index == length, String(validating: bytes[index..<end], as: UTF8.self) != nil {
        multiByteCharacters += 1
      } else if firstBroken == nil {
        firstBroken = index
        let rest = bytes[(index + 1)..<end]
        isCutAtEnd =
          multiByteCharacters > 0 && index + length > bytes.count && rest.allSatisfy { $0 & 0xC0 == 0x80 }
      }
      index = length > 0 && end - index == length ? end : index + 1
    }
  }

  /// How many bytes a character has by its first one; 0 where none can begin so.
  private static func length(startingWith byte: UInt8) -> Int {
    switch byte {
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: 0
    }
  }
}
