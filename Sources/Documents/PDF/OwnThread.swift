import Dispatch
import Foundation
import Synchronization

/// A thread on which asynchronous work goes on while a caller waits for it.
///
/// Readers are synchronous and may be called from every thread of Swift's pool
/// at once. If the work needed one of those threads to end, none would be left
/// for it, and all would wait for ever.
final class OwnThread: TaskExecutor {
  /// Starts and ends children; never more than that, so one serves all readers.
  static let forChildren = OwnThread(named: "flyt children")

  private let jobs = Mutex<[UnownedJob]>([])
  private let arrived = DispatchSemaphore(value: 0)

  private init(named name: String) {
    // It lives as long as the program: its one owner is a constant.
    let thread = Thread { [self] in
      while true {
        arrived.wait()
        let job = jobs.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        job?.runSynchronously(on: asUnownedTaskExecutor())
      }
    }
    thread.name = name
    thread.start()
  }

  /// Takes the next job of a task that prefers this thread.
  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    jobs.withLock { $0.append(job) }
    arrived.signal()
  }
}
