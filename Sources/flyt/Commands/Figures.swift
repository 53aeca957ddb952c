import Answers
import ArgumentParser
import FlowTables
import ReleaseStore
import Rendering

/// Answers `flyt matrix 2011`.
struct ShowMatrix: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "matrix", abstract: "Print one year's table.",
    discussion: """
      Rows are origins, columns destinations, in persons. Places go by code or by any of their names.

      Examples:
        flyt matrix 2011
        flyt matrix 2011 --from Oslo,Akershus --to abroad
        flyt matrix latest --format csv > flows.csv
        flyt matrix 2004 --vintage r1 --cite
        flyt matrix 2004 --as-of 2026-11-22          as it was known here that day
        flyt matrix 2004 --published-by 2005-12-31   as the publisher had it out by then

      Exit status: 0 answered, 64 bad arguments or several datasets fit, 66 no such year, place or vintage.
      """)

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: QuestionOptions
  @Argument(help: "The year the moves happened in, or 'latest'.", transform: yearOrLatest)
  var year: YearSelection
  @Option(help: ArgumentHelp("Only from these places.", valueName: "places")) var from: String?
  @Option(help: ArgumentHelp("Only to these places.", valueName: "places")) var to: String?

  func run() async throws {
    let matrix = try shared.answers().matrix(year, options.question(from: from, to: to))
    switch options.format(shared) {
    case .json:
      try Output.print(json: MatrixDocument(matrix, cites: options.cite, from: options.moment.viewpoint))
    case .csv: Output.print(figuresCSV(matrix.figures, cites: options.cite))
    case .table: Output.print(matrixTable(matrix, cites: options.cite))
    }
    options.note([matrix.release], asJSON: options.format(shared) == .json)
  }
}

/// Answers `flyt flow Oslo Akershus`.
struct ShowFlow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "flow", abstract: "Print the moves from some places to others.",
    discussion: """
      In persons. Places go by code or by any of their names, several with commas.

      Examples:
        flyt flow Oslo Akershus
        flyt flow 03 02 --year 2001-2004
        flyt flow abroad Oslo --year 2011 --cite
        flyt flow Oslo Akershus,Østfold --year all --format csv

      Exit status: 0 answered, 64 bad arguments or several datasets fit, 66 no such year, place or vintage.
      """)

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: QuestionOptions
  @Argument(help: "Where people moved from.") var from: String
  @Argument(help: "Where people moved to.") var to: String
  @Option(
    help: ArgumentHelp("A year, a span such as 2001-2004, 'latest' or 'all'.", valueName: "years"),
    transform: yearSelection)
  var year: YearSelection = .latest

  func run() async throws {
    let figures = try shared.answers().flows(year, options.question(from: from, to: to))
    switch options.format(shared) {
    case .json:
      try Output.print(json: FlowDocument(figures, cites: options.cite, from: options.moment.viewpoint))
    case .csv: Output.print(figuresCSV(figures, cites: options.cite))
    case .table: Output.print(flowTable(figures, cites: options.cite))
    }
    options.note(figures.map(\.release), asJSON: options.format(shared) == .json)
  }
}
