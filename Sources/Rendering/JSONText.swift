package import Foundation

/// One JSON document as every command prints it: stable key order, readable, a line end last.
///
/// Times are RFC 3339 in UTC.
package func jsonText(_ value: some Encodable) throws -> Data {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
  encoder.dateEncodingStrategy = .custom { date, encoder in
    var container = encoder.singleValueContainer()
    try container.encode(timestamp(date))
  }
  return try encoder.encode(value) + Data("\n".utf8)
}

/// A moment as RFC 3339 in UTC, with whole seconds.
package func timestamp(_ date: Date) -> String { date.formatted(Date.ISO8601FormatStyle()) }
