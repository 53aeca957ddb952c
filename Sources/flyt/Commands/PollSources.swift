import ArgumentParser
import Definitions
import Foundation
import Logging
import Rendering

/// Answers `flyt poll pages`.
struct PollSources: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "poll", abstract: "Look at a source now, or at all of them, and store what is new.",
    discussion: """
      Looks once, whatever the calendar says, but never in a source's closed hours. While a daemon runs it holds the \
      store; 'flyt sources' says when it looks next.

      Examples:
        flyt poll
        flyt poll pages --json

      Exit status: as 'flyt ingest'; 66 no such source, 78 it is switched off, 74 a source could not be looked at, 75 a daemon holds the \
      store.
      """)

  @OptionGroup var shared: SharedOptions
  @Argument(help: "Only this source.") var source: String?

  func run() async throws {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    if let source, try !shared.settings().source(source).enabled {
      throw Failure(
        .settings, code: "switched-off",
        "source '\(source)' is switched off: set enabled = true in its settings.",
        hint: "flyt sources test \(source)")
    }
    var logger = Logger(label: "flyt") { StreamLogHandler.standardError(label: $0) }
    // One look reports everything itself.
    logger.logLevel = .error
    let daemon = try await Daemon(shared, byHand: "flyt poll", logger: logger)
    let (outcomes, failures) = try await daemon.runOnce(only: source)
    var report = IngestReport(asJSON: shared.json)
    report.add(outcomes)
    for failure in failures { report.add(failure) }
    if !shared.json, outcomes.isEmpty, failures.isEmpty { Output.note("nothing new") }
    try report.finish()
  }
}
