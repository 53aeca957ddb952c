import Crypto

/// The SHA-256 of some bytes: what an extract is called, wherever it came from.
package struct Fingerprint: Hashable, Sendable {
  /// 64 lower-case hexadecimal digits.
  package let hex: String

  /// Takes the digest of bytes.
  package init(of bytes: some Sequence<UInt8>) {
    var digest = FingerprintBuilder()
    if bytes.withContiguousStorageIfAvailable({ digest.update($0) }) == nil {
      Array(bytes).withUnsafeBufferPointer { digest.update($0) }
    }
    self = digest.finish()
  }

  /// Takes 64 hexadecimal digits; `nil` for anything else.
  package init?(hex: String) {
    let digits = hex.lowercased()
    guard digits.utf8.count == 64, digits.utf8.allSatisfy({ Self.digits.contains($0) }) else { return nil }
    self.hex = digits
  }

  fileprivate init(digest: some Sequence<UInt8>) {
    hex = String(
      decoding: digest.flatMap { [Self.digits[Int($0 >> 4)], Self.digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  private static let digits = Array("0123456789abcdef".utf8)
}

/// Takes a fingerprint piece by piece, for bytes that need not be held at once.
package struct FingerprintBuilder {
  private var hash = SHA256()

  /// A digest of nothing yet.
  package init() {}

  /// Takes in the next bytes.
  package mutating func update(_ bytes: UnsafeBufferPointer<UInt8>) {
    hash.update(bufferPointer: UnsafeRawBufferPointer(bytes))
  }

  /// The digest of all the bytes taken in.
  package consuming func finish() -> Fingerprint { Fingerprint(digest: hash.finalize()) }
}

extension Fingerprint: CustomStringConvertible {
  /// All 64 digits.
  package var description: String { hex }

  /// The first twelve digits, for people.
  package var short: String { String(hex.prefix(12)) }
}
