import Foundation
import ServiceLifecycle
import Systemd

/// Sees to it that a wish to stop is granted, whatever hangs.
///
/// An extract in hand may wait for a disk, or for somebody who holds the store's pages. What is broken off then begins anew at
/// the next start, as after any crash; what must not be is a daemon that does not end.
struct StopClock: Service {
  /// So long after the wish everything is broken off.
  private static let limit: TimeInterval = 4.5
  /// So long the last status may take.
  private static let farewell: TimeInterval = 0.3

  /// What it ends with then.
  let exit: ExitStatus
  let tools: DaemonTools

  func run() async throws {
    try? await gracefulShutdown()
    tools.manager.tell(.stopping)
    // A thread of its own: whatever hangs may hold all the others.
    Thread.detachNewThread { [exit, tools] in
      Thread.sleep(forTimeInterval: Self.limit)
      Task { await tools.board.end(.inGoodOrder) }
      Thread.sleep(forTimeInterval: Self.farewell)
      _exit(exit.rawValue)
    }
  }
}
