import Foundation
import StatusFile

/// The problems that stand, each since it began.
struct ProblemList {
  /// What is wrong: how badly, in words, and a command that helps.
  typealias Details = (severity: Status.Problem.Severity, text: String, hint: String?)

  private var standing: [String: Status.Problem] = [:]

  /// The worst first, then the oldest.
  var problems: [Status.Problem] {
    standing.values.sorted { one, other in
      one.severity == other.severity ? one.since < other.since : one.severity == .critical
    }
  }

  /// Raises a problem, or clears it where there are no details.
  mutating func set(_ code: String, _ details: Details?) {
    if let details {
      raise(code, details.severity, details.text, hint: details.hint)
    } else {
      clear(code)
    }
  }

  mutating func raise(_ code: String, _ severity: Status.Problem.Severity, _ text: String, hint: String? = nil) {
    standing[code] = Status.Problem(
      code: code, severity: severity, since: standing[code]?.since ?? Date(), text: text, hint: hint)
  }

  mutating func clear(_ code: String) { standing[code] = nil }
}
