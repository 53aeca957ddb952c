import Extracts

/// What is wrong with the surroundings of a watch folder, so that a look came to nothing.
package enum FolderFault: Hashable, Sendable {
  /// The inbox is not there, or another folder has its place: nothing is known of what it holds.
  case inboxGone
  /// The inbox is there and must not be looked into.
  case inboxUnreadable
  /// What is taken could not be moved to where it belongs.
  case targetUnusable
  /// Everything else; the error says what.
  case other
}

extension WatchFolder {
  /// Tells what an error of ``prepare()``, ``checkTargets()`` or a look means for the folder.
  package func fault(of error: AcquisitionError) -> FolderFault {
    if [accepted, refused].contains(where: { printable($0) == error.path }) { return .targetUnusable }
    return switch error.reason {
    case .missing, .wrongKind, .replaced, .noMarker: .inboxGone
    case .notPermitted: .inboxUnreadable
    // It can be looked into, but nothing can leave it.
    case .readOnly: .targetUnusable
    default: .other
    }
  }
}
