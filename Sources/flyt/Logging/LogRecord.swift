import Extracts
import Foundation
import Logging

/// One log entry, all text made fit for a terminal, before it takes a form.
struct LogRecord: Sendable {
  /// What is known besides the message.
  struct Field: Hashable, Sendable {
    /// Letters, digits, `_`, `-` and `.` only; no two fields of a record have the same.
    let key: String
    let value: String
  }

  let time: Date
  let level: Logger.Level
  let message: String
  /// The kind of event, where it was said.
  let event: String?
  /// The known ones in their order, then the others in theirs; without the event.
  let fields: [Field]

  init(_ message: String, level: Logger.Level, metadata: Logger.Metadata = [:], at time: Date) {
    (self.time, self.level, self.message) = (time, level, printable(message))
    event = metadata[LogField.event.rawValue].map { printable("\($0)") }
    var used = Self.reserved
    fields = metadata.keys.sorted(by: comesBefore).compactMap { key in
      guard key != LogField.event.rawValue, let value = metadata[key] else { return nil }
      var clean = String(String.UnicodeScalarView(key.unicodeScalars.map { isPlain($0) ? $0 : "_" }))
      while clean.isEmpty || !used.insert(clean).inserted { clean += "_" }
      return Field(key: clean, value: printable("\(value)"))
    }
  }

  /// The keys of what every record has.
  private static let reserved: Set<String> = ["time", "level", "event", "msg", "message"]
}

private let places = Dictionary(
  uniqueKeysWithValues: LogField.allCases.enumerated().map { ($1.rawValue, $0) })

private func comesBefore(_ one: String, _ other: String) -> Bool {
  (places[one] ?? places.count, one) < (places[other] ?? places.count, other)
}

private func isPlain(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar {
  case "a"..."z", "A"..."Z", "0"..."9", "_", "-", ".": true
  default: false
  }
}
