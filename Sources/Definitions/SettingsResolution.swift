extension Settings {
  /// What stands where nobody says otherwise.
  private enum Standard {
    static let config = "/etc/flyt/flyt.toml"
    static let store = "/var/lib/flyt/flyt.db"
    static let status = "/run/flyt/status.json"
    static let socket = "/run/flyt/flyt.sock"
    static let statusEvery = Duration.seconds(15)
  }

  /// Brings flags, environment, settings file and defaults together, in this order.
  ///
  /// Depends on nothing but its arguments.
  ///
  /// - Errors: every problem of the settings file; a file that was named and
  ///   cannot be read.
  package static func resolve(
    flags: SettingsFlags = SettingsFlags(), environment: [String: String], currentFolder: String,
    files: FileLookup = .disk
  ) throws(DefinitionsError) -> Settings {
    let precedence = Precedence(environment: environment, currentFolder: currentFolder)
    let file = try settingsFile(flags, precedence, files)
    let stated = try file.map { file throws(DefinitionsError) in try StatedSettings.read(file) }
    return Settings(
      file: file,
      store: precedence.path(
        flag: "--store", flags.store, variable: "FLYT_STORE", file: stated?.store, standard: Standard.store),
      status: precedence.path(
        flag: "--status", flags.status, variable: "FLYT_STATUS", file: stated?.status,
        standard: Standard.status),
      statusEvery: stated?.statusEvery ?? Setting(Standard.statusEvery, .standard),
      socket: precedence.path(
        flag: "--socket", flags.socket, variable: "FLYT_SOCKET", file: stated?.socket,
        standard: Standard.socket),
      sources: stated?.sources ?? [])
  }

  /// The file that was named, else the standard one where it exists.
  private static func settingsFile(
    _ flags: SettingsFlags, _ precedence: Precedence, _ files: FileLookup
  ) throws(DefinitionsError) -> SettingsFile? {
    if let named = precedence.named(flag: "--config", flags.config, variable: "FLYT_CONFIG") {
      guard files.isFile(named.value) else {
        throw DefinitionsError([
          DefinitionProblem(
            place: "\(named.origin)", what: "no such file: \(named.value)",
            advice: "Create it, or name another settings file.")
        ])
      }
      return SettingsFile(path: named.value, origin: named.origin, bytes: try files.read(named.value))
    }
    guard files.isFile(Standard.config) else { return nil }
    return SettingsFile(path: Standard.config, origin: .standard, bytes: try files.read(Standard.config))
  }
}
