import Dispatch
import Foundation

/// Ctrl-C as a wish to stop after the work in hand, and not in the middle of it.
struct Interruption {
  private let source: any DispatchSourceSignal

  /// From now on Ctrl-C no longer ends the process by itself.
  init() {
    signal(SIGINT, SIG_IGN)
    source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.resume()
  }

  /// Whether somebody has pressed Ctrl-C.
  var wasWanted: Bool { source.data > 0 }
}
