/// An optional value that is written as `null` where Swift would leave out the key.
///
/// Monitors then find every key of the schema in every status file.
@propertyWrapper
package struct OrNull<Value: Codable> {
  /// The value, or `nil` where it is not known.
  package var wrappedValue: Value?

  /// Wraps a value that may not be known.
  package init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }
}

extension OrNull: Codable {
  /// Reads the value, or `nil` for `null`.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    wrappedValue = container.decodeNil() ? nil : try container.decode(Value.self)
  }

  /// Writes the value, or `null`.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let wrappedValue {
      try container.encode(wrappedValue)
    } else {
      try container.encodeNil()
    }
  }
}

extension OrNull: Equatable where Value: Equatable {}
extension OrNull: Hashable where Value: Hashable {}
extension OrNull: Sendable where Value: Sendable {}

extension KeyedDecodingContainer {
  /// Reads a key that may also be missing, as in a file of an older version.
  ///
  /// Synthesized decoding prefers this to the general method, which insists on the key.
  func decode<Value>(_ type: OrNull<Value>.Type, forKey key: Key) throws -> OrNull<Value> {
    try decodeIfPresent(type, forKey: key) ?? OrNull(wrappedValue: nil)
  }
}
