import Acquisition
import ArgumentParser
import Definitions
import FlowTables
import Foundation
import Ingest
import ReleaseStore
import Rendering
import StatusFile

/// Answers `flyt sources`.
struct ManageSources: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sources", abstract: "Print each source's state, or try one.",
    discussion: """
      Examples:
        flyt sources
        flyt sources --json
        flyt sources test statbank      one look, nothing stored, everything explained

      Exit status: 0 printed; of a test: as 'flyt ingest', 66 no such source, 74 it could not be looked at, 78 its \
      settings don't fit.
      """,
    subcommands: [List.self, Test.self], defaultSubcommand: List.self)

  /// Lists them.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Print each source's state (the default).")

    @OptionGroup var shared: SharedOptions

    func run() async throws {
      let settings = try shared.settings()
      let status = try? Status.read(from: settings.status.value)
      let isAlive = status.map { if case .alive = $0.liveness(at: Date()) { true } else { false } } ?? false
      let looks = try? ReleaseReader(reading: settings.store.value).looks()
      let states = settings.sources.map { source in
        SourceState(
          source, reported: status?.sources.first { $0.name == source.name }, isWatched: isAlive,
          looks: looks?.filter { $0.source == source.name } ?? [])
      }
      if shared.json { return try Output.print(json: ["sources": states]) }
      Output.print(sourcesTable(states).text)
      for state in states {
        if let error = state.error { Output.print("\(state.name): \(error)\n") }
      }
      if !isAlive {
        Output.note("note: no daemon is running, so nothing is being looked at; start it with 'flyt run'")
      }
    }
  }

  /// Tries one.
  struct Test: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "test", abstract: "Look once, store nothing, and explain everything.",
      discussion: """
        Works for a source that is switched off, too, and beside a running daemon.

        Examples:
          flyt sources test pages
          flyt sources test statbank --json
        """)

    @OptionGroup var shared: SharedOptions
    @Argument(help: "The source's name in the settings.") var name: String

    func run() async throws {
      let settings = try shared.settings()
      let known = try shared.definitions(settings)
      let source = try settings.source(name)
      guard case .web(let web) = source.kind else {
        throw Failure(
          .usage, code: "usage", "'\(name)' is a folder, whose files need no address to be tried.",
          hint: "flyt ingest --dry-run --explain FILE")
      }
      let judge = Judge(known.datasets, companions: known.companions)
      let desk = try RehearsalDesk(store: settings.store.value, judge: judge)
      let dataset = try settings.dataset(of: web, at: name, among: known.datasets)
      var look = WebLook(
        at: WebSource(name, web, of: dataset), gate: HostGate(), desk: desk, now: Date())
      try await look.run()
      let round = look.round
      var report = IngestReport(asJSON: shared.json)
      if !shared.json {
        Output.print("source \(name), of kind \(source.kind.name); nothing is stored\n")
        for step in round.steps { Output.print("  \(step)\n") }
      }
      report.explain(desk.explanations)
      report.add(round.look.decided.flatMap(\.self))
      for failure in round.look.failures { report.add(failure) }
      if let stop = round.stop { report.add(Failure(stop)) }
      try report.finish()
    }
  }
}

extension Settings {
  /// A source by its name.
  func source(_ name: String) throws(Failure) -> SourceSettings {
    if let source = sources.first(where: { $0.name == name }) { return source }
    let names = sources.map(\.name)
    let nearest = nearestName(to: name, among: names).map { " Did you mean '\($0)'?" } ?? ""
    throw Failure(
      .missing, code: "no-such-source",
      "'\(name)': no such source. Known: \(names.isEmpty ? "none" : names.joined(separator: ", ")).\(nearest)",
      hint: "flyt sources")
  }
}

/// What is known of a source: from the status file while a daemon runs, else from the ledger.
private struct SourceState: Encodable {
  let name: String
  let kind: String
  let enabled: Bool
  let state: String
  @OrNull var lastLookAt: Date?
  @OrNull var lastGoodLookAt: Date?
  @OrNull var nextLookAt: Date?
  @OrNull var lastNewAt: Date?
  let consecutiveFailures: Int
  @OrNull var error: String?
  /// In the ledger.
  let looks: Int
  let failedLooks: Int

  init(_ source: SourceSettings, reported: Status.Source?, isWatched: Bool, looks: [LookInterval]) {
    (name, kind, enabled) = (source.name, source.kind.name, source.enabled)
    let live = isWatched ? reported : nil
    state = !source.enabled ? "off" : live?.state.rawValue ?? "not watched"
    lastLookAt = live?.lastLookAt ?? looks.map(\.lastAt).max()
    lastGoodLookAt = live?.lastGoodLookAt ?? looks.filter { $0.failed < $0.count }.map(\.lastAt).max()
    nextLookAt = live?.nextLookAt
    lastNewAt = live?.lastNewAt ?? looks.filter { $0.brought > 0 }.map(\.lastAt).max()
    consecutiveFailures = live?.consecutiveFailures ?? 0
    error = live?.error
    self.looks = looks.reduce(0) { $0 + $1.count }
    failedLooks = looks.reduce(0) { $0 + $1.failed }
  }
}

private func sourcesTable(_ states: [SourceState]) -> TextTable {
  var table = TextTable([
    ("Source", .left), ("Kind", .left), ("State", .left), ("Last good look", .left), ("Next look", .left),
    ("Last new", .left), ("Looks", .right), ("Failed", .right),
  ])
  for state in states {
    table.add([
      state.name, state.kind, state.state, state.lastGoodLookAt.map(timestamp) ?? "never",
      state.nextLookAt.map(timestamp) ?? "", state.lastNewAt.map(timestamp) ?? "never", "\(state.looks)",
      "\(state.failedLooks)",
    ])
  }
  return table
}
