import ArgumentParser
import ControlSocket
import Definitions
import Rendering

/// Answers `flyt pause inbox`.
struct Pause: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pause", abstract: "Let the daemon look at a source no more, or at none.",
    discussion: """
      An extract in hand is finished first. It lasts until 'flyt resume' or a restart of the daemon, and the status says \
      so meanwhile; to switch a source off for good, set enabled = false in the settings.

      Examples:
        flyt pause
        flyt pause statbank

      Exit status: 0 paused, 66 no such source, 69 the daemon is not running, 77 not permitted, 78 it is switched off.
      """)

  @OptionGroup var shared: SharedOptions
  @Argument(help: "Only this source.") var source: String?

  func run() async throws { try await steer(.pause(source: source), shared) }
}

/// Answers `flyt resume inbox`.
struct Resume: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume", abstract: "Let the daemon look at a source again, or at all.",
    discussion: """
      Examples:
        flyt resume
        flyt resume statbank

      Exit status: 0 resumed, 66 no such source, 69 the daemon is not running, 77 not permitted, 78 it is switched off.
      """)

  @OptionGroup var shared: SharedOptions
  @Argument(help: "Only this source.") var source: String?

  func run() async throws { try await steer(.resume(source: source), shared) }
}

/// Answers `flyt reload`.
struct ReloadSettings: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reload", abstract: "Let the daemon read settings and definitions anew.",
    discussion: """
      Bad ones are refused and the old ones stay in force. What only a restart takes over is named.

      Exit status: 0 read, 69 the daemon is not running, 77 not permitted, 78 something is wrong with the new ones.
      """)

  @OptionGroup var shared: SharedOptions

  func run() async throws {
    let running = RunningDaemon(try shared.settings(having: \.socket))
    let document = try await running.ask(.reload, for: ReloadDocument.self)
    if shared.json { return try Output.print(json: document) }
    Output.print(
      "settings and definitions are read anew; sources that changed are looked at by them from now on\n")
    if !document.restartNeeded.isEmpty {
      Output.print("a restart takes over: \(document.restartNeeded.joined(separator: ", "))\n")
    }
  }
}

/// Answers `flyt stop`.
struct Stop: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stop", abstract: "Let the daemon finish the extract in hand, and end.",
    discussion: """
      Under systemd it stays ended until 'systemctl start flyt'.

      Exit status: 0 it stops, 69 the daemon is not running, 77 not permitted.
      """)

  @OptionGroup var shared: SharedOptions

  func run() async throws {
    let document = try await RunningDaemon(try shared.settings(having: \.socket)).ask(
      .stop, for: StopDocument.self)
    if shared.json { return try Output.print(json: document) }
    Output.print("the daemon stops when the extract in hand is done, within \(document.within) seconds\n")
  }
}

/// Puts a wish to the daemon, and prints what it promises.
private func steer(_ request: ControlRequest, _ shared: SharedOptions) async throws {
  let running = RunningDaemon(try shared.settings(having: \.socket))
  try report(try await running.ask(request, for: Promises.self), asJSON: shared.json)
}

/// Prints what the daemon promises.
func report(_ promises: Promises, asJSON: Bool) throws {
  if asJSON { return try Output.print(json: promises) }
  for promise in promises.sources {
    Output.print("\(promise.source) \(promise.will)\(promise.at.map { " (\(timestamp($0)))" } ?? "")\n")
  }
}
