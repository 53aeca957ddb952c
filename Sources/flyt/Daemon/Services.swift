import Acquisition
import Definitions
import Ingest
import Logging
import ServiceLifecycle
import UnixSignals

/// Writes the status file at each heartbeat.
struct Heartbeat: Service {
  let board: StatusBoard

  func run() async throws {
    while !Task.isShuttingDownGracefully, !Task.isCancelled {
      await board.write()
      let every = await board.every
      // Cancelled by shutdown: the loop's condition sees why.
      try? await cancelWhenGracefulShutdown { try await Task.sleep(for: every) }
    }
  }
}

/// What the polling of sources reacts to.
enum SourceEvent: Sendable {
  /// The configuration at the start, and then each new one.
  case configured(DaemonConfiguration)
  /// A poll ended with an error that somebody must act on.
  case failed(any Error)
}

/// Polls every source, and others after a reload.
struct Sources: Service {
  let events: AsyncStream<SourceEvent>
  /// Where a poll says that it failed, so that it can't die unheard.
  let raise: AsyncStream<SourceEvent>.Continuation
  let store: StoreRoom
  let board: StatusBoard
  let logger: Logger

  /// So that all sources at one server take turns.
  private let gate = HostGate()

  private struct Running {
    let poll: any SourcePoll
    let task: Task<Void, Never>
  }

  init(
    events: AsyncStream<SourceEvent>, raise: AsyncStream<SourceEvent>.Continuation, store: StoreRoom,
    board: StatusBoard, logger: Logger
  ) {
    (self.events, self.raise, self.store) = (events, raise, store)
    (self.board, self.logger) = (board, logger)
  }

  func run() async throws {
    var running: [String: Running] = [:]
    for await event in events.cancelOnGracefulShutdown() {
      switch event {
      case .configured(let configuration):
        try await retry(watched: Set(configuration.webSources.map(\.name)))
        running = await change(running, to: configuration)
      case .failed(let error):
        for source in running.values { source.task.cancel() }
        throw error
      }
    }
    for source in running.values { await source.task.value }
  }

  /// Gives what waits in quarantine a second chance, where readers or definitions have changed since, and carries on with
  /// answers whose sources are not watched any more.
  private func retry(watched: Set<String>) async throws {
    do throws(BeltError) {
      for outcome in try await store.retryWhatOthersJudged() {
        logger.notice("judged again", metadata: ["outcome": "\(outcome.line)"])
      }
      for outcome in try await store.finishAnswers(ofOthersThan: watched) {
        logger.notice("carried on", metadata: ["outcome": "\(outcome.line)"])
      }
    } catch {
      // What passes by itself is no reason to leave the sources alone; the next start tries again.
      guard error.fate == .retry else { throw error }
      logger.warning("what waits in quarantine was not judged again", metadata: ["reason": "\(error)"])
    }
  }

  /// Ends the polls that are not wanted any more, then starts the new ones.
  private func change(_ running: [String: Running], to configuration: DaemonConfiguration) async -> [String:
    Running]
  {
    let polls = polls(of: configuration)
    var next = running.filter { name, source in
      polls.contains { $0.name == name && $0.isSame(as: source.poll) }
    }
    for (name, source) in running where next[name] == nil {
      source.task.cancel()
      await source.task.value
    }
    for poll in polls where next[poll.name] == nil {
      let task = Task {
        do {
          try await poll.run()
        } catch {
          raise.yield(.failed(error))
        }
      }
      next[poll.name] = Running(poll: poll, task: task)
    }
    return next
  }

  private func polls(of configuration: DaemonConfiguration) -> [any SourcePoll] {
    configuration.folders.map { name, folder in
      FolderPoll(name, folder, store: store, board: board, logger: logger)
    }
      + configuration.webSources.map { name, web in
        let source = WebSource(name, web, of: configuration.dataset(of: web))
        return WebPoll(source, gate: gate, store: store, board: board, logger: logger)
      }
  }
}

/// Looks at one source for as long as it is wanted.
protocol SourcePoll: Sendable {
  /// The source's name in the settings.
  var name: String { get }
  /// Whether another poll would do the same, so that it may go on.
  func isSame(as other: any SourcePoll) -> Bool
  /// Looks until shutdown or cancellation.
  ///
  /// - Errors: what somebody must act on.
  func run() async throws
}

/// Reads the settings anew at a hang-up signal; bad ones leave the old in force.
struct Reload: Service {
  let options: SharedOptions
  let running: DaemonConfiguration
  let store: StoreRoom
  let board: StatusBoard
  let raise: AsyncStream<SourceEvent>.Continuation
  let logger: Logger

  func run() async throws {
    for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
      do {
        let new = try DaemonConfiguration(options)
        await store.use(Judge(new.datasets, companions: new.companions))
        await board.use(new)
        await board.noteRestartNeeded(new.keysNeedingRestart(from: running))
        raise.yield(.configured(new))
        await board.write()
        logger.notice("settings read anew")
      } catch {
        let failure = Failure(error)
        logger.error("settings not read anew; the old ones stay", metadata: ["reason": "\(failure.message)"])
        await board.noteFailedReload(failure.message)
      }
    }
  }
}
