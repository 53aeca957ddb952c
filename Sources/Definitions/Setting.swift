/// A value of the settings, and where it comes from.
package struct Setting<Value: Equatable & Sendable>: Equatable, Sendable {
  package var value: Value
  package var origin: SettingOrigin

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
  package var config: String?
  package var store: String?
  package var status: String?
  package var socket: String?
  package var datasets: String?

  package init(
    config: String? = nil, store: String? = nil, status: String? = nil, socket: String? = nil,
    datasets: String? = nil
  ) {
    (self.config, self.store, self.status) = (config, store, status)
    (self.socket, self.datasets) = (socket, datasets)
  }
}
