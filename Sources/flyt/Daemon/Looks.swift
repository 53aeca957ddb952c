import Acquisition
import Ingest
import ReleaseStore
import ServiceLifecycle
import Synchronization

/// One look at every source, as a service so that signals end it in good order.
final class Looks: Service {
  let results = Mutex<(outcomes: [Outcome], failures: [Failure])>(([], []))
  private let configuration: DaemonConfiguration
  private let source: String?
  private let tools: DaemonTools

  init(_ configuration: DaemonConfiguration, only source: String?, with tools: DaemonTools) {
    (self.configuration, self.source, self.tools) = (configuration, source, tools)
  }

  func run() async throws {
    if let failure = tools.store.reserve.failure(on: tools.store.reader.path) {
      return results.withLock { $0.failures.append(failure) }
    }
    // What is refused once more was reported when it came.
    do throws(BeltError) {
      let mended = try await tools.store.retryWhatOthersJudged().filter(\.isSettled)
      let watched = Set(configuration.webSources.map(\.name))
      let carried = try await tools.store.finishAnswers(ofOthersThan: watched)
      results.withLock { $0.outcomes += mended + carried }
    } catch {
      guard error.fate == .retry else { throw error }
      results.withLock { $0.failures.append(Failure(error)) }
    }
    for (name, folder) in configuration.folders where isWanted(name) {
      let room = FolderRoom(WatchFolder(name, folder), store: tools.store) { [clock = tools.clock] in
        clock.date
      }
      add(try await FolderPoll(name, folder, in: room, with: tools).runOnce())
    }
    let gate = HostGate()
    for (name, web) in configuration.webSources where isWanted(name) {
      let source = WebSource(name, web, of: configuration.dataset(of: web))
      add(try await WebPoll(source, gate: gate, with: tools).runOnce())
    }
    noteInterruption()
  }

  private func noteInterruption() {
    guard Task.isShuttingDownGracefully || Task.isCancelled else { return }
    let failure = Failure(
      .interrupted, code: "interrupted", "interrupted; what was not looked at, or not taken, is where it was."
    )
    results.withLock { $0.failures.append(failure) }
  }

  private func isWanted(_ name: String) -> Bool { source == nil || source == name }

  private func add(_ result: (outcomes: [Outcome], failures: [Failure])) {
    results.withLock { results in
      results.outcomes += result.outcomes
      results.failures += result.failures
    }
  }
}
