import Acquisition
import Definitions
import Foundation
import Ingest
import Logging
import ReleaseStore
import ServiceLifecycle
import Synchronization
import UnixSignals

/// The parts of the daemon, and how they live and end together.
struct Daemon {
  /// How long the extract in hand may take after a wish to stop.
  private static let patience = Duration.seconds(4)

  private let options: SharedOptions
  private let configuration: DaemonConfiguration
  private let store: StoreRoom
  private let board: StatusBoard
  private let logger: Logger

  /// Reads the settings and opens the store; nothing is watched yet.
  ///
  /// By hand, it writes no status.
  init(_ options: SharedOptions, byHand command: String? = nil, logger: Logger) async throws {
    (self.options, self.logger) = (options, logger)
    configuration = try DaemonConfiguration(options)
    let path = configuration.settings.store.value
    let writer = try ReleaseStore(opening: path, holder: command ?? "flyt run", now: Date.init)
    let reader = try ReleaseReader(reading: path)
    let judge = Judge(configuration.datasets, companions: configuration.companions)
    store = StoreRoom(writer, reader: reader, judge: judge)
    board = StatusBoard(configuration, reader: reader, isDaemon: command == nil, logger: logger)
    await board.use(configuration)
  }

  /// Watches every source until a signal says to stop.
  func run() async throws {
    let (events, raise) = AsyncStream.makeStream(of: SourceEvent.self)
    raise.yield(.configured(configuration))
    try await live([
      Heartbeat(board: board),
      Reload(
        options: options, running: configuration, store: store, board: board, raise: raise, logger: logger),
      Sources(events: events, raise: raise, store: store, board: board, logger: logger),
    ])
  }

  /// Looks at every source once, or at one of them.
  ///
  /// - Returns: what was decided, and what kept a source from being looked at or a file from being taken.
  func runOnce(only source: String? = nil) async throws -> (outcomes: [Outcome], failures: [Failure]) {
    let looks = Looks(daemon: self, only: source)
    try await live([looks])
    return looks.results.withLock { $0 }
  }

  private func live(_ services: [any Service]) async throws {
    var group = ServiceGroupConfiguration(
      services: services.map { .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup) },
      gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    group.maximumGracefulShutdownDuration = Self.patience
    let result: Result<Void, any Error>
    do {
      result = .success(try await ServiceGroup(configuration: group).run())
    } catch {
      result = .failure(error)
    }
    await board.write(isStopping: true)
    await store.close()
    try result.get()
  }

  /// One look at every source, as a service so that signals end it in good order.
  private final class Looks: Service {
    let results = Mutex<(outcomes: [Outcome], failures: [Failure])>(([], []))
    private let daemon: Daemon
    private let source: String?

    init(daemon: Daemon, only source: String?) { (self.daemon, self.source) = (daemon, source) }

    func run() async throws {
      // What is refused once more was reported when it came.
      do throws(BeltError) {
        let mended = try await daemon.store.retryWhatOthersJudged().filter(\.isSettled)
        let watched = Set(daemon.configuration.webSources.map(\.name))
        let carried = try await daemon.store.finishAnswers(ofOthersThan: watched)
        results.withLock { $0.outcomes += mended + carried }
      } catch {
        guard error.fate == .retry else { throw error }
        results.withLock { $0.failures.append(Failure(error)) }
      }
      for (name, folder) in daemon.configuration.folders where isWanted(name) {
        let poll = FolderPoll(
          name, folder, store: daemon.store, board: daemon.board, logger: daemon.logger)
        add(try await poll.runOnce())
      }
      let gate = HostGate()
      for (name, web) in daemon.configuration.webSources where isWanted(name) {
        let source = WebSource(name, web, of: daemon.configuration.dataset(of: web))
        let poll = WebPoll(
          source, gate: gate, store: daemon.store, board: daemon.board, logger: daemon.logger)
        add(try await poll.runOnce())
      }
    }

    private func isWanted(_ name: String) -> Bool { source == nil || source == name }

    private func add(_ result: (outcomes: [Outcome], failures: [Failure])) {
      results.withLock { results in
        results.outcomes += result.outcomes
        results.failures += result.failures
      }
    }
  }
}
