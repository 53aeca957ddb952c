import Answers
import ArgumentParser
import Checks
import ControlSocket
import Definitions
import Extracts
import FlowTables
import Foundation
import Ingest
import ReleaseStore
import Rendering

/// Answers `flyt quarantine`.
struct ManageQuarantine: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quarantine", abstract: "Show refused and held tables, and decide about them.",
    discussion: """
      Each item is one table of one extract, whose bytes are kept. It waits until its extract is judged otherwise (by \
      mended readers or definitions, which are tried by themselves, or with the rest of its table), or until somebody \
      accepts or drops it.

      Examples:
        flyt quarantine                    what waits
        flyt quarantine --all              also what was settled, accepted or dropped
        flyt quarantine show 3             the table with the failing cells marked, the findings, the source lines
        flyt quarantine show 3 --letter    a note to the publisher
        flyt quarantine accept 3 --because 'the publisher confirms the figures, the totals are wrong'

      Exit status: 0 done, 66 no such item; retry and accept as 'flyt ingest'; 75 somebody else holds the store.
      """,
    subcommands: [List.self, Show.self, Retry.self, Accept.self, Drop.self], defaultSubcommand: List.self)

  /// Lists the items.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List what waits (the default).")

    @OptionGroup var shared: SharedOptions
    @Flag(help: "Also what was settled, accepted or dropped.") var all = false

    func run() async throws {
      let items = try ReleaseReader(reading: shared.settings().store.value).quarantine(waitingOnly: !all)
      if shared.json {
        try Output.print(json: QuarantineDocument(items))
      } else {
        Output.print(quarantineTable(items))
      }
    }
  }

  /// Shows one item.
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Show an item: its table, all findings, the lines they stand on.")

    @OptionGroup var shared: SharedOptions
    @Flag(help: "Print a note to the publisher with the differences.") var letter = false
    @Argument(help: "The item's number.") var id: Int64

    func run() async throws {
      let settings = try shared.settings()
      let reader = try ReleaseReader(reading: settings.store.value)
      let item = try reader.namedItem(id)
      // Where the definitions are not at hand, those that releases were read with are the next best.
      let known =
        (try? shared.definitions(settings))
        ?? KnownDefinitions(
          datasets: (try? Answers(store: settings.store.value).datasets()) ?? [], companions: [])
      if letter {
        let dataset = known.datasets.first { $0.id == item.dataset }
        let text = Rendering.letter(on: item, of: dataset)
        if shared.json { return try Output.print(json: ["letter": text]) }
        return Output.print(text)
      }
      if shared.json { return try Output.print(json: QuarantineDocument([item])) }
      Output.print(quarantineText(item) + "\n")
      guard let extract = try reader.extract(of: item), extract.isWhole else {
        return Output.print(
          findingLines(item.findings)
            + "\nOnly the beginning of its bytes was kept: flyt extract \(item.sha256)\n")
      }
      if !known.datasets.isEmpty {
        let judge = Judge(known.datasets, companions: known.companions)
        for table in judge.explanations(of: extract, releasedOn: item.releasedOn).flatMap(\.tables)
        where table.mayBe(item) {
          Output.print(reportedTable(table.reported, of: table.dataset, marking: item.findings) + "\n")
        }
      } else {
        Output.note("flyt: without dataset definitions the table itself can't be shown (--datasets)")
      }
      let lines = sourceLines(of: extract.bytes, at: item.findings)
      Output.print(findingLines(item.findings) + (lines.isEmpty ? "" : "\n" + lines))
      Output.print("\nAll its bytes: flyt extract \(item.sha256.prefix(12))\n")
    }
  }

  /// Judges one item again.
  struct Retry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "retry",
      abstract: "Judge an item's extract again, with the readers and definitions of now.")

    @OptionGroup var shared: SharedOptions
    @Argument(help: "The item's number.") var id: Int64

    func run() async throws {
      try await decide(ItemDecision(item: id, verb: .retry, because: nil, by: userName(of: getuid())), shared)
    }
  }

  /// Takes one item.
  struct Accept: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "accept", abstract: "Store an item's figures in spite of what is wrong with their sums.",
      discussion: """
        The release bears the cause operatorOverride and says that it has a defect, until an edition comes that adds \
        up. Figures that are missing or cannot be read cannot be accepted.
        """)

    @OptionGroup var shared: SharedOptions
    @OptionGroup var reason: ReasonOption
    @Argument(help: "The item's number.") var id: Int64

    func run() async throws {
      try await decide(
        ItemDecision(item: id, verb: .accept, because: reason.because, by: userName(of: getuid())), shared)
    }
  }

  /// Takes one item off the list.
  struct Drop: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "drop", abstract: "Take an item off the list; its bytes and findings stay in the ledger.")

    @OptionGroup var shared: SharedOptions
    @OptionGroup var reason: ReasonOption
    @Argument(help: "The item's number.") var id: Int64

    func run() async throws {
      try await decide(
        ItemDecision(item: id, verb: .drop, because: reason.because, by: userName(of: getuid())), shared)
    }
  }
}

extension Explanation.Table {
  /// Whether it may be an item's table, as far as dataset and year are known of both.
  fileprivate func mayBe(_ item: QuarantineItem) -> Bool {
    let years = reported.years.compactMap(\.value)
    return (item.dataset == nil || dataset.id == item.dataset)
      && (item.year == nil || years.isEmpty || years.contains { $0 == item.year?.value })
  }
}

/// Has a decision carried out, by the daemon while it holds the store, and reports with the exit status of `flyt ingest`.
private func decide(_ decision: ItemDecision, _ shared: SharedOptions) async throws {
  let settings = try shared.settings()
  _ = try ReleaseReader(reading: settings.store.value).namedItem(decision.item)
  let known = try shared.definitions(settings)
  do {
    let store = try ReleaseStore(opening: settings.store.value, holder: "flyt quarantine", now: Date.init)
    let belt = Belt(store: store, judge: Judge(known.datasets, companions: known.companions))
    switch try decision.carryOut(on: belt, reading: ReleaseReader(reading: settings.store.value)) {
    case .judged(let outcomes): try report(outcomes, shared)
    case .dropped(let item): reportDropped(decision.item, try jsonText(QuarantineDocument([item])), shared)
    }
  } catch let error as StoreError {
    let running = RunningDaemon(settings)
    guard await running.mayAnswer(error) else { throw error }
    let request = ControlRequest.decide(item: decision.item, decision.verb, because: decision.because)
    if decision.verb == .drop {
      reportDropped(decision.item, try await running.ask(request), shared)
    } else {
      try report(try await running.ask(request, for: OutcomesDocument.self).outcomes, shared)
    }
  }
}

private func report(_ outcomes: [Outcome], _ shared: SharedOptions) throws {
  var report = IngestReport(asJSON: shared.json)
  report.add(outcomes)
  try report.finish()
}

private func reportDropped(_ item: Int64, _ document: Data, _ shared: SharedOptions) {
  if shared.json { Output.print(document) } else { Output.print("item \(item): dropped\n") }
}
