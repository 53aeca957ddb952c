import Answers
import ArgumentParser
import Checks
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
      let item = try namedItem(id, in: reader)
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
      let (belt, item) = try open(shared, for: id)
      try report(belt.retry(item), asJSON: shared.json)
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
      let (belt, item) = try open(shared, for: id)
      try report(belt.accept(item, reason.decision()), asJSON: shared.json)
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
      let (belt, item) = try open(shared, for: id)
      try belt.drop(item, reason.decision())
      let dropped = try namedItem(id, in: reader(shared))
      if shared.json { return try Output.print(json: QuarantineDocument([dropped])) }
      Output.print("item \(id): dropped\n")
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

/// Reports what came of an item, with the exit status of `flyt ingest`.
private func report(_ outcomes: [Outcome], asJSON: Bool) throws {
  var report = IngestReport(asJSON: asJSON)
  report.add(outcomes)
  try report.finish()
}

/// Opens the store for writing, with an item in hand.
private func open(_ shared: SharedOptions, for id: Int64) throws -> (Belt, QuarantineItem) {
  let settings = try shared.settings()
  _ = try namedItem(id, in: reader(shared))
  let known = try shared.definitions(settings)
  let store = try ReleaseStore(opening: settings.store.value, holder: "flyt quarantine", now: Date.init)
  // Once more, now that nobody else can decide about it.
  let item = try namedItem(id, in: reader(shared))
  return (Belt(store: store, judge: Judge(known.datasets, companions: known.companions)), item)
}

private func reader(_ shared: SharedOptions) throws -> ReleaseReader {
  try ReleaseReader(reading: shared.settings().store.value)
}

private func namedItem(_ id: Int64, in reader: ReleaseReader) throws -> QuarantineItem {
  if let item = try reader.quarantineItem(id) { return item }
  let waiting = try reader.quarantine().map { String($0.id) }
  throw Failure(
    .missing, code: "no-such-item",
    "\(id): no such item. "
      + (waiting.isEmpty ? "Nothing waits in quarantine." : "Waiting: \(waiting.joined(separator: ", "))."),
    hint: "flyt quarantine --all")
}
