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
package enum Cause: String, Hashable, Sendable, Codable {
  /// The first of its year.
  case first
  /// The publisher changed the figures.
  case publisherRevision
  /// A corrected reader gives other cells from the same bytes.
  case parserFix
  /// Somebody accepted it against a check.
  case operatorOverride
  /// The missing part of a held table came.
  case lateBlock
}

/// How an extract came to be known as one that is stored.
enum SightingKind: String {
  /// Its very bytes were seen before.
  case bytes
  /// Other bytes hold the same cells.
  case cells
}
