import Logging

extension Logger {
  /// Writes down an event of a known kind; a field without a value is left out.
  ///
  ///     logger.note(.stored, "2011 stored as r1", [.source: "inbox", .year: "2011"])
  ///
  /// The message must say enough by itself: of an entry in the journal most people see nothing else.
  func note(
    _ kind: EventKind, level: Logger.Level? = nil, _ message: @autoclosure () -> Logger.Message,
    _ fields: @autoclosure () -> KeyValuePairs<LogField, String?> = [:],
    file: String = #fileID, function: String = #function, line: UInt = #line
  ) {
    log(
      level: level ?? kind.level, message(), metadata: metadata(kind, fields()),
      file: file, function: function, line: line)
  }

  private func metadata(_ kind: EventKind, _ fields: KeyValuePairs<LogField, String?>) -> Logger.Metadata {
    var metadata: Logger.Metadata = [:]
    for case (let field, let value?) in fields { metadata[field.rawValue] = .string(value) }
    metadata[LogField.event.rawValue] = .string(kind.rawValue)
    return metadata
  }
}
