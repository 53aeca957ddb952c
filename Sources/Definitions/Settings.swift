/// What flags, environment, settings file and defaults came to.
///
/// - Paths: absolute, and free of `.` and `..`.
package struct Settings: Equatable, Sendable {
  /// The settings file in use, if there is one.
  package var file: SettingsFile?
  /// The files of `conf.d` beside it, in the order of their names: each goes before those before it.
  package var fragments: [SettingsFile]
  /// The database of everything ever read.
  package var store: Setting<String>
  /// The bytes that must stay free on the store's disk, else nothing more is taken; may be zero.
  package var minFree: Setting<Int>
  /// The status file.
  package var status: Setting<String>
  /// How often the status file is written anew.
  package var statusEvery: Setting<Duration>
  /// How long a problem has to stand before it counts; may be zero.
  package var statusPatience: Setting<Duration>
  /// The control socket; at most ``SocketPathRule/mostBytes`` bytes.
  package var socket: Setting<String>
  /// The file of metrics, which ends in `.prom`; `nil` where none is written.
  package var metrics: Setting<String>?
  /// How the log is written.
  package var logFormat: Setting<LogFormat>
  /// The least level that is logged.
  package var logLevel: Setting<LogLevel>
  /// Where the address stands that is told that all is well; `nil` where nobody is.
  package var ping: Setting<SecretPlace>?
  /// How often it is told.
  package var pingEvery: Setting<Duration>
  /// In the order of the files, disabled ones too.
  package var sources: [SourceSettings]
}

/// A file that settings were read from.
package struct SettingsFile: Equatable, Sendable {
  /// Absolute.
  package var path: String
  /// Who named the file.
  package var origin: SettingOrigin
  /// As read.
  package var bytes: [UInt8]

  /// A file that was read.
  package init(path: String, origin: SettingOrigin, bytes: [UInt8]) {
    (self.path, self.origin, self.bytes) = (path, origin, bytes)
  }
}
