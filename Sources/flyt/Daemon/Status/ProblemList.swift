import Foundation
import StatusFile

/// The problems that stand, each since it began.
struct ProblemList {
  /// What a problem is called, and what has it.
  struct Name: Hashable {
    let code: ProblemCode
    /// The source or dataset; `nil` for the daemon itself.
    let subject: String?

    init(_ code: ProblemCode, of subject: String? = nil) { (self.code, self.subject) = (code, subject) }
  }

  /// How bad it is, in words, and a command that helps.
  typealias Details = (severity: Status.Problem.Severity, text: String, hint: String?)

  private var standing: [Name: Status.Problem] = [:]

  /// Those that have stood long enough to be told: the worst first, then the oldest.
  func told(at now: Date, patience: TimeInterval) -> [(name: Name, problem: Status.Problem)] {
    standing.filter { name, problem in
      // A clock that was put back must not hide anything.
      !name.code.mayPass || abs(now.timeIntervalSince(problem.since)) >= patience
    }.map { ($0, $1) }.sorted { one, other in
      let (one, other) = (one.problem, other.problem)
      if one.severity != other.severity { return one.severity == .critical }
      return (one.since, one.text) < (other.since, other.text)
    }
  }

  /// Raises a problem, or clears it where there are no details.
  mutating func set(_ name: Name, _ details: Details?, at now: Date) {
    guard let details else {
      standing[name] = nil
      return
    }
    // It keeps the moment at which it began.
    standing[name] = Status.Problem(
      code: name.code.rawValue, severity: details.severity, since: standing[name]?.since ?? now,
      text: details.text, hint: details.hint)
  }

  /// Whether a problem stands, told or not.
  func stands(_ name: Name) -> Bool { standing[name] != nil }

  mutating func clear(_ name: Name) { standing[name] = nil }

  /// Clears problems by their names, such as those of a source that is gone from the settings.
  mutating func clear(where isOver: (Name) -> Bool) {
    standing = standing.filter { !isOver($0.key) }
  }
}
