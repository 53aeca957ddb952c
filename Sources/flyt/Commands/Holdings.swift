import Answers
import ArgumentParser
import FlowTables
import Rendering

/// Answers `flyt years`.
struct Years: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "years", abstract: "List the stored years, with the current vintage of each.",
    discussion: """
      Examples:
        flyt years
        flyt years --dataset ssb-county-flows --json
        flyt years --as-of 2026-11-22      as they were known here at that day's end
      """)

  @OptionGroup var shared: SharedOptions
  @OptionGroup var moment: ViewpointOptions
  @Option(help: ArgumentHelp("Only this dataset.", valueName: "id")) var dataset: String?

  func run() async throws {
    let years = try shared.answers().years(of: dataset, from: moment.viewpoint)
    if shared.json {
      try Output.print(json: YearsDocument(years))
    } else {
      Output.print(yearsTable(years))
    }
  }
}

/// Answers `flyt releases 2011`.
struct Releases: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "releases", abstract: "List every vintage, with its cause, its proof and its extract.",
    discussion: """
      Examples:
        flyt releases
        flyt releases 2011 --json
      """)

  @OptionGroup var shared: SharedOptions
  @Option(help: ArgumentHelp("Only this dataset.", valueName: "id")) var dataset: String?
  @Argument(help: "Only this year.", transform: referenceYear) var year: ReferenceYear?

  func run() async throws {
    let releases = try shared.answers().releases(of: dataset, in: year)
    if shared.json {
      try Output.print(json: ReleasesDocument(releases))
    } else {
      Output.print(releasesTable(releases))
    }
  }
}
