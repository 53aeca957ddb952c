import Dispatch
import Glibc
import Synchronization

/// A child's life as seen by the thread that waits for it.
///
/// The library that starts children needs a thread of Swift's pool before its
/// call returns, and there may be none while readers wait. So the end is looked
/// for here, and the library reaps the child when it is told of that.
final class Life: Sendable {
  private typealias Begun = (number: pid_t, reap: CheckedContinuation<Void, Never>)

  private let begun = Mutex<Result<Begun, any Error>?>(nil)
  private let isBegun = DispatchSemaphore(value: 0)

  /// Says that the child runs, and who is to be resumed for it to be reaped.
  func begins(as number: pid_t, _ reap: CheckedContinuation<Void, Never>) {
    begun.withLock { $0 = .success((number, reap)) }
    isBegun.signal()
  }

  /// Says that there is no child.
  func failsToBegin(_ error: any Error) {
    begun.withLock { $0 = $0 ?? .failure(error) }
    isBegun.signal()
  }

  /// Waits for the end, and brings it about for the whole group when the time is over.
  func waitForEnd(within time: Duration) throws -> Child.Ending {
    isBegun.wait()
    guard let child = try begun.withLock({ try $0?.get() }) else { return .outOfTime }
    defer { child.reap.resume() }
    let deadline = ContinuousClock.now + time
    var isKilled = false
    while true {
      if let ending = ending(of: child.number) { return isKilled ? .outOfTime : ending }
      if !isKilled, ContinuousClock.now > deadline {
        kill(-child.number, SIGKILL)
        isKilled = true
      }
      usleep(Self.pause)
    }
  }

  /// In microseconds; short beside the twentieth of a second that a small file takes.
  private static let pause: useconds_t = 2000

  /// How a child has ended, leaving it to be reaped; `nil` while it runs.
  private func ending(of number: pid_t) -> Child.Ending? {
    var found = siginfo_t()
    let result = waitid(P_PID, id_t(number), &found, WEXITED | WNOHANG | WNOWAIT)
    guard result == 0 else { return errno == EINTR ? nil : .outOfTime }
    let child = found._sifields._sigchld
    guard child.si_pid != 0 else { return nil }
    let isExit = found.si_code == CLD_EXITED
    return isExit ? .exited(Int(child.si_status)) : .killed(signal: Int(child.si_status))
  }
}
