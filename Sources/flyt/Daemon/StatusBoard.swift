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
  /// A source without a good look for so long is blind, unless its settings say otherwise.
  private static let blindAfter: TimeInterval = 86_400
  private static let problemsOfSources: Set<String> = ["source-failing", "source-blind", "left-alone"]

  private let thread = BlockingThread("status")
  private let path: String
  private let startedAt: Date
  private let reader: ReleaseReader
  private let logger: Logger
  /// Somebody who looks by hand says nothing of the daemon.
  private let isDaemon: Bool
  /// The time between two heartbeats.
  private(set) var every: Duration
  private var settingsSha256 = ""
  private var datasets: [Dataset] = []
  private var sources: [Status.Source] = []
  private var blindAfter: [String: TimeInterval] = [:]
  /// Since when nothing good was heard of a source that is watched.
  private var fineAt: [String: Date] = [:]
  private var sourcesOfDatasets: [String: [String]] = [:]
  private var problems = ProblemList()
  private var lastAccepted: Status.Filed?
  private var lastRefused: Status.Filed?

  nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  init(_ configuration: DaemonConfiguration, reader: ReleaseReader, isDaemon: Bool, logger: Logger) {
    path = configuration.settings.status.value
    every = configuration.settings.statusEvery.value
    (self.reader, self.logger, startedAt) = (reader, logger, Date())
    self.isDaemon = isDaemon
  }

  /// Takes over new settings and definitions.
  func use(_ configuration: DaemonConfiguration) {
    every = configuration.settings.statusEvery.value
    settingsSha256 = Fingerprint(of: configuration.settings.bytesOfAllFiles).hex
    datasets = configuration.datasets
    sources = configuration.settings.sources.map { source in
      sources.first { known in
        known.name == source.name && known.kind == source.kind.name && source.enabled
          && known.state != .paused
      }
        ?? Status.Source(name: source.name, kind: source.kind.name, state: source.enabled ? .ok : .paused)
    }
    for source in configuration.settings.sources {
      if !source.enabled {
        fineAt[source.name] = nil
      } else if fineAt[source.name] == nil {
        fineAt[source.name] = Date()
      }
    }
    blindAfter = [:]
    sourcesOfDatasets = [:]
    for (name, web) in configuration.webSources {
      // One that is looked at once a week is not blind between two looks.
      blindAfter[name] = max(web.blindAfter, web.every * 2).seconds
      if let dataset = web.dataset { sourcesOfDatasets[dataset, default: []].append(name) }
    }
    let names = Set(sources.map(\.name))
    problems.clear { name in
      Self.problemsOfSources.contains(name.code) && !(name.subject.map(names.contains) ?? true)
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
  func note(_ look: SourceLook, at name: String, nextLookAt: Date?) {
    guard let index = sources.firstIndex(where: { $0.name == name }) else { return }
    let now = Date()
    var source = sources[index]
    source.lastLookAt = now
    source.nextLookAt = nextLookAt
    if look.health == .good { source.lastGoodLookAt = now }
    if look.isGood { fineAt[name] = now }
    if !look.decided.isEmpty { source.lastNewAt = now }
    let isFine = look.isGood && look.failures.isEmpty
    source.consecutiveFailures = isFine ? 0 : source.consecutiveFailures + 1
    source.error = look.failures.first?.message
    source.state = isFine ? .ok : look.health == .lost ? .lost : .failing
    sources[index] = source
    problems.set(
      .init("source-failing", of: name),
      look.failures.first.map { failure in
        (.critical, "source \(name): \(failure.message)", failure.hint ?? "flyt settings --origin")
      })
    problems.set(
      .init("left-alone", of: name),
      look.leftAlone.first.map { first in
        let more = look.leftAlone.count > 1 ? " (and \(look.leftAlone.count - 1) more)" : ""
        return (.warning, "source \(name): \(first)\(more)", "flyt settings --origin")
      })
    for outcomes in look.decided { note(outcomes, at: now) }
    if !look.decided.isEmpty { write() }
  }

  /// Says when a source is looked at next, where that is not told with a look.
  func expect(_ nextLookAt: Date, at name: String) {
    guard let index = sources.firstIndex(where: { $0.name == name }) else { return }
    sources[index].nextLookAt = nextLookAt
  }

  /// Says of each source without a good look for too long that nothing can be known of what it has.
  private func noteBlindness(at now: Date) {
    for (index, source) in sources.enumerated() where source.state != .paused {
      let since = fineAt[source.name] ?? startedAt
      let isBlind = now.timeIntervalSince(since) > blindAfter[source.name, default: Self.blindAfter]
      if isBlind, source.state != .lost { sources[index].state = .blind }
      let days = Int(now.timeIntervalSince(since) / 86_400)
      problems.set(
        .init("source-blind", of: source.name),
        isBlind
          ? (
            .critical,
            "source \(source.name): no good look since \(since.formatted(.iso8601)), \(days) days; whatever it has is "
              + "not known here.", "flyt looks \(source.name)"
          ) : nil)
    }
  }

  private func note(_ outcomes: [Outcome], at now: Date) {
    guard let first = outcomes.first else { return }
    let filed = Status.Filed(
      name: first.extract.name, sha256: first.extract.sha256, at: now, dataset: first.dataset,
      year: first.year?.value)
    if !outcomes.areSettled {
      lastRefused = filed
    } else {
      lastAccepted = filed
    }
  }

  /// Replaces the status file; what goes wrong is logged, since the work matters more.
  func write(isStopping: Bool = false) {
    guard isDaemon else { return }
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
    noteBlindness(at: now)
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
            try lateness(of: state), "flyt years"
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
      let expectation = Expectation(
        of: isAwaited(dataset.id, stored: years.count) ? dataset : dataset.unexpected,
        stored: years.map(\.current.year), today: today)
      let state = Status.DatasetState(
        id: dataset.id, newestYear: expectation.newestYear?.value,
        vintage: years.last { $0.current.year == expectation.newestYear }?.current.vintage,
        expectedYear: expectation.expectedYear?.value, dueOn: expectation.dueOn?.description,
        overdueDays: expectation.overdueDays > 0 ? expectation.overdueDays : nil,
        missingYears: expectation.missingYears.map(\.value))
      return (state, expectation.isLate)
    }
  }

  /// Such as `2012 expected by 2013-05-11, 9 days overdue; source pages healthy, 212 looks`.
  private func lateness(of dataset: Status.DatasetState) throws -> String {
    let due = dataset.dueOn ?? ""
    let names = sourcesOfDatasets[dataset.id] ?? []
    var health: [String] = []
    for name in names {
      let state = sources.first { $0.name == name }?.state ?? .paused
      let word = state == .ok ? "healthy" : state.rawValue
      let count = try countLooks(at: name, for: dataset)
      health.append(
        "source \(name) \(word), \(count) look\(count == 1 ? "" : "s")")
    }
    return
      "\(dataset.id): \(dataset.expectedYear ?? 0) expected by \(due), \(dataset.overdueDays ?? 0) days overdue"
      + (health.isEmpty ? "; no source at an address looks for it" : "; " + health.joined(separator: "; "))
  }

  /// Looks for the very year that is late, where the source has an address for each; else all of them.
  private func countLooks(at source: String, for state: Status.DatasetState) throws -> Int {
    let all = try reader.looks(at: source)
    let year = state.expectedYear.flatMap { ReferenceYear($0) }
    let subject = year.map { LookSubject(dataset: state.id, year: $0) }
    let own = all.filter { $0.subject != nil && $0.subject == subject }
    return (own.isEmpty ? all : own).reduce(0) { $0 + $1.count }
  }

  /// Whether anybody here wants the dataset: its definition may lie there unused.
  private func isAwaited(_ dataset: String, stored years: Int) -> Bool {
    years > 0 || sourcesOfDatasets[dataset] != nil
  }

  private func newest(_ states: [Status.DatasetState]) -> String {
    let stored = states.compactMap { state in state.newestYear.map { "\(state.id) \($0)" } }
    return stored.isEmpty ? "nothing stored yet" : "newest is " + stored.joined(separator: ", ")
  }
}

extension Dataset {
  /// The same dataset, of which no edition is expected.
  fileprivate var unexpected: Self {
    var dataset = self
    dataset.expected = nil
    return dataset
  }
}
