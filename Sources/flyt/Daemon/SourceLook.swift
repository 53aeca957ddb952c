import Acquisition
import Ingest
import Logging
import ReleaseStore

/// What one look at a source came to, whatever its kind.
struct SourceLook: Sendable {
  /// Whether the source could be looked at.
  enum Health: Sendable {
    case good
    /// Nothing had to be asked.
    case idle
    case failed
    /// It is not there any more.
    case lost
  }

  var health = Health.good
  /// What is wrong with a watch folder's surroundings, where that kept everything from being taken.
  var trouble: FolderFault?
  /// What was decided, extract by extract.
  var decided: [[Outcome]] = []
  var leftAlone: [LeftAlone] = []
  /// What went wrong with the source, or with single files.
  var failures: [Failure] = []

  /// Whether nothing is wrong with it.
  var isGood: Bool { health == .good || health == .idle }
}

extension Logger {
  /// Writes down what was decided; what went wrong is the status board's to tell, which knows what is new of it.
  func log(_ look: SourceLook) {
    for outcome in look.decided.joined() { note(outcome.kind, "\(outcome.line)", outcome.fields) }
  }
}
