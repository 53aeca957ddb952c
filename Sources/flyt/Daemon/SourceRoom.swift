import Acquisition
import Definitions
import Foundation
import Ingest
import Logging
import ServiceLifecycle

/// Which sources are looked at, and the looking itself.
///
/// Others only say what they want; ``run(ready:)`` alone starts and ends the polls, one change after the other.
actor SourceRoom {
  private enum Change {
    case wanted
    /// A poll ended with an error that somebody must act on, and must not die unheard.
    case failed(any Error)
  }

  private struct Running {
    let poll: any SourcePoll
    let task: Task<Void, Never>
  }

  private let tools: DaemonTools
  /// So that all sources at one server take turns.
  private let gate = HostGate()
  private let changes: AsyncStream<Change>
  private let change: AsyncStream<Change>.Continuation
  private var configuration: DaemonConfiguration
  private var paused: Set<String> = []
  private var running: [String: Running] = [:]

  init(_ configuration: DaemonConfiguration, with tools: DaemonTools) {
    (self.configuration, self.tools) = (configuration, tools)
    (changes, change) = AsyncStream.makeStream(of: Change.self)
    change.yield(.wanted)
  }

  /// Looks at whatever is wanted, until shutdown.
  ///
  /// `ready` is called once the first look at each source is on its way.
  ///
  /// - Errors: what a poll failed with that somebody must act on.
  func run(ready: @Sendable () async -> Void) async throws {
    var isReady = false
    for await change in changes.cancelOnGracefulShutdown() {
      switch change {
      case .wanted:
        await catchUp()
        if !isReady { await ready() }
        isReady = true
        try await retryWhatWaits()
      case .failed(let error):
        for source in running.values { source.task.cancel() }
        throw error
      }
    }
    for source in running.values { await source.task.value }
  }

  /// Looks at the sources of new settings from now on.
  func use(_ configuration: DaemonConfiguration) {
    self.configuration = configuration
    change.yield(.wanted)
  }

  /// Looks now, at one source or at all.
  func poll(_ name: String?) throws(Failure) -> [Promise] {
    try names(name).map { name in
      guard let source = running[name] else {
        return Promise(of: name, "is paused; 'flyt resume \(name)' lets it be looked at")
      }
      source.poll.bell.ring()
      let now = tools.clock.date
      let opening = source.poll.opening(from: now)
      return opening > now
        ? Promise(
          of: name, "its server is not asked now; it is looked at when its closed hours end", at: opening)
        : Promise(of: name, "is looked at now", at: now)
    }
  }

  /// Looks at a source no more, or at none.
  func pause(_ name: String?) async throws(Failure) -> [Promise] {
    let names = try names(name)
    paused.formUnion(names)
    await tools.board.pause(paused)
    change.yield(.wanted)
    return names.map {
      Promise(
        of: $0, "is paused until 'flyt resume \($0)' or a restart; an extract in hand is finished first",
        at: tools.clock.date)
    }
  }

  /// Looks at a source again, or at all.
  func resume(_ name: String?) async throws(Failure) -> [Promise] {
    let names = try names(name)
    paused.subtract(names)
    await tools.board.pause(paused)
    change.yield(.wanted)
    return names.map { Promise(of: $0, "is looked at again, from now on", at: tools.clock.date) }
  }

  /// The sources that somebody means; all that are switched on where nobody is named.
  private func names(_ name: String?) throws(Failure) -> [String] {
    let sources = configuration.settings.sources
    guard let name else { return sources.filter(\.enabled).map(\.name) }
    let source = try configuration.settings.source(name)
    guard source.enabled else { throw Failure(switchedOff: name) }
    return [name]
  }

  /// Gives what waits in quarantine a second chance, where readers or definitions have changed since, and carries on with
  /// answers whose sources are not watched any more.
  private func retryWhatWaits() async throws {
    let watched = Set(configuration.webSources.map(\.name))
    do throws(BeltError) {
      for outcome in try await tools.store.retryWhatOthersJudged() {
        tools.logger.note(.judgedAgain, "judged again: \(outcome.line)", outcome.fields)
      }
      for outcome in try await tools.store.finishAnswers(ofOthersThan: watched) {
        tools.logger.note(outcome.kind, "carried on: \(outcome.line)", outcome.fields)
      }
    } catch {
      // What passes by itself is no reason to leave the sources alone; the next start tries again.
      guard error.fate == .retry else { throw error }
      tools.logger.warning("what waits in quarantine was not judged again: \(error)")
    }
  }

  /// Ends the polls that are not wanted any more, then starts the new ones.
  private func catchUp() async {
    let polls = polls.filter { !paused.contains($0.name) }
    var next = running.filter { name, source in
      polls.contains { $0.name == name && $0.isSame(as: source.poll) }
    }
    for (name, source) in running where next[name] == nil {
      source.task.cancel()
      await source.task.value
    }
    for poll in polls where next[poll.name] == nil {
      let task = Task { [change] in
        do {
          try await poll.run()
        } catch {
          change.yield(.failed(error))
        }
      }
      next[poll.name] = Running(poll: poll, task: task)
    }
    running = next
  }

  private var polls: [any SourcePoll] {
    configuration.folders.map { FolderPoll($0.name, $0.folder, with: tools) }
      + configuration.webSources.map { name, web in
        WebPoll(WebSource(name, web, of: configuration.dataset(of: web)), gate: gate, with: tools)
      }
  }
}

extension Failure {
  /// Says of a source that nobody looks at it.
  init(switchedOff source: String) {
    self.init(
      .settings, code: "switched-off",
      "source '\(source)' is switched off: set enabled = true in its settings.",
      hint: "flyt sources test \(source)")
  }
}
