import Foundation
import StatusFile

/// The problems that stand, each since it began.
struct ProblemList {
  /// What a problem is called, and what has it.
  struct Name: Hashable {
    /// A stable code for monitors.
    let code: String
    /// The source or dataset; `nil` for the daemon itself.
    let subject: String?

    init(_ code: String, of subject: String? = nil) { (self.code, self.subject) = (code, subject) }
  }

  /// How bad it is, in words, and a command that helps.
  typealias Details = (severity: Status.Problem.Severity, text: String, hint: String?)

  private var standing: [Name: Status.Problem] = [:]

  /// The worst first, then the oldest.
  var problems: [Status.Problem] {
    standing.values.sorted { one, other in
      one.severity == other.severity ? one.since < other.since : one.severity == .critical
    }
  }

  /// Raises a problem, or clears it where there are no details.
  mutating func set(_ name: Name, _ details: Details?) {
    if let details {
      raise(name, details)
    } else {
      clear(name)
    }
  }

  /// Says that a problem stands; it keeps the moment at which it began.
  mutating func raise(_ name: Name, _ details: Details) {
    standing[name] = Status.Problem(
      code: name.code, severity: details.severity, since: standing[name]?.since ?? Date(), text: details.text,
      hint: details.hint)
  }

  mutating func clear(_ name: Name) { standing[name] = nil }

  /// Clears problems by their names, such as those of a source that is gone from the settings.
  mutating func clear(where isOver: (Name) -> Bool) {
    standing = standing.filter { !isOver($0.key) }
  }
}
