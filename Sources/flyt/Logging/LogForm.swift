import Foundation
import Logging

/// How a record becomes a line.
enum LogForm: String, CaseIterable, Sendable {
  /// `time=… level=info event=stored msg="…" source=inbox`
  case logfmt
  /// One object, all of its values texts.
  case json

  /// The line without its end.
  func line(of record: LogRecord) -> String {
    var pairs = [("time", record.time.formatted(Self.time)), ("level", record.level.rawValue)]
    if let event = record.event { pairs.append(("event", event)) }
    pairs.append((self == .json ? "message" : "msg", record.message))
    pairs += record.fields.map { ($0.key, $0.value) }
    switch self {
    case .logfmt: return pairs.map { "\($0)=\(bareOrQuoted($1))" }.joined(separator: " ")
    case .json: return "{" + pairs.map { "\"\($0)\":\(quoted($1))" }.joined(separator: ",") + "}"
    }
  }

  /// RFC 3339 in UTC, with milliseconds.
  private static let time = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
}

private func bareOrQuoted(_ value: String) -> String {
  let isBare = value.unicodeScalars.allSatisfy {
    !$0.properties.isWhitespace && $0 != "\"" && $0 != "=" && $0 != "\\"
  }
  return isBare && !value.isEmpty ? value : quoted(value)
}

/// A text between quotes; both forms escape alike, since a record has no control characters.
private func quoted(_ value: String) -> String {
  var text = "\""
  for scalar in value.unicodeScalars {
    if scalar == "\"" || scalar == "\\" { text.unicodeScalars.append("\\") }
    text.unicodeScalars.append(scalar)
  }
  return text + "\""
}
