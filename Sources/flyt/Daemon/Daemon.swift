import ControlSocket
import Definitions
import Foundation
import Ingest
import Logging
import ReleaseStore
import ServiceLifecycle
import Synchronization
import Systemd
import UnixSignals

/// The parts of the daemon, and how they live and end together.
struct Daemon {
  /// How long the extract in hand may take after a wish to stop.
  private static let patience = Duration.seconds(4)

  /// What it is started for.
  enum Occasion: Equatable {
    case run
    /// One look at everything, by a timer perhaps.
    case once
    /// Somebody looks by hand, with a command that holds the store meanwhile; nothing is said of a daemon.
    case byHand(String)
  }

  private let options: SharedOptions
  private let occasion: Occasion
  private let configuration: DaemonConfiguration
  private let tools: DaemonTools

  /// Reads the settings and opens the store; nothing is watched yet.
  init(_ options: SharedOptions, for occasion: Occasion) async throws {
    (self.options, self.occasion) = (options, occasion)
    configuration = try DaemonConfiguration(options)
    let environment = ProcessInfo.processInfo.environment
    let clock = Timekeeper(environment: environment)
    var logger = configuration.logger
    // Of one look, the command itself reports everything.
    if occasion != .run { logger.logLevel = .error }
    let path = configuration.settings.store.value
    let writer = try ReleaseStore(opening: path, holder: occasion.holder) { clock.date }
    let reader = try ReleaseReader(reading: path)
    let store = StoreRoom(writer, reader: reader, configuration)
    let manager = ServiceManager(environment: occasion == .run ? environment : [:])
    let board = StatusBoard(
      configuration, reader: reader, reserve: store.reserve, isDaemon: !occasion.isByHand, clock: clock,
      manager: manager, logger: logger)
    await board.use(configuration)
    tools = DaemonTools(store: store, board: board, clock: clock, manager: manager, logger: logger)
  }

  /// Watches every source until a signal or somebody over the socket says to stop.
  func run() async throws {
    tools.logger.note(
      .started, "flyt \(Flyt.version) starts; store \(configuration.settings.store.value)",
      [.version: Flyt.version, .pid: "\(ProcessInfo.processInfo.processIdentifier)"])
    let sources = SourceRoom(configuration, with: tools)
    let reload = Reload(options, running: configuration, sources: sources, with: tools)
    let control = ControlServer(
      at: configuration.settings.socket.value,
      desk: ControlRoom(sources: sources, reload: reload, tools: tools))
    let pinger = configuration.pinger(with: tools)
    // They end in the opposite order: who steers and tells goes last.
    let services: [any Service] =
      [Heartbeat(tools: tools), Watchdog(tools: tools), ControlService(server: control, tools: tools)]
      + [pinger].compactMap(\.self)
      + [HangUps(reload: reload), Looking(sources: sources, tools: tools)]
    do {
      try await live(services)
    } catch {
      await pinger?.fail(Failure(error).message)
      throw error
    }
  }

  /// Looks at every source once, or at one of them.
  ///
  /// - Returns: what was decided, and what kept a source from being looked at or a file from being taken.
  func runOnce(only source: String? = nil) async throws -> (outcomes: [Outcome], failures: [Failure]) {
    let looks = Looks(configuration, only: source, with: tools)
    let pinger = occasion.isByHand ? nil : configuration.pinger(with: tools)
    await pinger?.begin()
    do {
      try await live([looks])
    } catch {
      await pinger?.fail(Failure(error).message)
      throw error
    }
    let results = looks.results.withLock { $0 }
    let reasons = results.failures.map(\.message)
    if reasons.isEmpty {
      await pinger?.succeed(results.outcomes.map(\.line))
    } else {
      await pinger?.fail(reasons.joined(separator: "\n"))
    }
    return results
  }

  private func live(_ services: [any Service]) async throws {
    let stopClock = StopClock(exit: occasion == .run ? .done : .interrupted, tools: tools)
    let services = services + [stopClock]
    var group = ServiceGroupConfiguration(
      services: services.map { .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup) },
      gracefulShutdownSignals: [.sigterm, .sigint], logger: tools.logger)
    group.maximumGracefulShutdownDuration = Self.patience
    let result: Result<Void, any Error>
    do {
      result = .success(try await ServiceGroup(configuration: group).run())
    } catch {
      result = .failure(error)
    }
    switch result {
    case .success: await tools.board.end(.inGoodOrder)
    case .failure(let error):
      let failure = Failure(error)
      stopClock.fail(failure.status, failure.message)
      await tools.board.end(.failed(failure.message))
    }
    await tools.store.close()
    if occasion != .run { stopClock.disarm() }
    if occasion == .run, case .success = result { tools.logger.note(.stopped, "stopped in good order") }
    try result.get()
  }
}

extension Daemon.Occasion {
  /// What others are told of who holds the store.
  fileprivate var holder: String {
    if case .byHand(let command) = self { command } else { "flyt run" }
  }

  fileprivate var isByHand: Bool { self != .run && self != .once }
}

/// The looking at all sources, as a service.
private struct Looking: Service {
  let sources: SourceRoom
  let tools: DaemonTools

  func run() async throws {
    try await sources.run {
      await tools.board.write()
      tools.manager.tell([.ready, .status(await tools.board.summary)])
      tools.logger.note(.ready, "every source is being looked at")
    }
    tools.logger.note(.stopping, "the extracts in hand are done; stopping")
  }
}

extension DaemonConfiguration {
  /// What writes the log as the settings want it.
  var logger: Logger {
    let target = LogTarget(rawValue: settings.logFormat.value.rawValue) ?? .auto
    return target.logger(from: Logger.Level(rawValue: settings.logLevel.value.rawValue) ?? .info)
  }

  /// Who gives signs of life, where somebody waits for them.
  func pinger(with tools: DaemonTools) -> Pinger? {
    settings.ping.map { Pinger(place: $0.value, every: settings.pingEvery.value, tools: tools) }
  }
}
