import Glibc

extension ServiceManager {
  /// One thing to tell the service manager.
  package enum Notification: Hashable, Sendable {
    /// The start, or a reload, is complete.
    case ready
    /// The settings are being read anew; ``ready`` must follow.
    case reloading
    case stopping
    /// A sign of life.
    case watchdog
    /// What the daemon is doing, in a line for people.
    case status(String)

    /// The lines of the protocol that say so.
    var assignments: String {
      switch self {
      case .ready: "READY=1"
      case .reloading: "RELOADING=1\nMONOTONIC_USEC=\(monotonicMicroseconds())"
      case .stopping: "STOPPING=1"
      case .watchdog: "WATCHDOG=1"
      case .status(let text): "STATUS=\(oneLine(text))"
      }
    }
  }
}

/// By this systemd tells the ready that ends a reload from one that came before it.
private func monotonicMicroseconds() -> Int64 {
  var now = timespec()
  clock_gettime(CLOCK_MONOTONIC, &now)
  return Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1000
}

/// A text in which nothing passes for another assignment, short enough for systemd's buffer of 4,096 bytes.
private func oneLine(_ text: String) -> String {
  let breaks: Set<Unicode.GeneralCategory> = [.control, .lineSeparator, .paragraphSeparator]
  let words = text.unicodeScalars.split { breaks.contains($0.properties.generalCategory) }
  return words.map { String($0) }.joined(separator: " ").prefix(bytes: 2048)
}
