import Foundation

extension Date {
  /// The form of every time in a store: RFC 3339 in UTC with milliseconds, so that text order is time order.
  ///
  /// The formatter cuts, and a binary fraction often lies just below its
  /// millisecond: so it is given a time well inside the rounded one.
  var timestamp: String { (roundedToMilliseconds + 0.000_1).formatted(Self.form) }

  /// Reads what ``timestamp`` wrote.
  init?(timestamp: String) {
    guard let date = try? Date(timestamp, strategy: Self.form) else { return nil }
    self = date.roundedToMilliseconds
  }

  private var roundedToMilliseconds: Date {
    Date(timeIntervalSince1970: (timeIntervalSince1970 * 1000).rounded() / 1000)
  }

  private static let form = ISO8601FormatStyle(includingFractionalSeconds: true)
}

/// The JSON text of a value, always the same for equal values.
func json(_ value: some Encodable) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  return String(decoding: try encoder.encode(value), as: UTF8.self)
}

/// Reads what ``json(_:)`` wrote.
func fromJSON<Value: Decodable>(_ text: String, as type: Value.Type = Value.self) throws -> Value {
  do {
    return try JSONDecoder().decode(type, from: Data(text.utf8))
  } catch {
    throw DamagedValue(what: "a stored \(type) cannot be read: \(error)")
  }
}
