import ArgumentParser
import Definitions
import Extracts
import Foundation
import Rendering
import StatusFile

/// Answers `flyt status`.
struct ShowStatus: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Print what the daemon last said of itself.",
    discussion: """
      Reads the status file alone, so it works when the daemon doesn't, and says so. 'flyt help CODE' explains a problem.

      Examples:
        flyt status
        flyt status --watch
        flyt status --json
        flyt status --status /run/flyt/status.json

      Exit status: 0 printed, 66 there is no status file.
      """)

  /// Between two looks of somebody who watches.
  private static let beat = Duration.seconds(1)

  @OptionGroup var shared: SharedOptions
  @Flag(name: .shortAndLong, help: "Go on printing it whenever it changes, until Ctrl-C.") var watch = false

  func run() async throws {
    let path = try shared.settings(having: \.status).status.value
    guard watch else { return try show(try Status.read(from: path), at: Date()) }
    var last = ""
    while true {
      let status = try latest(path)
      // A daemon that is only just being started has no file yet; whoever watches waits for it.
      let text = status.map { statusText($0, at: Date()) } ?? "\(path): no status file yet\n"
      let shown = shared.json ? try status.map { String(decoding: try $0.json(), as: UTF8.self) } ?? "" : text
      if Output.isTerminal, !shared.json {
        // From the top, and what was longer is wiped away.
        Output.print("\u{1B}[H" + text.replacing("\n", with: "\u{1B}[K\n") + "\u{1B}[J")
      } else if shown != last {
        Output.print(shown + (shared.json ? "" : "\n"))
      }
      last = shown
      guard Output.failure == nil, !Output.readerIsGone else { return }
      try await Task.sleep(for: Self.beat)
    }
  }

  /// The status, where there is one already.
  private func latest(_ path: String) throws -> Status? {
    do throws(StatusFileError) {
      return try Status.read(from: path)
    } catch {
      guard error.reason == .missing else { throw error }
      return nil
    }
  }

  private func show(_ status: Status, at now: Date) throws {
    if shared.json {
      Output.print(try status.json())
    } else {
      Output.print(statusText(status, at: now))
    }
  }
}

/// The status for a terminal, worst first.
func statusText(_ status: Status, at now: Date) -> String {
  var text: String
  switch status.liveness(at: now) {
  case .alive:
    text =
      "\(word(status)): \(status.summary)\n"
      + "Daemon running as process \(status.daemon.pid) since \(timestamp(status.daemon.startedAt))\n"
  case .stopped(let moment):
    text = "\(word(status)): \(status.summary)\nDaemon stopped in good order at \(timestamp(moment))\n"
  case .dead(let since):
    // Whatever it said last, that is not so any more.
    text =
      "\(Style.red("DEAD")): no heartbeat since \(timestamp(since)); start it with 'flyt run' or 'systemctl start flyt'\n"
      + "What follows is what process \(status.daemon.pid) said last: \(status.summary)\n"
  }
  if status.daemon.paused { text += Style.yellow("Everything is paused") + "; 'flyt resume' goes on\n" }
  for problem in status.problems {
    let severity = problem.severity == .critical ? Style.red("critical") : Style.yellow("warning")
    text += "\n\(severity) \(problem.code), since \(timestamp(problem.since)): \(problem.text)\n"
    if let hint = problem.hint { text += "  try: \(hint)\n" }
  }
  let store = status.store
  text += "\n\(sourcesTable(status).text)\n\(datasetsTable(status).text)\n"
  text += "Store \(printable(store.path)): \(store.releases) releases from \(store.extracts) extracts, "
  text += "\(store.bytes) bytes; quarantine \(status.quarantine.count)\n"
  for (label, filed) in [("accepted", status.lastAccepted), ("refused", status.lastRefused)] {
    guard let filed else { continue }
    text += "Last \(label) \(timestamp(filed.at)): \(filed.name)\n"
  }
  return text
}

private func word(_ status: Status) -> String {
  let word = status.state.rawValue.uppercased()
  return switch status.state {
  case .ok: Style.green(word)
  case .warning, .stopped: Style.yellow(word)
  case .critical: Style.red(word)
  }
}

private func sourcesTable(_ status: Status) -> TextTable {
  var table = TextTable([
    ("Source", .left), ("Kind", .left), ("State", .left), ("Last look", .left), ("Next look", .left),
    ("Last new", .left),
  ])
  for source in status.sources {
    let failures = source.consecutiveFailures
    table.add([
      source.name, source.kind, source.state.rawValue + (failures > 1 ? " (\(failures) times)" : ""),
      source.lastLookAt.map(timestamp) ?? "never", source.nextLookAt.map(timestamp) ?? "",
      source.lastNewAt.map(timestamp) ?? "never",
    ])
  }
  return table
}

private func datasetsTable(_ status: Status) -> TextTable {
  var table = TextTable([
    ("Dataset", .left), ("Newest", .left), ("Vintage", .left), ("Expected", .left), ("Due", .left),
    ("Overdue", .left),
  ])
  for dataset in status.datasets {
    table.add([
      dataset.id, dataset.newestYear.map(String.init) ?? "none", dataset.vintage.map { "r\($0)" } ?? "",
      dataset.expectedYear.map(String.init) ?? "nothing", dataset.dueOn ?? "",
      dataset.overdueDays.map { "\($0) days" } ?? "",
    ])
  }
  return table
}
