/// What the settings file and its fragments state; `nil` for what they leave open.
struct StatedSettings {
  var store: Setting<String>?
  var minFree: Setting<Int>?
  var status: Setting<String>?
  var statusEvery: Setting<Duration>?
  var statusPatience: Setting<Duration>?
  var socket: Setting<String>?
  var metrics: Setting<String>?
  var logFormat: Setting<LogFormat>?
  var logLevel: Setting<LogLevel>?
  var ping: Setting<SecretPlace>?
  var pingEvery: Setting<Duration>?
  var sources: [SourceSettings] = []

  /// What is wrong, in the order of files and of their lines.
  private(set) var problems: [DefinitionProblem] = []

  /// Reads files one after the other: what a later one states wins, and sources are added.
  init(_ files: [SettingsFiles.Reading]) {
    let sheets = files.map { file in
      file.flatMap { file in
        Result { () throws(DefinitionsError) in try SettingsSheet(file) }
      }
    }
    var found: [SourceReader.Found] = []
    for case .success(let sheet) in sheets {
      take(sheet)
      found += SourceReader(file: sheet.path).sources(in: sheet.root)
    }
    SourceRules(found: found).check()
    sources = found.map(\.settings)
    // Only now: the rules between sources note problems in several files.
    problems = sheets.flatMap { sheet in
      switch sheet {
      case .success(let sheet): sheet.finish()
      case .failure(let error): error.problems
      }
    }
  }

  private mutating func take(_ sheet: SettingsSheet) {
    let store = sheet.table("store")
    self.store = store?.path("path") ?? self.store
    minFree = store?.value("minFree", .integer(0...Int.max, example: Standard.minFree)) ?? minFree
    let status = sheet.table("status")
    self.status = status?.path("path") ?? self.status
    statusEvery = status?.value("every", .duration(example: "15s")) ?? statusEvery
    statusPatience = status?.value("patience", .duration(example: "1m", orZero: true)) ?? statusPatience
    socket = sheet.table("control").flatMap(Self.socket) ?? socket
    metrics = sheet.table("metrics").flatMap(Self.metrics) ?? metrics
    let log = sheet.table("log")
    logFormat = log?.word("format", example: LogFormat.auto) ?? logFormat
    logLevel = log?.word("level", example: LogLevel.info) ?? logLevel
    let ping = sheet.table("ping")
    self.ping = ping?.secret("address") ?? self.ping
    pingEvery = ping?.value("every", .duration(example: "1h")) ?? pingEvery
  }

  private static func socket(_ control: StatedTable) -> Setting<String>? {
    let socket = control.path("socket")
    if let complaint = socket.flatMap({ SocketPathRule.complaint(about: $0.value) }) {
      control.reader.note("socket", complaint, SocketPathRule.advice)
    }
    return socket
  }

  private static func metrics(_ table: StatedTable) -> Setting<String>? {
    let path = table.path("path")
    if let path, !path.value.hasSuffix(".prom") {
      table.reader.note(
        "path", "\(path.value) does not end in '.prom'", "Write such a name: no other file is collected.")
    }
    return path
  }
}
