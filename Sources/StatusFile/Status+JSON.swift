package import Foundation

extension Status {
  /// The status as its file holds it: pretty printed, keys sorted, a line end last.
  package func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .custom { date, encoder in
      var container = encoder.singleValueContainer()
      try container.encode(date.formatted(Self.time))
    }
    return try encoder.encode(self) + Data("\n".utf8)
  }

  /// Reads what ``json()`` writes; keys that this version does not know are passed over.
  package init(json: Data) throws {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .custom { decoder in
      let container = try decoder.singleValueContainer()
      let text = try container.decode(String.self)
      if let date = (try? Self.time.parse(text)) ?? (try? Self.wholeSeconds.parse(text)) { return date }
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "'\(text)' is not a time such as 2026-11-22T18:35:00.000Z")
    }
    self = try decoder.decode(Status.self, from: json)
  }

  /// RFC 3339 in UTC, with milliseconds.
  private static let time = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
  private static let wholeSeconds = Date.ISO8601FormatStyle()
}
