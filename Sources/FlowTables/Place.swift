/// A region of some year's classification, or Abroad.
///
/// Identity is the code; names belong to the dataset definition.
package struct Place: Hashable, Sendable, Codable {
  /// The publisher's code, such as `03`; `abroad` for Abroad.
  package let code: String

  /// A place by its code, known or not.
  package init(code: String) { self.code = code }

  /// Everywhere outside the country.
  ///
  /// Its code is ours: 99 means "unspecified" in the Norwegian standard.
  package static let abroad = Self(code: "abroad")

  /// Whether this is everywhere outside the country.
  package var isAbroad: Bool { self == .abroad }
}

extension Place: Comparable, CustomStringConvertible {
  /// Code order, Abroad last: the order in which digests are taken.
  package static func < (one: Self, other: Self) -> Bool {
    one.isAbroad != other.isAbroad ? other.isAbroad : one.code.utf8.lexicographicallyPrecedes(other.code.utf8)
  }

  /// The code.
  package var description: String { code }
}

/// A directed pair of places.
///
/// Always built with both labels, so that origin and destination cannot trade
/// places unseen.
package struct Flow: Hashable, Sendable, Codable {
  /// Where people moved from.
  package let origin: Place
  /// Where people moved to.
  package let destination: Place

  /// A pair; the labels say which end is which.
  package init(from origin: Place, to destination: Place) {
    self.origin = origin
    self.destination = destination
  }
}

extension Flow: CustomStringConvertible {
  /// As findings name it: `03->07`.
  package var description: String { "\(origin)->\(destination)" }
}

/// The two ends of a flow.
package enum Axis: String, Hashable, Sendable, Codable, CaseIterable {
  case from
  case to

  /// The other end.
  package var opposite: Self { self == .from ? .to : .from }
}
