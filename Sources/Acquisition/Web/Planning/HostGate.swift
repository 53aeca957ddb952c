/// Lets one question at a time go to each server, with a gap between them.
///
/// Of several sources at one server none is served twice before another is served once.
package actor HostGate {
  private struct Host {
    var isBusy = false
    /// When the last question was answered, and how long it is to be left alone since.
    var leftAt: ContinuousClock.Instant?
    var gap = Duration.zero
    /// Until when the server wants to be left alone.
    var restsUntil = ContinuousClock.now
    var waiting: [(id: Int, resume: CheckedContinuation<Bool, Never>)] = []

    /// When somebody with a gap of his own may ask.
    func freeAt(for gap: Duration) -> ContinuousClock.Instant {
      max(restsUntil, leftAt.map { $0 + max(self.gap, gap) } ?? restsUntil)
    }
  }

  private var hosts: [String: Host] = [:]
  private var lastID = 0

  /// A gate in front of every server.
  package init() {}

  /// Waits for its turn, then does something that asks a server; `nil` when it was cancelled before.
  package func pass<Result: Sendable>(
    to authority: String, gap: Duration, _ work: @Sendable () async -> Result
  ) async -> Result? {
    guard await enter(authority) else { return nil }
    // Whoever was here before may have been told to rest.
    while let freeAt = hosts[authority]?.freeAt(for: gap), freeAt > .now, !Task.isCancelled {
      try? await Task.sleep(until: freeAt)
    }
    guard !Task.isCancelled else {
      leave(authority)
      return nil
    }
    let result = await work()
    hosts[authority]?.leftAt = .now
    hosts[authority]?.gap = gap
    leave(authority)
    return result
  }

  /// Leaves a server alone for a while, whoever asks next.
  package func rest(at authority: String, for time: Duration) {
    let until = ContinuousClock.now + time
    guard let host = hosts[authority], host.restsUntil < until else { return }
    hosts[authority]?.restsUntil = until
  }

  private func enter(_ authority: String) async -> Bool {
    guard hosts[authority, default: Host()].isBusy else {
      hosts[authority, default: Host()].isBusy = true
      return true
    }
    lastID += 1
    let id = lastID
    return await withTaskCancellationHandler {
      await withCheckedContinuation { resume in
        if Task.isCancelled {
          resume.resume(returning: false)
        } else {
          hosts[authority, default: Host()].waiting.append((id, resume))
        }
      }
    } onCancel: {
      Task { await self.giveUp(id, at: authority) }
    }
  }

  private func giveUp(_ id: Int, at authority: String) {
    guard let index = hosts[authority]?.waiting.firstIndex(where: { $0.id == id }) else { return }
    hosts[authority]?.waiting.remove(at: index).resume.resume(returning: false)
  }

  private func leave(_ authority: String) {
    guard var host = hosts[authority] else { return }
    if host.waiting.isEmpty {
      host.isBusy = false
      hosts[authority] = host
    } else {
      let next = host.waiting.removeFirst()
      hosts[authority] = host
      next.resume.resume(returning: true)
    }
  }
}
