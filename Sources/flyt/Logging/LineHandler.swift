import Foundation
import Logging

/// Writes each log entry as a line.
struct LineHandler: LogHandler {
  let form: LogForm
  let output: LineOutput
  var logLevel = Logger.Level.info
  var metadata: Logger.Metadata = [:]
  var metadataProvider: Logger.MetadataProvider?

  init(_ form: LogForm, to output: LineOutput = .standardError) { (self.form, self.output) = (form, output) }

  subscript(metadataKey key: String) -> Logger.MetadataValue? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) { output.write(form.line(of: record(of: event))) }
}

extension LogHandler {
  /// What an event comes to, with the handler's own metadata; what is nearest to the event wins.
  func record(of event: LogEvent) -> LogRecord {
    var all = metadata
    all.merge(metadataProvider?.get() ?? [:]) { $1 }
    if let error = event.error { all[LogField.reason.rawValue] = "\(error)" }
    all.merge(event.metadata ?? [:]) { $1 }
    return LogRecord(event.message.description, level: event.level, metadata: all, at: Date())
  }
}
