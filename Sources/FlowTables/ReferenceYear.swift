/// The year in which the moves of a table happened.
///
/// One of three clocks that must not be mixed: the publisher's date is
/// `releasedOn`, ours is `retrievedAt`.
package struct ReferenceYear: Hashable, Sendable {
  /// The years any dataset may hold; narrower limits stand in its definition.
  package static let range = 1900...2100

  /// The number of the year.
  package let value: Int

  /// Gives `nil` outside ``range``.
  package init?(_ value: Int) {
    guard Self.range.contains(value) else { return nil }
    self.value = value
  }
}

extension ReferenceYear: Comparable, CustomStringConvertible {
  /// The order of the years.
  package static func < (one: Self, other: Self) -> Bool { one.value < other.value }
  /// The number as it is written.
  package var description: String { String(value) }
}

extension ReferenceYear: Codable {
  /// Reads a number within ``range``.
  package init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer().decode(Int.self)
    guard let year = Self(value) else {
      let problem = "\(value) is not a year from \(Self.range.lowerBound) to \(Self.range.upperBound)"
      throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: problem))
    }
    self = year
  }

  /// Writes the number.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(value)
  }
}
