import Definitions
import Ingest
import Logging
import ServiceLifecycle
import UnixSignals

/// Writes the status file at each heartbeat, and last when the daemon stops.
struct Heartbeat: Service {
  let board: StatusBoard
  let every: Duration

  func run() async throws {
    await board.write()
    while !Task.isShuttingDownGracefully, !Task.isCancelled {
      try? await cancelWhenGracefulShutdown { try await Task.sleep(for: every) }
      await board.write()
    }
  }
}

/// Polls every watch folder, and others after a reload.
struct Sources: Service {
  /// The configuration at the start, and then each new one.
  let configurations: AsyncStream<DaemonConfiguration>
  let store: StoreRoom
  let board: StatusBoard
  let logger: Logger

  private struct Running {
    let settings: FolderSettings
    let poll: Task<Void, any Error>
  }

  func run() async throws {
    var running: [String: Running] = [:]
    for await configuration in configurations.cancelOnGracefulShutdown() {
      running = try await change(running, to: configuration)
    }
    for source in running.values { try await source.poll.value }
  }

  /// Ends the polls that are not wanted any more, then starts the new ones.
  private func change(
    _ running: [String: Running], to configuration: DaemonConfiguration
  ) async throws -> [String: Running] {
    var next: [String: Running] = [:]
    for (name, folder) in configuration.folders {
      if let source = running[name], source.settings == folder { next[name] = source }
    }
    for (name, source) in running where next[name] == nil {
      source.poll.cancel()
      try await source.poll.value
    }
    for (name, folder) in configuration.folders where next[name] == nil {
      let poll = FolderPoll(name, folder, store: store, board: board, logger: logger)
      next[name] = Running(settings: folder, poll: Task { try await poll.run() })
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
  let changes: AsyncStream<DaemonConfiguration>.Continuation
  let logger: Logger

  func run() async throws {
    for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
      do {
        let new = try DaemonConfiguration(options)
        await store.use(Judge(new.datasets))
        await board.use(new)
        await board.noteRestartNeeded(new.keysNeedingRestart(from: running))
        changes.yield(new)
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
