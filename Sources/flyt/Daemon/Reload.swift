import Ingest
import Logging
import ServiceLifecycle
import Systemd
import UnixSignals

/// Reads settings and definitions anew while the daemon runs; bad ones leave the old in force.
actor Reload {
  /// What a reload came to.
  struct Report: Sendable {
    /// What differs from the running daemon and only a restart takes over.
    let waiting: [String]
  }

  private let options: SharedOptions
  private let running: DaemonConfiguration
  private let tools: DaemonTools
  private let sources: SourceRoom
  private var last: Task<Result<Report, Failure>, Never>?

  init(_ options: SharedOptions, running: DaemonConfiguration, sources: SourceRoom, with tools: DaemonTools) {
    (self.options, self.running, self.sources, self.tools) = (options, running, sources, tools)
  }

  /// Reads everything anew, one reload after the other.
  ///
  /// - Errors: what is wrong with the new settings.
  func reload() async throws(Failure) -> Report {
    let earlier = last
    let task = Task {
      _ = await earlier?.value
      return await self.read()
    }
    last = task
    return try await task.value.get()
  }

  private func read() async -> Result<Report, Failure> {
    // Of a daemon that is only just starting, readiness is told by who knows of it.
    let isReady = await sources.isReady
    if isReady { tools.manager.tell(.reloading) }
    let result: Result<Report, Failure>
    do {
      let new = try DaemonConfiguration(options)
      await tools.store.use(new)
      await tools.board.use(new)
      let waiting = new.keysNeedingRestart(from: running)
      await tools.board.noteRestartNeeded(waiting)
      await sources.use(new)
      await tools.board.write()
      tools.logger.note(.settingsReloaded, "settings and definitions read anew")
      if !waiting.isEmpty {
        tools.logger.note(.restartNeeded, "\(waiting.joined(separator: ", ")): a restart takes it over")
      }
      result = .success(Report(waiting: waiting))
    } catch {
      let failure = Failure(error)
      tools.logger.note(.settingsRefused, "settings not read anew; the old ones stay: \(failure.message)")
      await tools.board.noteFailedReload(failure.message)
      result = .failure(failure)
    }
    if isReady { tools.manager.tell([.ready, .status(await tools.board.summary)]) }
    return result
  }
}

/// Reads the settings anew at a hang-up signal.
struct HangUps: Service {
  let reload: Reload

  func run() async throws {
    let hangUps = await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown()
    if EarlySignals.sawHangUp { _ = try? await reload.reload() }
    for await _ in hangUps {
      // What is wrong stands in the status and the log.
      _ = try? await reload.reload()
    }
  }
}
