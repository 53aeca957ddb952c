import ServiceLifecycle
import Synchronization

/// Wakes whoever waits for the time of its next look.
final class Bell: Sendable {
  private struct State {
    var isRung = false
    var sleep: Task<Void, Never>?
  }

  private let state = Mutex(State())

  /// Wakes who waits, or will wait next.
  func ring() {
    state.withLock { state in
      state.isRung = true
      state.sleep?.cancel()
    }
  }

  /// Waits for an instant, the bell, shutdown or cancellation, whichever is first.
  ///
  /// - Returns: whether somebody rang.
  func wait(until instant: ContinuousClock.Instant, by clock: Timekeeper) async -> Bool {
    await cancelWhenGracefulShutdown { await self.sleep(until: instant, by: clock) }
    return state.withLock { state in
      defer { state = State() }
      return state.isRung
    }
  }

  private func sleep(until instant: ContinuousClock.Instant, by clock: Timekeeper) async {
    let sleep = Task { await clock.sleep(until: instant) }
    state.withLock { state in
      state.sleep = sleep
      if state.isRung { sleep.cancel() }
    }
    await withTaskCancellationHandler {
      await sleep.value
    } onCancel: {
      sleep.cancel()
    }
  }
}
