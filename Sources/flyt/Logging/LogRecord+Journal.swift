import Logging
import Systemd

extension JournalEntry {
  /// A record as the journal keeps it: the kind as `MESSAGE_ID`, and each field under a name of ours.
  init(_ record: LogRecord) {
    self.init(
      record.message, priority: Priority(record.level),
      messageID: record.event.flatMap(EventKind.init)?.messageID)
    if let event = record.event { add(key: LogField.event.rawValue, event) }
    for field in record.fields { add(key: field.key, field.value) }
  }

  private mutating func add(key: String, _ value: String) {
    let capitals = key.uppercased().replacing(/[^A-Z0-9]/, with: "_")
    if let name = FieldName(String("FLYT_\(capitals)".prefix(64))) { add(name, value) }
  }
}

extension JournalEntry.Priority {
  init(_ level: Logger.Level) {
    self =
      switch level {
      case .trace, .debug: .debug
      case .info: .informational
      case .notice: .notice
      case .warning: .warning
      case .error: .error
      case .critical: .critical
      }
  }
}
