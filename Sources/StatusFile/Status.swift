package import Foundation

/// The daemon's state as one value: what it writes at each heartbeat, and what anyone may read.
///
/// - Shape: `schema` 1 of the status file. Every key is always there; what is
///   not known is an explicit `null`. Times are RFC 3339 in UTC.
package struct Status: Hashable, Sendable, Codable {
  /// The schema that this program writes, and the newest that it reads.
  package static let schema = 1

  /// The schema of this status.
  package var schema: Int
  /// When the status was written.
  package var generatedAt: Date
  /// When the next heartbeat is overdue: past it the daemon counts as dead.
  package var validUntil: Date
  /// The worst of ``problems``, as one word.
  package var state: State
  /// One line for people.
  package var summary: String
  /// The process that wrote it.
  package var daemon: Daemon
  /// Each source, in the order of the settings.
  package var sources: [Source]
  /// The store that the daemon writes.
  package var store: Store
  /// Each dataset that is known.
  package var datasets: [DatasetState]
  /// What waits for a decision.
  package var quarantine: Quarantine
  /// The extract that was last taken in.
  @OrNull package var lastAccepted: Filed?
  /// The last extract that was refused or held.
  @OrNull package var lastRefused: Filed?
  /// What somebody should know or mend, the worst first.
  package var problems: [Problem]

  /// Puts a status of the current schema together.
  package init(
    generatedAt: Date, validUntil: Date, state: State, summary: String, daemon: Daemon,
    sources: [Source] = [], store: Store, datasets: [DatasetState] = [], quarantine: Quarantine,
    lastAccepted: Filed? = nil, lastRefused: Filed? = nil, problems: [Problem] = []
  ) {
    schema = Self.schema
    (self.generatedAt, self.validUntil, self.state) = (generatedAt, validUntil, state)
    (self.summary, self.daemon, self.sources, self.store) = (summary, daemon, sources, store)
    (self.datasets, self.quarantine, self.problems) = (datasets, quarantine, problems)
    (self.lastAccepted, self.lastRefused) = (lastAccepted, lastRefused)
  }

  /// The worst that is going on.
  package enum State: String, Hashable, Sendable, Codable {
    case ok
    case warning
    case critical
    /// The daemon ended in good order.
    case stopped
  }
}
