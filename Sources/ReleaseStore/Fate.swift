/// What became of one table of an extract.
package enum Fate: String, Hashable, Sendable, Codable {
  /// The first vintage of its year.
  case new
  /// Its cells differ from the current vintage.
  case revision
  /// Nothing that is not stored already.
  case sighting
  /// Believable, but not better than what is stored.
  case held
  /// Not believed.
  case refused
}

/// Why a release exists.
package enum Cause: String, Hashable, Sendable, Codable, CaseIterable {
  /// The first of its year.
  case first
  /// The publisher changed the figures in a later edition, or in one of unknown date.
  case publisherRevision
  /// The publisher changed the figures under the date that they already bore, or mended sums that contradicted them.
  case publisherCorrection
  /// A corrected reader gives other cells from the same bytes.
  case parserFix
  /// Somebody accepted it against a check.
  case operatorOverride
  /// The missing part of a held table came.
  case lateBlock
}

extension Cause {
  /// Whether it is the publisher who changed something, and not we.
  package var isPublishers: Bool {
    switch self {
    case .first, .publisherRevision, .publisherCorrection: true
    case .parserFix, .operatorOverride, .lateBlock: false
    }
  }
}
