extension Settings {
  /// Brings flags, environment, settings files and defaults together, in this order.
  ///
  /// Depends on nothing but its arguments.
  ///
  /// - Errors: every problem of the settings file and its fragments together; a
  ///   file that was named and is missing.
  package static func resolve(
    flags: SettingsFlags = SettingsFlags(), environment: [String: String], currentFolder: String,
    files: FileLookup = .disk
  ) throws(DefinitionsError) -> Settings {
    let precedence = Precedence(environment: environment, currentFolder: currentFolder)
    let readings = try SettingsFiles(flags: flags, precedence: precedence, files: files).readings()
    let stated = StatedSettings(readings)
    let named = precedence.named(flag: "--socket", flags.socket, variable: "FLYT_SOCKET")
    let problems = stated.problems + [named.flatMap(SocketPathRule.problem)].compactMap(\.self)
    guard problems.isEmpty else { throw DefinitionsError(problems) }
    let read = readings.compactMap { try? $0.get() }
    return Settings(
      file: read.first,
      fragments: Array(read.dropFirst()),
      store: precedence.path(
        flag: "--store", flags.store, variable: "FLYT_STORE", file: stated.store, standard: Standard.store),
      minFree: stated.minFree ?? Setting(Standard.minFree, .standard),
      status: precedence.path(
        flag: "--status", flags.status, variable: "FLYT_STATUS", file: stated.status,
        standard: Standard.status),
      statusEvery: stated.statusEvery ?? Setting(Standard.statusEvery, .standard),
      statusPatience: stated.statusPatience ?? Setting(Standard.statusPatience, .standard),
      socket: named ?? stated.socket ?? Setting(Standard.socket, .standard),
      metrics: stated.metrics,
      logFormat: stated.logFormat ?? Setting(.auto, .standard),
      logLevel: stated.logLevel ?? Setting(.info, .standard),
      ping: stated.ping,
      pingEvery: stated.pingEvery ?? Setting(Standard.pingEvery, .standard),
      sources: stated.sources)
  }
}
