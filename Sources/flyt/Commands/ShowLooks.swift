import ArgumentParser
import Definitions
import FlowTables
import ReleaseStore
import Rendering

/// Answers `flyt looks`.
struct ShowLooks: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "looks",
    abstract: "Print the ledger of looks: every visit to every source, and what it confirmed.",
    discussion: """
      First how long each stored year's figures have been the same, then the looks, consecutive ones with the same \
      result as one line. A running daemon writes uneventful looks down every ten minutes.

      Examples:
        flyt looks
        flyt looks inbox --json

      Exit status: 0 printed, 66 no such source.
      """)

  @OptionGroup var shared: SharedOptions
  @Argument(help: "Only looks at this source.") var source: String?

  func run() async throws {
    let settings = try shared.settings()
    let reader = try ReleaseReader(reading: settings.store.value)
    let looks = try reader.looks(at: source)
    if let source, looks.isEmpty { try check(source, settings, reader) }
    let confirmations = try reader.confirmations()
    if shared.json {
      try Output.print(json: LooksDocument(confirmations, looks))
    } else {
      Output.print(confirmationLines(confirmations) + "\n" + looksTable(looks))
    }
  }

  /// A source without looks may be a new one; any other name is a slip.
  private func check(_ source: String, _ settings: Settings, _ reader: ReleaseReader) throws {
    let known = Set(settings.sources.map(\.name) + (try reader.looks().map(\.source))).sorted()
    guard !known.contains(source) else { return }
    let nearest = nearestName(to: source, among: known)
    throw Failure(
      .missing, code: "no-such-source",
      "'\(source)': no such source. Known: \(known.isEmpty ? "none" : known.joined(separator: ", "))."
        + (nearest.map { " Did you mean '\($0)'?" } ?? ""), hint: "flyt looks")
  }
}
