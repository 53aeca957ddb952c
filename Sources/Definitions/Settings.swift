/// What flags, environment, settings file and defaults came to.
///
/// - Paths: absolute, and free of `.` and `..`.
package struct Settings: Equatable, Sendable {
  /// The settings file in use, if there is one.
  package var file: SettingsFile?
  /// The database of everything ever read.
  package var store: Setting<String>
  /// The status file.
  package var status: Setting<String>
  /// How often the status file is written anew.
  package var statusEvery: Setting<Duration>
  /// The control socket.
  package var socket: Setting<String>
  /// In the order of the file, disabled ones too.
  package var sources: [SourceSettings]

  /// Settings that are known already, as tests have them.
  package init(
    file: SettingsFile?, store: Setting<String>, status: Setting<String>, statusEvery: Setting<Duration>,
    socket: Setting<String>, sources: [SourceSettings]
  ) {
    (self.file, self.store, self.status) = (file, store, status)
    (self.statusEvery, self.socket, self.sources) = (statusEvery, socket, sources)
  }
}

/// The file that settings were read from.
package struct SettingsFile: Equatable, Sendable {
  /// Absolute.
  package var path: String
  /// Who named the file.
  package var origin: SettingOrigin
  /// As read, for the digest that the status shows.
  package var bytes: [UInt8]

  /// A file that was read.
  package init(path: String, origin: SettingOrigin, bytes: [UInt8]) {
    (self.path, self.origin, self.bytes) = (path, origin, bytes)
  }
}
