import Glibc

/// The service manager that started this process, as far as it wants to be told things.
///
/// What can't be told is not an error: a daemon runs as well where nobody listens.
///
/// - Source: sd_notify(3) and sd_watchdog_enabled(3).
package struct ServiceManager: Sendable {
  private let address: SocketAddress?

  /// How long it waits for a sign of life before it ends this process; `nil` where it does not.
  ///
  /// Give twice as many signs as that: one may come late.
  package let watchdog: Duration?

  /// Reads where it listens, and how patiently, out of the process's environment.
  package init(environment: [String: String]) {
    address = environment["NOTIFY_SOCKET"].flatMap(SocketAddress.init)
    watchdog = address == nil ? nil : Self.watchdog(in: environment)
  }

  /// Whether it left an address at which it can be told.
  package var isListening: Bool { address != nil }

  /// Tells it several things at once.
  package func tell(_ notifications: [Notification]) {
    guard let address, !notifications.isEmpty else { return }
    let text = notifications.map(\.assignments).joined(separator: "\n")
    _ = sendDatagram(Array(text.utf8), to: address)
  }

  /// Tells it one thing.
  package func tell(_ notification: Notification) { tell([notification]) }

  private static func watchdog(in environment: [String: String]) -> Duration? {
    // A child has inherited the variables, but is not the one that is watched.
    if let process = environment["WATCHDOG_PID"], pid_t(process) != getpid() { return nil }
    guard let patience = environment["WATCHDOG_USEC"].flatMap(Int64.init), patience > 0 else { return nil }
    return .microseconds(patience)
  }
}
