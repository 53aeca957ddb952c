/// Where an extract was found, as far as a restart must know it again.
package struct Origin: Hashable, Sendable {
  /// The source's name; `nil` for a file that somebody named.
  package let source: String?
  /// What tells this file in the source's folder from a later one of the same name.
  package let fileIdentity: String?

  /// Whether the source has the bytes no longer once we have them, so that the store must keep them before they are read.
  package private(set) var isFleeting: Bool
  /// Which answer of which address it is; `nil` for one of several extracts in an answer.
  package private(set) var visit: Visit?

  /// A file found in a source.
  package init(source: String?, fileIdentity: String?) {
    (self.source, self.fileIdentity) = (source, fileIdentity)
    (isFleeting, visit) = (false, nil)
  }

  /// An answer from an address of a source; of an unknown one where an earlier process asked for it.
  package init(source: String, answering visit: Visit?) {
    (self.source, fileIdentity, isFleeting, self.visit) = (source, nil, true, visit)
  }

  private init(memberOf archive: Self, identity: String?) {
    (source, fileIdentity, isFleeting) = (archive.source, identity, archive.isFleeting)
    visit = nil
  }

  /// An extract inside a file that was found here; two of the same bytes are told apart by their names.
  package func member(_ name: String) -> Self {
    Self(memberOf: self, identity: fileIdentity.map { "\($0)/\(name)" })
  }

  /// The same answer, whose bytes are not to be kept unless it is begun again as it is.
  package var unkept: Self {
    var origin = self
    (origin.isFleeting, origin.visit) = (false, nil)
    return origin
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
  /// Whether it is at an answer from an address, which says what the publisher says now.
  package let isFleeting: Bool
  /// The answer whose only extract it is at; noted with the outcome.
  package let visit: Visit?
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
