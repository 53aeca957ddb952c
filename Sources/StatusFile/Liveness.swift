package import Foundation

/// Whether the daemon that wrote a status is still there.
package enum Liveness: Hashable, Sendable {
  case alive
  /// It ended in good order.
  case stopped(at: Date)
  /// No heartbeat came when one was due.
  case dead(since: Date)
}

extension Status {
  /// Tells from the status alone, whatever has become of the process.
  package func liveness(at now: Date) -> Liveness {
    if state == .stopped { return .stopped(at: generatedAt) }
    return now <= validUntil ? .alive : .dead(since: validUntil)
  }
}
