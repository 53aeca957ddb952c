import Extracts
import Foundation

/// Bytes as they come in: digested to the end, held while they are within the limit.
struct Intake {
  private let limit: IntakeLimit
  /// What is known to be over the limit is not gathered first only to be dropped.
  private let mostHeld: Int
  private var held: [UInt8] = []
  private var digest = FingerprintBuilder()
  private(set) var size = 0

  /// Prepares for a number of bytes that is known beforehand, or for any with `nil`.
  init(limit: IntakeLimit, expecting size: Int? = nil) {
    self.limit = limit
    mostHeld = size.map(limit.held) ?? limit.maxBytes
    if size != nil { held.reserveCapacity(mostHeld) }
  }

  mutating func add(_ piece: UnsafeBufferPointer<UInt8>) {
    digest.update(piece)
    size += piece.count
    if size <= mostHeld {
      held.append(contentsOf: piece)
    } else {
      let head = held.prefix(limit.headBytes)
      held = Array(head + piece.prefix(limit.headBytes - head.count))
    }
  }

  consuming func extract(named name: String, at moment: Date) -> Extract {
    Extract(name: name, head: held, size: size, fingerprint: digest.finish(), retrievedAt: moment)
  }
}

/// How many of a source's bytes are held, and how many are read at all.
package struct IntakeLimit: Hashable, Sendable {
  /// The most bytes that an extract is held whole with.
  package let maxBytes: Int

  /// Takes a limit; a negative one counts as none at all.
  package init(maxBytes: Int) { self.maxBytes = max(0, maxBytes) }

  /// The most bytes that are read of a file, for its digest alone.
  ///
  /// A sparse file may claim a terabyte, and its digest would take an hour.
  package var ceiling: Int {
    let (fourfold, overflow) = maxBytes.multipliedReportingOverflow(by: 4)
    return overflow ? .max : max(fourfold, 1 << 30)
  }

  /// How many bytes are held of an extract of some size.
  func held(of size: Int) -> Int { size <= maxBytes ? size : headBytes }

  /// What is kept of an extract over the limit: enough for a person to see what it is.
  ///
  /// Never more than the limit itself, so that a head cannot pass for the whole.
  var headBytes: Int { min(4096, maxBytes) }

  /// How much is read at a time.
  static let pieceBytes = 1 << 16
}
