import ArgumentParser
import Definitions
import Foundation
import StatusFile

/// Answers `flyt health`, as monitoring plugins do.
struct CheckHealth: AsyncParsableCommand {
  static let name = "health"

  static let configuration = CommandConfiguration(
    commandName: name, abstract: "Say in one line how the daemon is, for Nagios, Icinga and their kin.",
    discussion: """
      Reads the status file alone, so it works when the daemon doesn't. Thresholds are days overdue: an edition that is \
      not due yet is no reason to worry.

      Examples:
        flyt health
        flyt health -w 7 -c 30

      Exit status: 0 OK, 1 WARNING, 2 CRITICAL (also a daemon that is stopped or dead), 3 UNKNOWN (also wrong \
      arguments, or no status file).
      """)

  @OptionGroup var shared: SharedOptions
  @Option(
    name: .shortAndLong, help: ArgumentHelp("Days overdue from which it is a warning.", valueName: "days"))
  var warning = 14
  @Option(
    name: .shortAndLong, help: ArgumentHelp("Days overdue from which it is critical.", valueName: "days"))
  var critical = 45

  func run() async throws {
    guard let thresholds = Health.Thresholds(warning: warning, critical: critical) else {
      throw ValidationError("-w \(warning) -c \(critical): the warning must not come after the critical day.")
    }
    let status = try Status.read(from: shared.settings(having: \.status).status.value)
    let health = status.health(at: Date(), thresholds)
    if shared.json {
      try Output.print(json: HealthDocument(health))
    } else {
      Output.print(health.line + "\n")
    }
    if health.level != .ok { throw ExitCode(Int32(health.level.rawValue)) }
  }
}

/// The health for scripts.
struct HealthDocument: Encodable {
  private let level: String
  private let line: String

  init(_ health: Health) { (level, line) = (health.level.word, health.line) }
}
