import ArgumentParser
import Foundation
import StatusFile

/// The process: arguments in, exit status out.
@main
enum Program {
  static func main() async {
    let arguments = Array(CommandLine.arguments.dropFirst())
    // The library behind Swift's threads complains in the system's log of priorities that no ordinary user may set.
    setenv("LIBDISPATCH_LOG", "NO", 0)
    if arguments.first == "run" { EarlySignals.catchForDaemon(isOneLook: arguments.contains("--once")) }
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
      let asJSON = arguments.contains("--json")
      return arguments.first == CheckHealth.name ? tellMonitor(error, asJSON) : report(error, asJSON: asJSON)
    }
  }

  /// A monitor reads one line and an exit status of its own kind, also when the command is wrong.
  private static func tellMonitor(_ error: any Error, _ asJSON: Bool) -> ExitStatus {
    if error is ExitCode || Flyt.exitCode(for: error) == .success { return report(error, asJSON: asJSON) }
    let message =
      Flyt.exitCode(for: error) == .validationFailure ? Flyt.message(for: error) : Failure(error).message
    let health = Health(.unknown, message)
    if asJSON, (try? Output.print(json: HealthDocument(health))) != nil { return .unknown }
    Output.print(health.line + "\n")
    return .unknown
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
    guard let first = arguments.first, !first.hasPrefix("-") else { return nil }
    let names = Flyt.configuration.subcommands.map { $0._commandName }
    return names.contains(first) ? nil : Failure(unknownCommand: first, among: names)
  }
}
