import Glibc
import Synchronization

/// Writes lines to a descriptor, each whole and none into another.
struct LineOutput: Sendable {
  let descriptor: CInt

  /// Where a program complains.
  static let standardError = LineOutput(descriptor: STDERR_FILENO)

  /// Writes a line and its end, in one call where the system lets it.
  ///
  /// A reader that has gone misses it, and on a descriptor that does not wait also one that sleeps.
  func write(_ line: String) {
    let bytes = Array("\(line)\n".utf8)
    turn.withLock { _ in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        if count >= 0 {
          rest = rest.dropFirst(count)
        } else if errno != EINTR {
          guard errno == EAGAIN, isReady() else { return }
        }
      }
    }
  }

  /// Waits for a descriptor that does not wait by itself.
  private func isReady() -> Bool {
    var question = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    return poll(&question, 1, 1000) > 0
  }
}

/// Long lines take several calls.
private let turn = Mutex(())
