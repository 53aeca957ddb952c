import Extracts

/// The name of one entry of a folder, as the kernel keeps it: bytes of any kind.
///
/// Never a path: it holds no `/` and is neither `.` nor `..`.
package struct EntryName: Hashable, Sendable {
  let bytes: [UInt8]

  /// Gives `nil` for what no entry can be called.
  init?(_ bytes: some Sequence<UInt8>) {
    let bytes = Array(bytes)
    guard !bytes.isEmpty, bytes != Array(".".utf8), bytes != Array("..".utf8),
      !bytes.contains(0), !bytes.contains(UInt8(ascii: "/"))
    else { return nil }
    self.bytes = bytes
  }

  /// The name for people: fit for a terminal, bytes that are not UTF-8 as `\xNN`.
  package var printed: String {
    if let text = String(validating: bytes, as: UTF8.self) { return printable(text) }
    return printable(bytes.map { $0 < 0x80 ? String(UnicodeScalar($0)) : "\\x\(hex($0))" }.joined())
  }

  /// The bytes as hexadecimal digits: distinct for distinct names.
  var hexadecimal: String { bytes.map(hex).joined() }

  /// Whether writers use such names for files that they have not finished.
  var isUnfinished: Bool {
    if bytes.first == UInt8(ascii: ".") || bytes.first == UInt8(ascii: "~") { return true }
    let lowered = bytes.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
    return Self.unfinishedEndings.contains {
      lowered.count >= $0.count && lowered.suffix($0.count) == $0[...]
    }
  }

  private static let unfinishedEndings = [".part", ".tmp", ".partial", ".crdownload"].map { Array($0.utf8) }

  /// Lends the name to a C call.
  func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    (bytes.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { buffer in
      // The terminator makes the buffer non-empty, so it has a base address.
      buffer.baseAddress.map(body) ?? "".withCString(body)
    }
  }
}

extension EntryName: Comparable {
  /// The order of the bytes, which no locale changes.
  package static func < (one: Self, other: Self) -> Bool { one.bytes.lexicographicallyPrecedes(other.bytes) }
}

private func hex(_ byte: UInt8) -> String {
  let digits = String(byte, radix: 16)
  return digits.count == 1 ? "0\(digits)" : digits
}
