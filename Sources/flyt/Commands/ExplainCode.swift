import ArgumentParser
import Rendering

/// Answers `flyt help row-sum`, and `flyt help run` as ArgumentParser's own command would, whose place it takes.
struct ExplainCode: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "help", abstract: "Show a command's help, or explain a code of a problem or a finding.",
    discussion: """
      Codes stand in the status ('late'), on the cards of refused files and in outcomes ('row-sum'). A word that is \
      both shows the command's help first; with --json a code goes before a command.

      Examples:
        flyt help run                what 'flyt run --help' says
        flyt help quarantine show
        flyt help row-sum            what it means, and what to do
        flyt help late --json
        flyt help --codes            every code in a line

      Exit status: 0 explained, 64 neither a command nor a code.
      """)

  @Flag(help: "List every code.") var codes = false
  @Flag(help: "Print one JSON document.") var json = false
  @Argument(help: "A command, with its own subcommand, or a code.") var topic: [String] = []

  func validate() throws {
    if codes, !topic.isEmpty { throw ValidationError("--codes lists every code; name none with it.") }
  }

  func run() async throws {
    if codes { return try printCodes() }
    let name = topic.joined(separator: " ")
    let code = ExplainedCode.all.first { $0.code == name }
    let command = namedCommand(topic, under: Flyt.self)
    if json, let code { return try Output.print(json: code) }
    guard let command else {
      guard let code else { throw Failure(unknownTopic: name, among: topics) }
      return Output.print(code.text)
    }
    let help = Flyt.helpMessage(for: command, includeHidden: false)
    if json { return try Output.print(json: ["command": name, "help": help]) }
    Output.print(help + "\n" + (code.map { "\nAs a code:\n\n\($0.text)" } ?? ""))
  }

  private func printCodes() throws {
    if json { return try Output.print(json: ["codes": ExplainedCode.all]) }
    let problems = codesTable(of: .problem, titled: "Problem")
    Output.print(problems + "\n" + codesTable(of: .finding, titled: "Finding"))
  }

  /// Everything that can be asked for, to find what was meant.
  private var topics: [String] { paths(under: Flyt.self) + ExplainedCode.all.map(\.code) }
}

private func codesTable(of kind: ExplainedCode.Kind, titled title: String) -> String {
  var table = TextTable([(title, .left), ("In short", .left)])
  for code in ExplainedCode.all where code.kind == kind { table.add([code.code, code.summary]) }
  return table.text
}

/// The command that some words lead to; the root for none.
private func namedCommand(
  _ path: [String], under root: any ParsableCommand.Type
) -> (any ParsableCommand.Type)? {
  var command = root
  for word in path {
    guard let next = command.configuration.subcommands.first(where: { $0._commandName == word }) else {
      return nil
    }
    command = next
  }
  return command
}

/// Each command beneath another as it is typed: `quarantine`, `quarantine show`.
private func paths(under root: any ParsableCommand.Type) -> [String] {
  root.configuration.subcommands.flatMap { command in
    [command._commandName] + paths(under: command).map { "\(command._commandName) \($0)" }
  }
}
