import ArgumentParser
import Definitions
import FlowTables
import Rendering

/// Answers `flyt settings`.
struct ShowSettings: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "settings", abstract: "Print what the settings come to.",
    discussion: """
      Each setting comes from its flag, else its environment variable, else the last file that states it, else the
      default. The files are the settings file and the conf.d/*.toml beside it, in the order of their names.

      Examples:
        flyt settings
        flyt settings --origin
        flyt settings check --config /etc/flyt/flyt.toml

      Exit status: 0 all is well, 78 something is wrong; every problem is named at once.
      """,
    subcommands: [Print.self, Check.self], defaultSubcommand: Print.self)

  /// Prints the settings.
  struct Print: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "print", abstract: "Print what the settings come to (the default).")

    @OptionGroup var shared: SharedOptions
    @Flag(help: "Say where each comes from.") var origin = false

    func run() async throws {
      let settings = try shared.settings()
      // Questions need no definitions, so that a missing folder is no error here.
      let folder = try? shared.datasetsFolder(settings)
      let entries =
        settings.entries + (folder.map { [SettingEntry("datasets", .text($0.value), $0.origin)] } ?? [])
      if shared.json { return try Output.print(json: ["settings": entries]) }
      var table = TextTable([("Setting", .left), ("Value", .left)] + (origin ? [("From", .left)] : []))
      for entry in entries { table.add([entry.key, "\(entry.value)"] + (origin ? [entry.origin] : [])) }
      Output.print(table.text)
    }
  }

  /// Checks settings and definitions.
  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check", abstract: "Check the settings files and the dataset definitions.")

    @OptionGroup var shared: SharedOptions

    func run() async throws {
      let settings = try shared.settings()
      let definitions = try shared.definitions(settings)
      let ids = definitions.datasets.map(\.id)
      let companions = definitions.companions.map(\.id)
      if shared.json {
        return try Output.print(
          json: CheckDocument(
            file: settings.file?.path, fragments: settings.fragments.map(\.path), datasets: ids,
            companions: companions))
      }
      let witnesses = companions.isEmpty ? "" : "; companions \(companions.joined(separator: ", "))"
      let paths = settings.files.map(\.path)
      let files = paths.isEmpty ? "no settings file" : paths.joined(separator: ", ")
      Output.print("\(files): all is well; datasets \(ids.joined(separator: ", "))\(witnesses)\n")
    }
  }
}

private struct CheckDocument: Encodable {
  let file: String?
  let fragments: [String]
  let datasets: [String]
  let companions: [String]
}
