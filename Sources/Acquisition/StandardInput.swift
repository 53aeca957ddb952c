package import Extracts
package import Foundation
import Glibc

/// The bytes that are piped into a command.
package enum StandardInput {
  /// How an extract from it is called.
  package static let name = "standard input"

  /// Reads to the end, whatever the length; over `maxBytes` only the head is held.
  ///
  /// - Errors: `inputOutput`.
  package static func read(
    maxBytes: Int, now: () -> Date, from descriptor: CInt = STDIN_FILENO
  ) throws(AcquisitionError) -> Extract {
    var intake = Intake(limit: IntakeLimit(maxBytes: maxBytes))
    var buffer = [UInt8](repeating: 0, count: IntakeLimit.pieceBytes)
    while true {
      let count = try systemCall("reading", name) { readOnceReady(descriptor, into: &buffer) }
      if count == 0 { break }
      buffer.withUnsafeBufferPointer { intake.add(UnsafeBufferPointer(rebasing: $0[..<count])) }
    }
    return intake.extract(named: name, at: now())
  }

  /// Waits for bytes first: a shell may hand over a descriptor that does not wait by itself.
  private static func readOnceReady(_ descriptor: CInt, into buffer: inout [UInt8]) -> Int {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&waiting, 1, -1) >= 0 else { return -1 }
    return buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
  }
}
