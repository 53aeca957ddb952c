package import Foundation

/// What the daemon says to a request.
package struct ControlReply: Hashable, Sendable {
  /// What a command that asked ends with; 0 where all is well.
  package var exit: Int32
  /// One JSON document; for ``ControlRequest/metrics`` Prometheus's text.
  package var body: Data

  /// A reply with the exit status that it amounts to.
  package init(exit: Int32 = 0, body: Data) { (self.exit, self.body) = (exit, body) }
}

/// Who asks.
package struct Caller: Hashable, Sendable {
  /// The caller's user, as the kernel tells it.
  package let uid: UInt32
  /// The caller's process number, as the kernel tells it.
  package let pid: Int32
  /// What the caller says its user is called: all there is where a fence of the daemon's own hides other users.
  package var claim: String?

  /// Names a caller.
  package init(uid: UInt32, pid: Int32, claim: String? = nil) {
    (self.uid, self.pid, self.claim) = (uid, pid, claim)
  }
}

/// Answers what comes in over the socket.
package protocol ControlDesk: Sendable {
  /// Does what is asked, and says what came of it or what will happen and when.
  func answer(_ request: ControlRequest, from caller: Caller) async -> ControlReply
}
