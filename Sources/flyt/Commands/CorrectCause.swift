import Answers
import ArgumentParser
import Definitions
import FlowTables
import Foundation
import ReleaseStore

/// Answers `flyt cause 2011 r2 parserFix --because …`.
struct CorrectCause: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cause", abstract: "Say that a vintage exists for another cause than it bears.",
    discussion: """
      The new cause is a fact of its own beside the old one, with its reason, who gave it and when; nothing stored \
      changes. The causes are \(causeNames).

      Examples:
        flyt cause 2011 r2 parserFix --because 'the reader lost a row until 0.2'
        flyt cause 2011 r2 publisherCorrection --because 'letter of 2012-06-01'

      Exit status: 0 recorded, 66 no such year or vintage, 75 somebody else holds the store.
      """)

  @OptionGroup var shared: SharedOptions
  @Option(help: ArgumentHelp("The dataset; needed only where several have the year.", valueName: "id"))
  var dataset: String?
  @Argument(help: "The year the moves happened in.", transform: referenceYear) var year: ReferenceYear
  @Argument(help: ArgumentHelp("The vintage, such as r2."), transform: vintageNumber) var vintage: Int
  @Argument(help: "The cause that it exists for.", transform: namedCause) var cause: Cause
  @OptionGroup var reason: ReasonOption

  func run() async throws {
    let path = try shared.settings().store.value
    let release = try Answers(store: path).release(of: year, dataset: dataset, vintage: vintage)
    let store = try ReleaseStore(opening: path, holder: "flyt cause", now: Date.init)
    defer { store.close() }
    _ = try store.correctCause(
      of: release.dataset, in: year, vintage: vintage, to: cause, reason.decision())
    let line = "\(release.dataset) \(year) r\(vintage): \(cause.rawValue), before \(release.cause.rawValue)\n"
    if shared.json {
      try Output.print(
        json: CauseDocument(
          dataset: release.dataset, year: year, vintage: vintage, cause: cause, was: release.cause))
    } else {
      Output.print(line)
    }
  }
}

private struct CauseDocument: Encodable {
  let dataset: String
  let year: ReferenceYear
  let vintage: Int
  let cause: Cause
  let was: Cause
}

/// The causes, as messages list them.
let causeNames = Cause.allCases.map(\.rawValue).joined(separator: ", ")

private func namedCause(_ text: String) throws -> Cause {
  if let cause = Cause(rawValue: text) { return cause }
  let nearest = nearestName(to: text, among: Cause.allCases.map(\.rawValue))
  throw ValidationError(
    "'\(text)' is no cause. Take \(causeNames)." + (nearest.map { " Did you mean '\($0)'?" } ?? ""))
}
