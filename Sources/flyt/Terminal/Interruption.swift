import Dispatch
import Foundation
import Synchronization

/// Ctrl-C as a wish to stop after the extract in hand; a second one ends the program at once.
///
/// Both are safe: what was not finished begins anew the next time.
struct Interruption {
  private let presses = Presses()
  private let source: any DispatchSourceSignal

  /// From now on Ctrl-C no longer ends the process by itself.
  init() {
    signal(SIGINT, SIG_IGN)
    source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler { [presses] in presses.add() }
    source.resume()
  }

  /// Whether somebody has pressed Ctrl-C.
  var wasWanted: Bool { presses.count.load(ordering: .relaxed) > 0 }

  private final class Presses: Sendable {
    let count = Atomic(0)

    func add() {
      guard count.add(1, ordering: .relaxed).newValue > 1 else {
        return Output.note("flyt: stopping after the extract in hand; press Ctrl-C again to stop at once")
      }
      exit(ExitStatus.interrupted.rawValue)
    }
  }
}
