import ArgumentParser
import ControlSocket
import Definitions
import Foundation
import ReleaseStore

/// Answers `flyt poll pages`.
struct PollSources: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "poll", abstract: "Look at a source now, or at all of them, and store what is new.",
    discussion: """
      Whatever the calendar says, but never in a source's closed hours. The daemon is asked to look, and says when it \
      does; where none runs, the command looks itself and reports what came of it.

      Examples:
        flyt poll
        flyt poll pages --json

      Exit status: 0 the daemon looks; else as 'flyt ingest': 66 no such source, 78 it is switched off, 74 a source \
      could not be looked at, 75 somebody else holds the store.
      """)

  @OptionGroup var shared: SharedOptions
  @Argument(help: "Only this source.") var source: String?

  func run() async throws {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    let settings = try shared.settings()
    if let source, try !settings.source(source).enabled { throw Failure(switchedOff: source) }
    do {
      let daemon = try await Daemon(shared, for: .byHand("flyt poll"))
      let (outcomes, failures) = try await daemon.runOnce(only: source)
      var report = IngestReport(asJSON: shared.json)
      report.add(outcomes)
      for failure in failures { report.add(failure) }
      if !shared.json, outcomes.isEmpty, failures.isEmpty { Output.note("nothing new") }
      try report.finish()
    } catch let error as StoreError {
      let running = RunningDaemon(settings)
      guard await running.mayAnswer(error) else { throw error }
      try report(try await running.ask(.poll(source: source), for: Promises.self), asJSON: shared.json)
    }
  }
}
