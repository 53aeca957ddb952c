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
      Reads the status file alone, so it works when the daemon doesn't, and says so.

      Examples:
        flyt status
        flyt status --json
        flyt status --status /run/flyt/status.json

      Exit status: 0 printed, 66 there is no status file.
      """)

  @OptionGroup var shared: SharedOptions

  func run() async throws {
    let status = try Status.read(from: shared.settings().status.value)
    if shared.json {
      Output.print(try status.json())
    } else {
      Output.print(statusText(status, at: Date()))
    }
  }
}

/// The status for a terminal, worst first.
func statusText(_ status: Status, at now: Date) -> String {
  let alive =
    switch status.liveness(at: now) {
    case .alive: "running as process \(status.daemon.pid) since \(timestamp(status.daemon.startedAt))"
    case .stopped(let moment): "stopped in good order at \(timestamp(moment))"
    case .dead(let since): "DEAD: no heartbeat since \(timestamp(since)); start it with 'flyt run'"
    }
  var text = "\(status.state.rawValue.uppercased()): \(status.summary)\nDaemon \(alive)\n"
  for problem in status.problems {
    text +=
      "\n\(problem.severity.rawValue) \(problem.code), since \(timestamp(problem.since)): \(problem.text)\n"
    if let hint = problem.hint { text += "  try: \(hint)\n" }
  }
  var sources = TextTable([
    ("Source", .left), ("Kind", .left), ("State", .left), ("Last look", .left), ("Last new", .left),
  ])
  for source in status.sources {
    sources.add([
      source.name, source.kind, source.state.rawValue, source.lastLookAt.map(timestamp) ?? "never",
      source.lastNewAt.map(timestamp) ?? "never",
    ])
  }
  var datasets = TextTable([
    ("Dataset", .left), ("Newest", .left), ("Vintage", .left), ("Expected", .left), ("Due", .left),
    ("Overdue", .left),
  ])
  for dataset in status.datasets {
    datasets.add([
      dataset.id, dataset.newestYear.map(String.init) ?? "none", dataset.vintage.map { "r\($0)" } ?? "",
      dataset.expectedYear.map(String.init) ?? "nothing", dataset.dueOn ?? "",
      dataset.overdueDays.map { "\($0) days" } ?? "",
    ])
  }
  let store = status.store
  text += "\n\(sources.text)\n\(datasets.text)\n"
  text += "Store \(printable(store.path)): \(store.releases) releases from \(store.extracts) extracts, "
  text += "\(store.bytes) bytes; quarantine \(status.quarantine.count)\n"
  for (label, filed) in [("accepted", status.lastAccepted), ("refused", status.lastRefused)] {
    guard let filed else { continue }
    text += "Last \(label) \(timestamp(filed.at)): \(filed.name)\n"
  }
  return text
}
