package import Foundation

extension Status {
  /// The process that wrote the status.
  package struct Daemon: Hashable, Sendable, Codable {
    /// The version of the program.
    package var version: String
    /// Its process number.
    package var pid: Int
    /// When it started.
    package var startedAt: Date
    /// Whether somebody paused all sources.
    package var paused: Bool
    /// Which settings it runs with.
    package var settingsSha256: String

    /// Describes a running daemon.
    package init(version: String, pid: Int, startedAt: Date, paused: Bool = false, settingsSha256: String) {
      (self.version, self.pid, self.startedAt) = (version, pid, startedAt)
      (self.paused, self.settingsSha256) = (paused, settingsSha256)
    }
  }

  /// One source, and how the looks at it went.
  package struct Source: Hashable, Sendable, Codable {
    /// Its name in the settings.
    package var name: String
    /// As the settings name it: `folder`, `url`, `index` or `pxweb`.
    package var kind: String
    /// How far it can be relied on.
    package var state: State
    /// When it was last looked at, with whatever result.
    @OrNull package var lastLookAt: Date?
    /// When a look last went well.
    @OrNull package var lastGoodLookAt: Date?
    /// When the next look is due.
    @OrNull package var nextLookAt: Date?
    /// When it last had something new.
    @OrNull package var lastNewAt: Date?
    /// Looks that failed since the last good one.
    package var consecutiveFailures: Int
    /// What the last look failed with.
    @OrNull package var error: String?

    /// Describes a source; what is not known yet is left out.
    package init(
      name: String, kind: String, state: State, lastLookAt: Date? = nil, lastGoodLookAt: Date? = nil,
      nextLookAt: Date? = nil, lastNewAt: Date? = nil, consecutiveFailures: Int = 0, error: String? = nil
    ) {
      (self.name, self.kind, self.state) = (name, kind, state)
      (self.consecutiveFailures, self.error) = (consecutiveFailures, error)
      (self.lastLookAt, self.lastGoodLookAt) = (lastLookAt, lastGoodLookAt)
      (self.nextLookAt, self.lastNewAt) = (nextLookAt, lastNewAt)
    }

    /// How far a source can be relied on.
    package enum State: String, Hashable, Sendable, Codable {
      case ok
      case failing
      /// No good look for too long.
      case blind
      case paused
      /// What it looks at is gone.
      case lost
    }
  }
}
