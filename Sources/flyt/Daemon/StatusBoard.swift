import Answers
import Definitions
import Extracts
import FlowTables
import Foundation
import Ingest
import Logging
import ReleaseStore
import StatusFile

/// What the daemon knows of itself, and the file that tells others.
actor StatusBoard {
  /// A status counts as true for so many heartbeats.
  private static let beatsOfGrace = 3
  /// A source without a good look for so long is blind.
  private static let blindAfter: TimeInterval = 86_400

  private let thread = BlockingThread("status")
  private let path: String
  private let startedAt: Date
  private let reader: ReleaseReader
  private let logger: Logger
  /// The time between two heartbeats.
  private(set) var every: Duration
  private var settingsSha256 = ""
  private var datasets: [Dataset] = []
  private var sources: [Status.Source] = []
  private var problems = ProblemList()
  private var lastAccepted: Status.Filed?
  private var lastRefused: Status.Filed?

  nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  init(_ configuration: DaemonConfiguration, reader: ReleaseReader, logger: Logger) {
    path = configuration.settings.status.value
    every = configuration.settings.statusEvery.value
    (self.reader, self.logger, startedAt) = (reader, logger, Date())
  }

  /// Takes over new settings and definitions.
  func use(_ configuration: DaemonConfiguration) {
    every = configuration.settings.statusEvery.value
    settingsSha256 = Fingerprint(of: configuration.settings.file?.bytes ?? []).hex
    datasets = configuration.datasets
    sources = configuration.settings.sources.map { source in
      sources.first { $0.name == source.name && $0.kind == source.kind.name }
        ?? Status.Source(name: source.name, kind: source.kind.name, state: source.enabled ? .ok : .paused)
    }
    problems.clear(.init("settings-not-reloaded"))
  }

  /// Says that new settings were refused and the old ones stay.
  func noteFailedReload(_ reason: String) {
    problems.raise(.init("settings-not-reloaded"), (.warning, reason, hint: "flyt settings check"))
    write()
  }

  /// Says that some new settings wait for a restart.
  func noteRestartNeeded(_ keys: [String]) {
    let text = "\(keys.joined(separator: ", ")) changed in the settings; a restart takes it over."
    problems.set(.init("restart-needed"), keys.isEmpty ? nil : (.warning, text, "flyt settings --origin"))
  }

  /// Takes in what a look came to.
  func note(_ round: FolderRound, at name: String, nextLookAt: Date?) {
    guard let index = sources.firstIndex(where: { $0.name == name }) else { return }
    let now = Date()
    var source = sources[index]
    source.lastLookAt = now
    source.nextLookAt = nextLookAt
    if round.isGood { source.lastGoodLookAt = now }
    if !round.decided.isEmpty { source.lastNewAt = now }
    let isFine = round.isGood && round.failures.isEmpty
    source.consecutiveFailures = isFine ? 0 : source.consecutiveFailures + 1
    source.error = round.failures.first?.message
    let lastGood = source.lastGoodLookAt ?? startedAt
    source.state =
      isFine
      ? .ok : round.isLost ? .lost : now.timeIntervalSince(lastGood) > Self.blindAfter ? .blind : .failing
    sources[index] = source
    problems.set(
      .init("source-failing", of: name),
      round.failures.first.map { (.critical, "source \(name): \($0.message)", "flyt settings --origin") })
    problems.set(
      .init("left-alone", of: name),
      round.leftAlone.first.map { first in
        let more = round.leftAlone.count > 1 ? " (and \(round.leftAlone.count - 1) more)" : ""
        return (.warning, "source \(name): \(first)\(more)", "flyt settings --origin")
      })
    for outcomes in round.decided { note(outcomes, at: now) }
    if !round.decided.isEmpty { write() }
  }

  private func note(_ outcomes: [Outcome], at now: Date) {
    guard let first = outcomes.first else { return }
    let filed = Status.Filed(
      name: first.extract.name, sha256: first.extract.sha256, at: now, dataset: first.dataset,
      year: first.year?.value)
    if outcomes.contains(where: { $0.outcome == .refused || $0.outcome == .held }) {
      lastRefused = filed
    } else {
      lastAccepted = filed
    }
  }

  /// Replaces the status file; what goes wrong is logged, since the work matters more.
  func write(isStopping: Bool = false) {
    do {
      try status(isStopping: isStopping).write(to: path)
    } catch let error as StatusFileError {
      logger.error("status not written", metadata: ["reason": "\(error)"])
    } catch {
      logger.error("status not known", metadata: ["reason": "\(error)"])
    }
  }

  private func status(isStopping: Bool) throws -> Status {
    let now = Date()
    let counts = try reader.counts()
    let states = try datasetStates(today: CivilDate(now))
    problems.set(
      .init("quarantine"),
      counts.quarantine == 0
        ? nil
        : (
          .warning,
          "\(counts.quarantine) refused or held; the cards in the refused folder say why.",
          "flyt quarantine"
        ))
    for (state, isLate) in states {
      problems.set(
        .init("late", of: state.id),
        isLate
          ? (
            .warning,
            "\(state.id): \(state.expectedYear ?? 0) was due on \(state.dueOn ?? ""), "
              + "\(state.overdueDays ?? 0) days ago; the sources have not brought it.", "flyt years"
          )
          : nil)
    }
    let list = problems.problems
    let worst: Status.State =
      list.contains { $0.severity == .critical } ? .critical : list.isEmpty ? .ok : .warning
    return Status(
      generatedAt: now, validUntil: now + every.seconds * Double(Self.beatsOfGrace),
      state: isStopping ? .stopped : worst,
      summary: isStopping
        ? "stopped in good order" : list.first?.text ?? "nothing wrong; \(newest(states.map(\.0)))",
      daemon: Status.Daemon(
        version: Flyt.version, pid: Int(ProcessInfo.processInfo.processIdentifier), startedAt: startedAt,
        settingsSha256: settingsSha256),
      sources: sources,
      store: Status.Store(
        path: reader.path, bytes: counts.bytes, schema: counts.schema, extracts: counts.extracts,
        releases: counts.releases, looks: counts.looks),
      datasets: states.map(\.0),
      quarantine: Status.Quarantine(count: counts.quarantine, oldestAt: counts.oldestQuarantine),
      lastAccepted: lastAccepted, lastRefused: lastRefused, problems: list)
  }

  private func datasetStates(today: CivilDate) throws -> [(Status.DatasetState, isLate: Bool)] {
    let stored = Dictionary(grouping: try reader.years(), by: \.current.dataset)
    return datasets.map { dataset in
      let years = stored[dataset.id] ?? []
      let expectation = Expectation(of: dataset, stored: years.map(\.current.year), today: today)
      let state = Status.DatasetState(
        id: dataset.id, newestYear: expectation.newestYear?.value,
        vintage: years.last { $0.current.year == expectation.newestYear }?.current.vintage,
        expectedYear: expectation.expectedYear?.value, dueOn: expectation.dueOn?.description,
        overdueDays: expectation.overdueDays > 0 ? expectation.overdueDays : nil,
        missingYears: expectation.missingYears.map(\.value))
      return (state, expectation.isLate)
    }
  }

  private func newest(_ states: [Status.DatasetState]) -> String {
    let stored = states.compactMap { state in state.newestYear.map { "\(state.id) \($0)" } }
    return stored.isEmpty ? "nothing stored yet" : "newest is " + stored.joined(separator: ", ")
  }
}
