extension Settings {
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
    let socket = precedence.path(
      flag: "--socket", flags.socket, variable: "FLYT_SOCKET", file: stated?.socket, standard: Standard.socket
    )
    if let problem = SocketPath.problem(with: socket) { throw DefinitionsError([problem]) }
    return Settings(
      file: file,
      store: precedence.path(
        flag: "--store", flags.store, variable: "FLYT_STORE", file: stated?.store, standard: Standard.store),
      minFree: stated?.minFree ?? Setting(Standard.minFree, .standard),
      status: precedence.path(
        flag: "--status", flags.status, variable: "FLYT_STATUS", file: stated?.status,
        standard: Standard.status),
      statusEvery: stated?.statusEvery ?? Setting(Standard.statusEvery, .standard),
      statusPatience: stated?.statusPatience ?? Setting(Standard.statusPatience, .standard),
      socket: socket,
      metrics: stated?.metrics,
      logFormat: stated?.logFormat ?? Setting(.auto, .standard),
      logLevel: stated?.logLevel ?? Setting(.info, .standard),
      ping: stated?.ping,
      pingEvery: stated?.pingEvery ?? Setting(Standard.pingEvery, .standard),
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
