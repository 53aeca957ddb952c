/// How the log is written.
package enum LogFormat: String, CaseIterable, Sendable {
  /// For the journal where it listens, else for people.
  case auto
  /// The journal's own protocol, with a field for each part.
  case journal
  /// One line of `key=value` pairs for each entry.
  case logfmt
  /// One JSON document on a line for each entry.
  case json
}

/// The weight of a log entry, from the least.
package enum LogLevel: String, CaseIterable, Sendable {
  case debug, info, notice, warning, error
}
