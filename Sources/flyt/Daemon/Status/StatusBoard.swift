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
  private var isStopping = false

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
    metricsPath = settings.metrics?.value
    settingsSha256 = Fingerprint(of: settings.bytesOfAllFiles).hex
    sources.use(configuration, at: Moment(clock))
    datasets.use(configuration)
    let names = sources.names
    problems.clear { name in
      ProblemCode.ofSources.contains(name.code) && !(name.subject.map(names.contains) ?? true)
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
    guard sources.note(look, at: name, nextLookAt: nextLookAt, now: Moment(clock)) else { return }
    counters.countLook(at: name, isGood: look.isGood)
    for code in ProblemCode.ofLooks {
      let details = look.code == code ? look.details(of: name) : nil
      problems.set(.init(code, of: name), details, at: now)
    }
    problems.set(.init(.leftAlone, of: name), look.detailsOfLeftAlone(at: name), at: now)
    for outcomes in look.decided { note(outcomes) }
    if !look.decided.isEmpty { write() }
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
    write()
  }

  /// One line for the service manager.
  var summary: String { told.summary }

  /// The status as it is now.
  ///
  /// - Errors: ``StoreError``.
  func status() throws -> Status {
    let now = clock.date
    let counts = try reader.counts()
    let today = CivilDate(now)
    let states = try datasets.states(of: reader, today: today)
    for (name, details) in sources.blindness(at: clock.now) { set(.init(.sourceBlind, of: name), details) }
    for (name, details) in sources.pauses { set(.init(.paused, of: name), details) }
    set(.init(.quarantine), Self.details(ofWaiting: counts.quarantine))
    for (state, isLate) in states {
      let text = isLate ? try datasets.lateness(of: state, sources, reader) : nil
      set(.init(.late, of: state.id), text.map { (.warning, $0, "flyt years") })
    }
    noteSurroundings(at: now, newest: counts.newestAt)
    let list = problems.told(at: now, patience: patience).map(\.problem)
    let worst: Status.State =
      list.contains { $0.severity == .critical } ? .critical : list.isEmpty ? .ok : .warning
    return Status(
      generatedAt: now, validUntil: now + every.seconds * Double(Self.beatsOfGrace),
      state: isStopping ? .stopped : worst,
      summary: isStopping
        ? "stopped in good order" : list.first?.text ?? "nothing wrong; \(newest(states.map(\.0)))",
      daemon: Status.Daemon(
        version: Flyt.version, pid: Int(ProcessInfo.processInfo.processIdentifier), startedAt: begin.date,
        paused: sources.areAllPaused, settingsSha256: settingsSha256),
      sources: sources.states,
      store: Status.Store(
        path: reader.path, bytes: counts.bytes, schema: counts.schema, extracts: counts.extracts,
        releases: counts.releases, looks: counts.looks),
      datasets: states.map(\.0),
      quarantine: Status.Quarantine(count: counts.quarantine, oldestAt: counts.oldestQuarantine),
      lastAccepted: filed.accepted, lastRefused: filed.refused, problems: list)
  }

  /// The same for Prometheus.
  ///
  /// - Errors: ``StoreError``.
  func metrics() throws -> String { Metrics(try status(), counters).text }

  /// Replaces the files; what goes wrong is told in the log and over the socket, since the work matters more.
  func write(isStopping: Bool = false) {
    guard isDaemon else { return }
    self.isStopping = isStopping
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
    for (name, problem) in told.problems where now[name] == nil && !isStopping {
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
