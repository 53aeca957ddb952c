import Acquisition
import Definitions
import Foundation
import Ingest
import Logging
import ReleaseStore
import ServiceLifecycle

/// Which sources are looked at, and the looking itself.
///
/// Others only say what they want; ``run(ready:)`` alone starts and ends the polls, one change after the other.
actor SourceRoom {
  private enum Change {
    case wanted
    /// A poll ended, as it should or with an error that somebody must act on: it must not die unheard.
    case ended(String, (any Error)?)
    /// Something else failed.
    case failed(any Error)
  }

  private struct Running {
    let poll: any SourcePoll
    /// Gives what it failed with.
    let task: Task<(any Error)?, Never>
  }

  private let tools: DaemonTools
  /// So that all sources at one server take turns.
  private let gate = HostGate()
  private let changes: AsyncStream<Change>
  private let change: AsyncStream<Change>.Continuation
  private var configuration: DaemonConfiguration
  private var paused: Set<String> = []
  private var running: [String: Running] = [:]
  /// The folders' rooms outlive their polls: they know which file system was meant, and what has been told.
  private var rooms: [String: (path: String, room: FolderRoom)] = [:]
  private var judging: Task<Void, Never>?
  /// Whether what waits in quarantine may be judged otherwise now.
  private var mustJudgeAgain = true
  /// Whether the first look at each source is on its way.
  private(set) var isReady = false

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
    for await change in changes.cancelOnGracefulShutdown() {
      switch change {
      case .wanted:
        catchUp()
        if !isReady { await ready() }
        isReady = true
        if mustJudgeAgain { judgeAgain() }
      case .ended(let name, let failure):
        running[name] = nil
        if let failure { try fail(failure) }
        // Its successor may be waiting.
        catchUp()
      case .failed(let failure):
        try fail(failure)
      }
    }
    // Whoever is cancelled waits for nobody who was not told.
    if Task.isCancelled { for source in running.values { source.task.cancel() } }
    // An error that comes only now counts as much as one that came before.
    var failure: (any Error)?
    for source in running.values { failure = await source.task.value ?? failure }
    await judging?.value
    if let failure { throw failure }
  }

  private func fail(_ failure: any Error) throws {
    for source in running.values { source.task.cancel() }
    judging?.cancel()
    throw failure
  }

  /// Looks at the sources of new settings from now on.
  func use(_ configuration: DaemonConfiguration) {
    self.configuration = configuration
    paused.formIntersection(configuration.settings.sources.filter(\.enabled).map(\.name))
    mustJudgeAgain = true
    change.yield(.wanted)
  }

  /// Looks now, at one source or at all.
  func poll(_ name: String?) throws(Failure) -> [Promise] {
    try names(name).map { name in
      if paused.contains(name) {
        return Promise(of: name, "is paused; 'flyt resume \(name)' lets it be looked at")
      }
      if let shortage = tools.store.reserve.shortage {
        return Promise(
          of: name, "is not looked at: \(DiskReserve.words(shortage, on: tools.store.reader.path))")
      }
      let now = tools.clock.date
      guard let source = running[name], !source.task.isCancelled else {
        return Promise(of: name, "is looked at as soon as it is started", at: now)
      }
      source.poll.bell.ring()
      let opening = source.poll.opening(from: now)
      return opening > now
        ? Promise(
          of: name, "is not asked in its closed hours, and looked at when they end", at: opening)
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
  ///
  /// Beside everything else, one item after the other: the belt does other things in between, and a wish to stop is heard.
  private func judgeAgain() {
    mustJudgeAgain = false
    let (earlier, watched) = (judging, Set(configuration.webSources.map(\.name)))
    judging = Task { [tools, change] in
      await earlier?.value
      do throws(BeltError) {
        for item in try await tools.store.itemsOthersJudged() {
          if Task.isShuttingDownGracefully || Task.isCancelled { return }
          let outcomes = try await tools.store.judgeAgain(item)
          for outcome in outcomes {
            tools.logger.note(.judgedAgain, "judged again: \(outcome.line)", outcome.fields)
          }
          await tools.board.note(outcomes)
        }
        let carried = try await tools.store.finishAnswers(ofOthersThan: watched)
        for outcome in carried {
          tools.logger.note(outcome.kind, "carried on: \(outcome.line)", outcome.fields)
        }
        await tools.board.note(carried)
      } catch {
        // What passes by itself is no reason to stop; the next start tries again.
        guard error.fate == .retry else {
          change.yield(.failed(error))
          return
        }
        tools.logger.warning("what waits in quarantine was not judged again: \(error)")
      }
    }
  }

  /// Ends the polls that are not wanted any more, and starts those that are and can.
  ///
  /// One whose predecessor still has an extract in hand comes when that has ended. Waits for nobody: one source may hang.
  private func catchUp() {
    let polls = polls.filter { !paused.contains($0.name) }
    for (name, source) in running
    where !polls.contains(where: { $0.name == name && $0.isSame(as: source.poll) }) {
      source.task.cancel()
    }
    for poll in polls where running[poll.name] == nil { start(poll) }
  }

  private func start(_ poll: any SourcePoll) {
    let task = Task<(any Error)?, Never> { [change] in
      var failure: (any Error)?
      do { try await poll.run() } catch { failure = error }
      change.yield(.ended(poll.name, failure))
      return failure
    }
    running[poll.name] = Running(poll: poll, task: task)
  }

  private func room(for folder: WatchFolder) -> FolderRoom {
    if let known = rooms[folder.name], known.path == folder.path { return known.room }
    let room = FolderRoom(folder, store: tools.store) { [clock = tools.clock] in clock.date }
    rooms[folder.name] = (folder.path, room)
    return room
  }

  private var polls: [any SourcePoll] {
    configuration.folders.map { name, folder in
      FolderPoll(name, folder, in: room(for: WatchFolder(name, folder)), with: tools)
    }
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
