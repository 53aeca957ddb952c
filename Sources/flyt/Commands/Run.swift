import ArgumentParser
import Foundation
import Ingest
import ReleaseStore

/// Answers `flyt run`: the daemon.
struct Run: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Watch the sources for new tables, until told to stop.",
    discussion: """
      SIGTERM and SIGINT finish the extract in hand and stop; SIGHUP reads the settings anew. 'flyt status', 'poll', \
      'pause', 'resume', 'reload' and 'stop' talk to it.

      Examples:
        flyt run --config /etc/flyt/flyt.toml
        flyt run --once      look at every source once, finish the work and end

      Exit status: 0 stopped in good order; with --once as 'flyt ingest'; 75 somebody else holds the store, \
      78 settings or definitions are wrong.
      """)

  @OptionGroup var shared: SharedOptions
  @Flag(help: "Look at every source once, finish the work and end.") var once = false

  func run() async throws {
    // A vanished reader and a file size limit are errors to be handled, not ends.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    guard once else { return try await Daemon(shared, for: .run).run() }
    let (outcomes, failures) = try await Daemon(shared, for: .once).runOnce()
    var report = IngestReport(asJSON: shared.json)
    report.add(outcomes)
    for failure in failures { report.add(failure) }
    try report.finish()
  }
}
