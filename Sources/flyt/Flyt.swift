import ArgumentParser

/// The root command: its subcommands, in the order in which `flyt --help` shows them.
struct Flyt: AsyncParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "flyt",
    abstract:
      "Keeps every edition of yearly origin-destination migration tables, and answers for each figure.",
    discussion: """
      Watches for a statistics office's new yearly tables, reads them whatever their layout, proves them by their \
      own sums and keeps every edition for ever.

      Examples:
        flyt ingest county-flows-2011-en.txt     read a table, prove it, store it
        flyt flow Oslo Akershus --year 2011      one figure
        flyt matrix 2011 --format csv            a whole table
        flyt run                                 watch the inbox for new tables
        flyt status                              what the daemon says of itself
        flyt help row-sum                        what a code of a problem or a finding means
      """,
    version: version,
    subcommands: [
      Run.self, IngestFiles.self, ShowStatus.self, CheckHealth.self, Years.self, Releases.self,
      ShowMatrix.self, ShowFlow.self,
      ShowDiff.self, CorrectCause.self, ManageQuarantine.self, PollSources.self, Pause.self, Resume.self,
      ReloadSettings.self, Stop.self,
      ManageSources.self, ShowLooks.self, VerifyStore.self,
      ReplayStore.self,
      BackUp.self, Datasets.self, ShowSettings.self, ShowExtract.self, ExplainCode.self,
    ])
}
