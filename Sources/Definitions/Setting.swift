/// A value of the settings, and where it comes from.
package struct Setting<Value: Equatable & Sendable>: Equatable, Sendable {
  /// What the setting came to.
  package var value: Value
  /// Who decided it.
  package var origin: SettingOrigin

  /// A value and who decided it.
  package init(_ value: Value, _ origin: SettingOrigin) { (self.value, self.origin) = (value, origin) }
}

/// Who decided the value of a setting.
package enum SettingOrigin: Hashable, Sendable, CustomStringConvertible {
  /// An option of the command line, such as `--store`.
  case flag(String)
  /// An environment variable.
  case environment(String)
  /// A key of a settings file.
  case file(String, key: String)
  /// Nobody: what Flyt does by itself.
  case standard

  /// As `flyt settings --origin` prints it.
  package var description: String {
    switch self {
    case .flag(let name): name
    case .environment(let name): name
    case .file(let path, let key): "\(path): \(key)"
    case .standard: "default"
    }
  }
}

/// What the command line says of the settings; `nil` for an option not given.
package struct SettingsFlags: Equatable, Sendable {
  /// `--config`: the settings file.
  package var config: String?
  /// `--store`: the database.
  package var store: String?
  /// `--status`: the status file.
  package var status: String?
  /// `--socket`: the control socket.
  package var socket: String?
  /// `--datasets`: the folder of definitions.
  package var datasets: String?

  /// The options that were given.
  package init(
    config: String? = nil, store: String? = nil, status: String? = nil, socket: String? = nil,
    datasets: String? = nil
  ) {
    (self.config, self.store, self.status) = (config, store, status)
    (self.socket, self.datasets) = (socket, datasets)
  }
}
