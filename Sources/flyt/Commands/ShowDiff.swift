import Answers
import ArgumentParser
import FlowTables
import Rendering

/// Answers `flyt diff 2011`.
struct ShowDiff: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Print what changed between two vintages of a year, and why.",
    discussion: """
      The last two vintages where none is named; the named one and the last where one is. Numbers that changed are \
      shown apart from printed symbols that did. --cause leaves out the changes of other causes, step by step: \
      'publisher' those that were ours (parserFix, operatorOverride, lateBlock), 'ours' the publisher's.

      Examples:
        flyt diff 2011
        flyt diff 2011 r1 r3
        flyt diff 2011 r1 --cause publisher --json

      Exit status: 0 no difference, 1 they differ, 66 no such year or vintage.
      """)

  @OptionGroup var shared: SharedOptions
  @Option(help: ArgumentHelp("The dataset; needed only where several have the year.", valueName: "id"))
  var dataset: String?
  @Option(
    help: ArgumentHelp("Only changes of this cause: all, publisher, ours, or one of 'flyt releases'."),
    transform: causeSelection)
  var cause: CauseSelection = .all
  @Argument(help: "The year the moves happened in.", transform: referenceYear) var year: ReferenceYear
  @Argument(help: ArgumentHelp("The earlier vintage.", valueName: "r1"), transform: vintageNumber)
  var from: Int?
  @Argument(help: ArgumentHelp("The later vintage.", valueName: "r2"), transform: vintageNumber) var to: Int?

  func run() async throws {
    let revision = try shared.answers()
      .revision(of: year, dataset: dataset, from: from, to: to, causes: cause)
    if shared.json {
      try Output.print(json: RevisionDocument(revision))
    } else {
      Output.print(revisionText(revision))
    }
    if !revision.isEmpty { throw ExitCode(ExitStatus.failed.rawValue) }
  }
}

private func causeSelection(_ text: String) throws -> CauseSelection {
  if let selection = CauseSelection(text) { return selection }
  throw ValidationError("'\(text)' is no cause. Take all, publisher, ours or \(causeNames).")
}
