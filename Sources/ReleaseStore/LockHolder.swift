import Extracts
package import Foundation

/// Who writes to a store, as the lock file beside it says.
package struct LockHolder: Hashable, Sendable, Codable {
  /// What the holder calls itself, such as `flyt run`.
  package let holder: String
  /// The holder's process number.
  package let pid: Int32
  /// When it took the lock.
  package let since: Date
}

extension LockHolder: CustomStringConvertible {
  /// For messages: `flyt run (process 1234) since 2026-11-22T06:00:00.000Z`.
  package var description: String { "\(printable(holder)) (process \(pid)) since \(since.timestamp)" }
}
