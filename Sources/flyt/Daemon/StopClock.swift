import Foundation
import ServiceLifecycle
import Synchronization
import Systemd

/// Sees to it that a wish to stop is granted, whatever hangs.
///
/// An extract in hand may wait for a disk, or for somebody who holds the store's pages. What is broken off then begins anew at
/// the next start, as after any crash; what must not be is a daemon that does not end.
final class StopClock: Service {
  /// So long after the wish everything is broken off.
  private static let limit: TimeInterval = 4.5
  /// So long the last status may take.
  private static let farewell: TimeInterval = 0.3

  private typealias End = (status: ExitStatus, ending: StatusBoard.Ending)

  private let tools: DaemonTools
  /// What the process ends with when the time is up; `nil` where it need not end.
  private let end: Mutex<End?>

  /// Ends the process with a status, unless something fails meanwhile.
  init(exit: ExitStatus, tools: DaemonTools) {
    self.tools = tools
    end = Mutex((exit, .inGoodOrder))
  }

  func run() async throws {
    do {
      try await gracefulShutdown()
    } catch {
      // Nobody wished for this end.
      fail(.fault, "something failed, and something else hangs")
    }
    tools.manager.tell(.stopping)
    // A thread of its own: whatever hangs may hold all the others.
    Thread.detachNewThread { [self] in
      Thread.sleep(forTimeInterval: Self.limit)
      guard let end = end.withLock({ $0 }) else { return }
      Task { await tools.board.end(end.ending) }
      Thread.sleep(forTimeInterval: Self.farewell)
      _exit(end.status.rawValue)
    }
  }

  /// From now on ends the process as one that failed.
  func fail(_ status: ExitStatus, _ reason: String) { end.withLock { $0 = (status, .failed(reason)) } }

  /// All that could hang is over, and the process may go on.
  func disarm() { end.withLock { $0 = nil } }
}
