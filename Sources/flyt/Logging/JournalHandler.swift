import Logging
import Systemd

/// Hands each log entry to the journal, its metadata as fields.
///
/// What the journal does not take becomes a line on standard error.
struct JournalHandler: LogHandler {
  let journal: Journal
  let otherwise: LineOutput
  var logLevel = Logger.Level.info
  var metadata: Logger.Metadata = [:]
  var metadataProvider: Logger.MetadataProvider?

  init(_ journal: Journal = Journal(), otherwise: LineOutput = .standardError) {
    (self.journal, self.otherwise) = (journal, otherwise)
  }

  subscript(metadataKey key: String) -> Logger.MetadataValue? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let record = record(of: event)
    if !journal.send(JournalEntry(record)) { otherwise.write(LogForm.logfmt.line(of: record)) }
  }
}
