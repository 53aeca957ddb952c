import Foundation
import Synchronization

/// Signals between the program's first step and the moment at which the daemon listens for them itself.
enum EarlySignals {
  private static let hangUps = Atomic(0)

  /// A hang-up must not end a daemon that is only just starting, nor be lost: it may have read its settings already.
  static func catchForDaemon(isOneLook: Bool) {
    // Made now, since a signal's handler must not be the first to need it.
    hangUps.store(0, ordering: .relaxed)
    signal(SIGHUP) { _ in EarlySignals.hangUps.add(1, ordering: .relaxed) }
    // Nothing is in hand yet that would have to be finished; a look that was not taken was interrupted, though.
    if isOneLook {
      signal(SIGTERM) { _ in _exit(130) }
    } else {
      signal(SIGTERM) { _ in _exit(0) }
    }
  }

  /// Whether somebody hung up before anybody listened.
  static var sawHangUp: Bool { hangUps.load(ordering: .relaxed) > 0 }
}
