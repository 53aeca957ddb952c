import Definitions
import Testing

@Suite struct SettingKeysTests {
  private static let path = "/etc/flyt/flyt.toml"

  private func resolve(
    _ text: String, flags: SettingsFlags = SettingsFlags(), environment: [String: String] = [:]
  ) throws(DefinitionsError) -> Settings {
    try Settings.resolve(
      flags: flags, environment: environment, currentFolder: "/", files: files([Self.path: text]))
  }

  @Test func `every key of the file is read and listed`() throws {
    let settings = try resolve(
      """
      [store]
      minFree = 0
      [status]
      patience = "0s"
      [metrics]
      path = "m/flyt.prom"
      [log]
      format = "logfmt"
      level = "warning"
      [ping]
      address = "credential:ping"
      every = "10m"
      """)
    func stated<Value>(_ value: Value, _ key: String) -> Setting<Value> {
      Setting(value, .file(Self.path, key: key))
    }
    #expect(settings.minFree == stated(0, "store.minFree"))
    #expect(settings.statusPatience == stated(.zero, "status.patience"))
    #expect(settings.metrics == stated("/etc/flyt/m/flyt.prom", "metrics.path"))
    #expect(settings.logFormat == stated(.logfmt, "log.format"))
    #expect(settings.logLevel == stated(.warning, "log.level"))
    #expect(settings.ping == stated(.credential("ping"), "ping.address"))
    #expect(settings.pingEvery == stated(.seconds(600), "ping.every"))
    let listed = settings.entries.filter { $0.origin.hasPrefix(Self.path) }.map(\.description)
    #expect(
      listed == [
        "store.minFree = 0", "status.patience = \"0s\"", "metrics.path = \"/etc/flyt/m/flyt.prom\"",
        "log.format = \"logfmt\"", "log.level = \"warning\"", "ping.address = \"credential:ping\"",
        "ping.every = \"10m\"",
      ])
  }

  @Test func `what nobody states is neither measured nor told`() throws {
    let settings = try resolve("")
    #expect(settings.metrics == nil && settings.ping == nil)
    #expect(settings.minFree == Setting(268_435_456, .standard))
    #expect(settings.statusPatience == Setting(.seconds(60), .standard))
    #expect(settings.logFormat == Setting(.auto, .standard) && settings.logLevel == Setting(.info, .standard))
    #expect(settings.pingEvery == Setting(.seconds(3600), .standard))
  }

  private static let folder = "[[source]]\nname = \"a\"\nkind = \"folder\"\npath = \"in\"\n"

  @Test func `a folder's marker is a name`() throws {
    let settings = try resolve(Self.folder + "marker = \".flyt-inbox\"\n")
    guard case .folder(let folder)? = settings.sources.first?.kind else { throw DefinitionsError([]) }
    #expect(folder.marker == ".flyt-inbox")
    #expect(settings.entries.last?.description == "source.a.marker = \".flyt-inbox\"")
  }

  private static let problems: [(text: String, message: String)] = [
    ("[store]\nminFre = 1\n", ":2: store.minFre: unknown key. Did you mean 'minFree'?"),
    (
      "[store]\nminFree = -1\n",
      ":2: store.minFree: -1 is not a whole number of at least 0. Write minFree = 268435456."
    ),
    (
      "[status]\npatience = 60\n",
      ":2: status.patience: 60 is not a duration. Write patience = \"1m\"."
    ),
    ("[metric]\npath = \"a.prom\"\n", ":1: metric: unknown key. Did you mean 'metrics'?"),
    ("[metrics]\npaht = \"a.prom\"\n", ":2: metrics.paht: unknown key. Did you mean 'path'?"),
    (
      "[metrics]\npath = \"a.txt\"\n",
      ":2: metrics.path: /etc/flyt/a.txt does not end in '.prom'. Write such a name: no other file is collected."
    ),
    (
      "[log]\nformat = \"jurnal\"\n",
      ":2: log.format: 'jurnal' is not one of auto, journal, logfmt, json. Did you mean 'journal'?"
    ),
    (
      "[log]\nformat = \"xml\"\n",
      ":2: log.format: 'xml' is not one of auto, journal, logfmt, json. Write format = \"auto\"."
    ),
    (
      "[log]\nlevel = 3\n",
      ":2: log.level: 3 is not one of debug, info, notice, warning, error. Write level = \"info\"."
    ),
    (
      "[log]\nlevel = \"warn\"\n",
      ":2: log.level: 'warn' is not one of debug, info, notice, warning, error. Did you mean 'warning'?"
    ),
    ("[log]\nlevle = \"info\"\n", ":2: log.levle: unknown key. Did you mean 'level'?"),
    (
      "[ping]\naddress = \"https://example.org/hunter2\"\n",
      ":2: ping.address: not the place of a secret. Write address = \"credential:NAME\" or \"file:PATH\"."
    ),
    ("[ping]\nevery = \"0s\"\n", ":2: ping.every: '0s' is not a duration over zero. Write every = \"1h\"."),
    (
      folder + "marker = \"a/b\"\n",
      ":5: source[1].marker: 'a/b' is not the plain name of a file. Write marker = \".flyt-inbox\"."
    ),
    (
      folder + "marker = \"..\"\n",
      ":5: source[1].marker: '..' is not the plain name of a file. Write marker = \".flyt-inbox\"."
    ),
    (
      folder + "marker = \"\"\n",
      ":5: source[1].marker: '' is not the plain name of a file. Write marker = \".flyt-inbox\"."
    ),
  ]

  @Test(arguments: problems.indices)
  func `a wrong value is refused by line, key and remedy`(index: Int) {
    let (text, message) = Self.problems[index]
    let error = #expect(throws: DefinitionsError.self) { try resolve(text) }
    #expect(error?.description == Self.path + message)
  }

  /// 102 bytes, of which two make one letter.
  private static let longest = "/" + String(repeating: "s", count: 99) + "ø"
  private static let remedy = "Name a shorter path, such as /run/flyt/flyt.sock."

  @Test func `a socket's path has as many bytes as its address holds`() throws {
    #expect(Self.longest.utf8.count == SocketPathRule.mostBytes)
    for flags in [SettingsFlags(socket: Self.longest), SettingsFlags()] {
      let settings = try resolve(
        "[control]\nsocket = \"\(Self.longest)\"\n", flags: flags,
        environment: ["FLYT_SOCKET": Self.longest])
      #expect(settings.socket.value == Self.longest)
    }
  }

  @Test(arguments: [
    (SettingsFlags(socket: longest + "s"), [:], "", "--socket"),
    (SettingsFlags(), ["FLYT_SOCKET": longest + "s"], "", "FLYT_SOCKET"),
    (
      SettingsFlags(), [:], "[control]\nsocket = \"\(longest)s\"\n",
      "/etc/flyt/flyt.toml:2: control.socket"
    ),
  ])
  func `a longer one is refused wherever it comes from`(
    flags: SettingsFlags, environment: [String: String], text: String, place: String
  ) {
    let error = #expect(throws: DefinitionsError.self) {
      try resolve(text, flags: flags, environment: environment)
    }
    let what = "\(Self.longest)s has 103 bytes where at most 102 fit into the address of a socket"
    #expect(error?.description == "\(place): \(what). \(Self.remedy)")
  }
}
