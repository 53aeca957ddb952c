package import Foundation

/// Bytes taken from a source at one moment, with where and when.
///
/// - Identity: ``fingerprint``, the SHA-256 of all the bytes; never the name.
/// - Whole: an extract over its source's limit keeps only its first bytes;
///   ``size`` and ``fingerprint`` are still those of the whole.
package struct Extract: Sendable {
  /// How people call it: the file's name or address, fit for a terminal.
  package let name: String
  /// The bytes, or the first of them when not ``isWhole``.
  package let bytes: [UInt8]
  /// The number of bytes at the source.
  package let size: Int
  /// The digest of all the bytes at the source.
  package let fingerprint: Fingerprint
  /// Our clock when the bytes were taken.
  package let retrievedAt: Date

  /// Whether ``bytes`` is all that the source had.
  package var isWhole: Bool { bytes.count == size }

  /// An extract that is held whole.
  package init(name: String, bytes: [UInt8], retrievedAt: Date) {
    self.init(
      name: name, head: bytes, size: bytes.count, fingerprint: Fingerprint(of: bytes),
      retrievedAt: retrievedAt)
  }

  /// An extract of which perhaps only the head is held.
  package init(name: String, head: [UInt8], size: Int, fingerprint: Fingerprint, retrievedAt: Date) {
    self.name = printable(name)
    (self.bytes, self.size, self.fingerprint, self.retrievedAt) = (head, size, fingerprint, retrievedAt)
  }
}
