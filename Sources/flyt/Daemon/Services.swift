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

/// Polls every watch folder, and others after a reload.
struct Sources: Service {
  let events: AsyncStream<SourceEvent>
  /// Where a poll says that it failed, so that it can't die unheard.
  let raise: AsyncStream<SourceEvent>.Continuation
  let store: StoreRoom
  let board: StatusBoard
  let logger: Logger

  private struct Running {
    let settings: FolderSettings
    let poll: Task<Void, Never>
  }

  func run() async throws {
    var running: [String: Running] = [:]
    for await event in events.cancelOnGracefulShutdown() {
      switch event {
      case .configured(let configuration):
        try await retry()
        running = await change(running, to: configuration)
      case .failed(let error):
        for source in running.values { source.poll.cancel() }
        throw error
      }
    }
    for source in running.values { await source.poll.value }
  }

  /// Gives what waits in quarantine a second chance, where readers or definitions have changed since.
  private func retry() async throws {
    do throws(BeltError) {
      for outcome in try await store.retryWhatOthersJudged() {
        logger.notice("judged again", metadata: ["outcome": "\(outcome.line)"])
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
    var next: [String: Running] = [:]
    for (name, folder) in configuration.folders {
      if let source = running[name], source.settings == folder { next[name] = source }
    }
    for (name, source) in running where next[name] == nil {
      source.poll.cancel()
      await source.poll.value
    }
    for (name, folder) in configuration.folders where next[name] == nil {
      let poll = FolderPoll(name, folder, store: store, board: board, logger: logger)
      let task = Task {
        do {
          try await poll.run()
        } catch {
          raise.yield(.failed(error))
        }
      }
      next[name] = Running(settings: folder, poll: task)
    }
    return next
  }
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
