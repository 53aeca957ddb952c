package import Foundation

/// What a monitor makes of a status: one level, one line.
///
/// - Source: the development guidelines of the monitoring plugins (levels, one line, performance data).
package struct Health: Hashable, Sendable {
  /// How bad it is; the raw value is the plugin's exit status.
  package enum Level: Int, Hashable, Sendable, Comparable {
    case ok = 0
    case warning = 1
    case critical = 2
    case unknown = 3

    /// Of two things that are known the worse one counts.
    package static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }

    /// As monitors print it.
    package var word: String {
      switch self {
      case .ok: "OK"
      case .warning: "WARNING"
      case .critical: "CRITICAL"
      case .unknown: "UNKNOWN"
      }
    }
  }

  /// From how many days overdue an edition is a warning, and from how many critical.
  package struct Thresholds: Hashable, Sendable {
    /// - Unit: days.
    package let warning: Int
    /// - Unit: days.
    package let critical: Int

    /// Gives `nil` where the one comes after the other, or before the day itself.
    package init?(warning: Int, critical: Int) {
      guard warning >= 0, warning <= critical else { return nil }
      (self.warning, self.critical) = (warning, critical)
    }
  }

  /// How bad it is.
  package let level: Level
  /// The line, without its end.
  package let line: String

  /// A level and why.
  package init(_ level: Level, _ text: String, measured: [String] = []) {
    self.level = level
    // A bar begins the performance data, and a second line would be another thing.
    let words = text.replacing("|", with: "/").split(whereSeparator: \.isWhitespace).joined(separator: " ")
    line = "FLYT \(level.word) - \(words)" + (measured.isEmpty ? "" : " | " + measured.joined(separator: " "))
  }
}

extension Status {
  /// Judges the status as it reads at a moment.
  ///
  /// Lateness goes by the thresholds, everything else by what the daemon itself calls it.
  package func health(at now: Date, _ thresholds: Health.Thresholds) -> Health {
    var findings: [(level: Health.Level, text: String)] = []
    switch liveness(at: now) {
    case .alive: break
    case .stopped(let moment):
      findings.append((.critical, "the daemon was stopped in good order at \(moment.formatted(.iso8601))"))
    case .dead(let since):
      findings.append((.critical, "no heartbeat since \(since.formatted(.iso8601))"))
    }
    if daemon.paused { findings.append((.warning, "paused")) }
    for dataset in datasets {
      let days = dataset.overdueDays ?? 0
      guard days >= thresholds.warning, days > 0 else { continue }
      findings.append(
        (
          days >= thresholds.critical ? .critical : .warning,
          "\(dataset.id): \(dataset.expectedYear ?? 0) was due on \(dataset.dueOn ?? "?"), \(days) days overdue"
        ))
    }
    for problem in problems where problem.code != Self.late {
      findings.append((problem.severity == .critical ? .critical : .warning, problem.text))
    }
    let worst = findings.map(\.level).max() ?? .ok
    let texts = findings.filter { $0.level == worst }.map(\.text)
    let more = findings.count > 1 ? " (and \(findings.count - 1) more, see flyt status)" : ""
    return Health(worst, (texts.first ?? calm) + more, measured: measured(at: now, thresholds))
  }

  /// The daemon's own word for an edition that has not come.
  private static let late = "late"

  /// Such as `2011 is newest; 2012 not due until 2013-05-15`.
  private var calm: String {
    let known = datasets.compactMap { dataset -> String? in
      guard let newest = dataset.newestYear else { return nil }
      let name = datasets.count { $0.newestYear != nil } > 1 ? "\(dataset.id) " : ""
      guard let next = dataset.expectedYear, let due = dataset.dueOn else {
        return "\(name)\(newest) is newest"
      }
      return "\(name)\(newest) is newest; \(next) "
        + ((dataset.overdueDays ?? 0) > 0 ? "was due on \(due)" : "not due until \(due)")
    }
    return known.isEmpty ? "nothing is stored yet" : known.joined(separator: "; ")
  }

  private func measured(at now: Date, _ thresholds: Health.Thresholds) -> [String] {
    let overdue = datasets.compactMap(\.overdueDays).max() ?? 0
    let failing = sources.count { $0.state != .ok && $0.state != .paused }
    let age = max(0, Int(now.timeIntervalSince(generatedAt)))
    return [
      "overdue_days=\(overdue);\(thresholds.warning);\(thresholds.critical);0",
      "sources_failing=\(failing);;;0",
      "quarantine=\(quarantine.count);;;0", "releases=\(store.releases);;;0",
      "heartbeat_age=\(age)s;;\(Int(validUntil.timeIntervalSince(generatedAt)));0",
    ]
  }
}
