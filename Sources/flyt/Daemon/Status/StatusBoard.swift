import Definitions
import Extracts
import FlowTables
import Foundation
import Ingest
import Logging
import ReleaseStore
import StatusFile
import Systemd

/// What the daemon knows of itself, and the files that tell others.
actor StatusBoard {
  /// How the daemon ends.
  enum Ending: Sendable {
    case inGoodOrder
    /// With what it failed at.
    case failed(String)
  }

  /// A status counts as true for so many heartbeats.
  private static let beatsOfGrace = 3

  private let thread = BlockingThread("status")
  private let path: String
  private let clock: Timekeeper
  private let begin: (date: Date, instant: ContinuousClock.Instant)
  private let reader: ReleaseReader
  private let manager: ServiceManager
  private let logger: Logger
  /// Somebody who looks by hand says nothing of the daemon.
  private let isDaemon: Bool
  /// The time between two heartbeats.
  private(set) var every: Duration
  private var patience: TimeInterval
  private var metricsPath: String?
  private var settingsSha256 = ""
  private var clockWatch = ClockWatch()
  private let reserve: DiskReserve
  private var filed: (accepted: Status.Filed?, refused: Status.Filed?)
  private var counters = Counters()
  /// What was last told, to tell what is new.
  private var told: (problems: [ProblemList.Name: Status.Problem], summary: String) = ([:], "")
  /// How the daemon ends, once it does: whatever still goes on must not take that back.
  private var ending: Ending?
  /// What the store last said, for when it can't be asked.
  private var lastKnown: (counts: StoreCounts, datasets: [(Status.DatasetState, isLate: Bool)])?

  var sources = SourceBoard()
  var datasets = DatasetBoard()
  var problems = ProblemList()

  nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  init(
    _ configuration: DaemonConfiguration, reader: ReleaseReader, reserve: DiskReserve, isDaemon: Bool,
    clock: Timekeeper, manager: ServiceManager, logger: Logger
  ) {
    path = configuration.settings.status.value
    every = configuration.settings.statusEvery.value
    patience = configuration.settings.statusPatience.value.seconds
    (self.reader, self.reserve, self.isDaemon) = (reader, reserve, isDaemon)
    (self.clock, self.manager, self.logger) = (clock, manager, logger)
    begin = (clock.date, clock.now)
  }

  /// Takes over new settings and definitions.
  func use(_ configuration: DaemonConfiguration) {
    let settings = configuration.settings
    every = settings.statusEvery.value
    patience = settings.statusPatience.value.seconds
    settingsSha256 = Fingerprint(of: settings.bytesOfAllFiles).hex
    sources.use(configuration, at: Moment(clock))
    datasets.use(configuration)
    let (watched, known) = (sources.watched, Set(configuration.datasets.map(\.id)))
    problems.clear { name in
      guard let subject = name.subject else { return false }
      return ProblemCode.ofSources.contains(name.code) ? !watched.contains(subject) : !known.contains(subject)
    }
    if metricsPath != settings.metrics?.value {
      // Left there it would tell for ever of a daemon that is dead.
      if let metricsPath { unlink(metricsPath) }
      metricsPath = settings.metrics?.value
    }
    problems.clear(.init(.settingsNotReloaded))
  }

  /// Says that new settings were refused and the old ones stay.
  func noteFailedReload(_ reason: String) {
    set(.init(.settingsNotReloaded), (.warning, reason, hint: "flyt settings check"))
    write()
  }

  /// Says that some new settings wait for a restart.
  func noteRestartNeeded(_ keys: [String]) {
    let text = "\(keys.joined(separator: ", ")) changed in the settings; a restart takes it over."
    set(.init(.restartNeeded), keys.isEmpty ? nil : (.warning, text, "systemctl restart flyt"))
  }

  /// Says whether commands can reach the daemon.
  func noteControlSocket(_ failure: Failure?) {
    set(.init(.noControlSocket), failure.map { (.warning, $0.message, "flyt help no-control-socket") })
  }

  /// Says whether somebody who waits for a sign of life could be given one; `nil` where nothing was tried.
  func notePing(_ failure: Failure?) {
    counters.countPing(isSent: failure == nil)
    set(.init(.pingFailing), failure.map { (.warning, $0.message, "flyt help ping-failing") })
  }

  /// Takes in what a look came to.
  func note(_ look: SourceLook, at name: String, nextLookAt: Date?) {
    let now = clock.date
    let before = sources.states.first { $0.name == name }
    guard sources.note(look, at: name, nextLookAt: nextLookAt, now: Moment(clock)) else { return }
    counters.countLook(at: name, isGood: look.isGood)
    log(look, at: name, before)
    // A look that was under way when somebody paused its source says nothing of now.
    if sources.state(of: name) != .paused { setProblems(of: look, at: name, now) }
    for outcomes in look.decided { note(outcomes) }
    if !look.decided.isEmpty { write() }
  }

  private func setProblems(of look: SourceLook, at name: String, _ now: Date) {
    for code in ProblemCode.ofLooks {
      let details = look.code == code ? look.details(of: name) : nil
      problems.set(.init(code, of: name), details, at: now)
    }
    problems.set(.init(.leftAlone, of: name), look.detailsOfLeftAlone(at: name), at: now)
  }

  /// Tells the log what is new of a source's failures: a folder that is gone is so every few seconds.
  private func log(_ look: SourceLook, at name: String, _ before: Status.Source?) {
    for (index, failure) in look.failures.enumerated() {
      let isKnown = index == 0 && before?.error == failure.message
      logger.note(
        .lookFailed, level: isKnown ? .debug : nil, "source \(name): \(failure.message)", [.source: name])
    }
    if look.isGood, look.failures.isEmpty, (before?.consecutiveFailures ?? 0) > 0 {
      logger.note(.lookRecovered, "source \(name): looks are good again", [.source: name])
    }
  }

  /// Takes in what became of an extract, wherever it came from.
  func note(_ outcomes: [Outcome]) {
    for outcome in outcomes { counters.countOutcome(outcome.outcome.rawValue) }
    guard let first = outcomes.first else { return }
    let extract = Status.Filed(
      name: first.extract.name, sha256: first.extract.sha256, at: clock.date, dataset: first.dataset,
      year: first.year?.value)
    if outcomes.areSettled { filed.accepted = extract } else { filed.refused = extract }
  }

  /// Says when a source is looked at next, where that is not told with a look.
  func expect(_ nextLookAt: Date, at name: String) { sources.expect(nextLookAt, at: name) }

  /// Says which sources somebody has paused.
  func pause(_ names: Set<String>) {
    sources.pause(names, at: Moment(clock))
    // Of a source that nobody looks at nothing of that is known.
    problems.clear { name in
      ProblemCode.ofWatching.contains(name.code) && name.subject.map(names.contains) ?? false
    }
    write()
  }

  /// One line for the service manager.
  var summary: String { told.summary }

  /// The status as it is now.
  ///
  /// - Errors: ``StoreError`` of a store that never could be asked.
  func status() throws -> Status {
    let now = clock.date
    let known = try whatIsStored(at: now)
    let counts = known.counts
    for (name, details) in sources.blindness(at: clock.now) { set(.init(.sourceBlind, of: name), details) }
    for (name, details) in sources.pauses { set(.init(.paused, of: name), details) }
    set(.init(.quarantine), Self.details(ofWaiting: counts.quarantine))
    for (state, isLate) in known.datasets {
      // Where the looks can't be counted it stands as it was told last.
      if isLate, let text = try? datasets.lateness(of: state, sources, reader) {
        set(.init(.late, of: state.id), (.warning, text, "flyt years"))
      } else if !isLate {
        set(.init(.late, of: state.id), nil)
      }
    }
    noteSurroundings(at: now, newest: counts.newestAt)
    let list = problems.told(at: now, patience: patience).map(\.problem)
    return Status(
      generatedAt: now, validUntil: now + every.seconds * Double(Self.beatsOfGrace),
      state: state(list), summary: summary(list, known.datasets.map(\.0)),
      daemon: Status.Daemon(
        version: Flyt.version, pid: Int(ProcessInfo.processInfo.processIdentifier), startedAt: begin.date,
        paused: sources.areAllPaused, settingsSha256: settingsSha256),
      sources: sources.states,
      store: Status.Store(
        path: reader.path, bytes: counts.bytes, schema: counts.schema, extracts: counts.extracts,
        releases: counts.releases, looks: counts.looks),
      datasets: known.datasets.map(\.0),
      quarantine: Status.Quarantine(count: counts.quarantine, oldestAt: counts.oldestQuarantine),
      lastAccepted: filed.accepted, lastRefused: filed.refused, problems: list)
  }

  /// What the store has; what it last had, and a problem, where it can't be asked now.
  private func whatIsStored(
    at now: Date
  ) throws -> (counts: StoreCounts, datasets: [(Status.DatasetState, isLate: Bool)]) {
    do {
      let known = (try reader.counts(), try datasets.states(of: reader, today: CivilDate(now)))
      lastKnown = known
      set(.init(.storeUnreadable), nil)
      return known
    } catch {
      guard let lastKnown else { throw error }
      set(.init(.storeUnreadable), (.critical, "\(error)", "flyt verify"))
      return lastKnown
    }
  }

  private func state(_ problems: [Status.Problem]) -> Status.State {
    switch ending {
    case .inGoodOrder: .stopped
    case .failed: .critical
    case nil: problems.contains { $0.severity == .critical } ? .critical : problems.isEmpty ? .ok : .warning
    }
  }

  private func summary(_ problems: [Status.Problem], _ states: [Status.DatasetState]) -> String {
    switch ending {
    case .inGoodOrder: "stopped in good order"
    case .failed(let reason): "ended by a failure: \(reason)"
    case nil: problems.first?.text ?? "nothing wrong; \(newest(states))"
    }
  }

  /// The same for Prometheus.
  ///
  /// - Errors: ``StoreError``.
  func metrics() throws -> String { Metrics(try status(), counters).text }

  /// Replaces the files; what goes wrong is told in the log and over the socket, since the work matters more.
  func write() {
    guard isDaemon, ending == nil else { return }
    writeOnce()
  }

  /// Writes them for the last time.
  func end(_ ending: Ending) {
    guard self.ending == nil else { return }
    self.ending = ending
    if isDaemon { writeOnce() }
  }

  private func writeOnce() {
    let status: Status
    do {
      status = try self.status()
    } catch {
      return logger.note(.statusNotWritten, "status not known: \(error)")
    }
    tell(status)
    note(.statusNotWritten) { () throws(StatusFileError) in try status.write(to: path) }
    if problems.stands(.init(.statusNotWritten)) { counters.countFailedStatusWrite() }
    if let metricsPath {
      let metrics = Metrics(status, counters)
      note(.metricsNotWritten) { () throws(StatusFileError) in try metrics.write(to: metricsPath) }
    } else {
      problems.clear(.init(.metricsNotWritten))
    }
  }

  private func note(_ code: ProblemCode, _ writing: () throws(StatusFileError) -> Void) {
    do throws(StatusFileError) {
      try writing()
      set(.init(code), nil)
    } catch {
      // Once, and not at every heartbeat.
      if !problems.stands(.init(code)) {
        logger.note(.statusNotWritten, "\(error)", [.problem: code.rawValue])
      }
      set(.init(code), (.critical, error.description, "flyt help \(code.rawValue)"))
    }
  }

  /// Tells the log what has begun and what is over, and the service manager the one line.
  private func tell(_ status: Status) {
    let standing = problems.told(at: status.generatedAt, patience: patience)
    for (name, problem) in standing where told.problems[name] == nil {
      logger.note(
        .problemRaised, "\(problem.text)",
        [
          .problem: name.code.rawValue,
          .source: ProblemCode.ofSources.contains(name.code) ? name.subject : nil,
        ])
    }
    let now = Dictionary(uniqueKeysWithValues: standing.map { ($0.name, $0.problem) })
    for (name, problem) in told.problems where now[name] == nil && ending == nil {
      logger.note(.problemCleared, "over: \(problem.text)", [.problem: name.code.rawValue])
    }
    if told.summary != status.summary { manager.tell(.status(status.summary)) }
    told = (now, status.summary)
  }

  private func set(_ name: ProblemList.Name, _ details: ProblemList.Details?) {
    problems.set(name, details, at: clock.date)
  }

  private func noteSurroundings(at now: Date, newest: Date?) {
    set(
      .init(.diskNearlyFull),
      reserve.shortage.map { (.critical, DiskReserve.words($0, on: reader.path), "df -h") })
    let step = clockWatch.step(date: now, instant: clock.now, since: begin.instant)
    set(.init(.clockStepped), ClockWatch.details(step: step, now: now, newest: newest))
    set(.init(.clockForTests), clock.deviation.map { (.warning, $0, nil) })
  }

  private static func details(ofWaiting count: Int) -> ProblemList.Details? {
    count == 0
      ? nil
      : (.warning, "\(count) refused or held; the cards in the refused folder say why.", "flyt quarantine")
  }

  private func newest(_ states: [Status.DatasetState]) -> String {
    let stored = states.compactMap { state in state.newestYear.map { "\(state.id) \($0)" } }
    return stored.isEmpty ? "nothing stored yet" : "newest is " + stored.joined(separator: ", ")
  }
}
