/// Where an extract was found, as far as a restart must know it again.
package struct Origin: Hashable, Sendable {
  /// The source's name; `nil` for a file that somebody named.
  package let source: String?
  /// What tells this file in the source's folder from a later one of the same name.
  package let fileIdentity: String?

  /// A file found in a source.
  package init(source: String?, fileIdentity: String?) {
    (self.source, self.fileIdentity) = (source, fileIdentity)
  }

  /// An extract inside a file that was found here; two of the same bytes are told apart by their names.
  package func member(_ name: String) -> Self {
    Self(source: source, fileIdentity: fileIdentity.map { "\($0)/\(name)" })
  }

  /// A file that somebody named.
  package static let named = Self(source: nil, fileIdentity: nil)
}

/// One try at an extract, written down before anything is read.
package struct Attempt: Hashable, Sendable {
  /// Its number in the store.
  package let id: Int64
  /// The source's name; `nil` for a named file.
  package let source: String?
  /// How many tries at the same bytes ended with the process, since the last that ended well.
  package let earlierCrashes: Int
  /// Whether every table in these bytes is stored already, so that they need not be read.
  package let knownReleases: Bool
}

/// How work on an extract begins.
package enum Beginning: Hashable, Sendable {
  /// The extract must be read.
  case fresh(Attempt)
  /// An earlier process recorded the outcome and did not come to move the file.
  case finished(Attempt, [Outcome])
}
