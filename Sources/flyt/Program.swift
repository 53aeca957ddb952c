import ArgumentParser
import Foundation

/// The process: arguments in, exit status out.
@main
enum Program {
  static func main() async {
    let arguments = Array(CommandLine.arguments.dropFirst())
    // A hang-up asks a daemon to read its settings anew; one that is only just starting does so anyway.
    if arguments.contains("run") { signal(SIGHUP, SIG_IGN) }
    var status = await run(arguments)
    if status == .done, let failure = Output.failure {
      Output.report(failure, asJSON: false)
      status = failure.status
    }
    exit(status.rawValue)
  }

  @concurrent private static func run(_ arguments: [String]) async -> ExitStatus {
    do {
      if let misspelt = misspeltCommand(in: arguments) { throw misspelt }
      try await execute(try Flyt.parseAsRoot(arguments))
      return .done
    } catch {
      return report(error, asJSON: arguments.contains("--json"))
    }
  }

  @concurrent private static func execute(_ command: sending any ParsableCommand) async throws {
    if var asynchronous = command as? any AsyncParsableCommand {
      try await asynchronous.run()
    } else {
      var synchronous = command
      try synchronous.run()
    }
  }

  private static func report(_ error: any Error, asJSON: Bool) -> ExitStatus {
    if let exit = error as? ExitCode { return ExitStatus(rawValue: exit.rawValue) ?? .fault }
    let parserCode = Flyt.exitCode(for: error)
    if parserCode == .success {
      // Help and version are asked for by throwing.
      Output.print(Flyt.fullMessage(for: error) + "\n")
      return .done
    }
    let failure =
      parserCode == .validationFailure ? Failure(usage: Flyt.fullMessage(for: error)) : Failure(error)
    Output.report(failure, asJSON: asJSON)
    return failure.status
  }

  /// ArgumentParser suggests options but no commands.
  private static func misspeltCommand(in arguments: [String]) -> Failure? {
    guard let first = arguments.first, !first.hasPrefix("-"), first != "help" else { return nil }
    let names = Flyt.configuration.subcommands.map { $0._commandName }
    return names.contains(first) ? nil : Failure(unknownCommand: first, among: names)
  }
}
