/// What a settings file states; `nil` for what it leaves open.
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

  /// Reads a settings file.
  ///
  /// - Errors: every problem of the file, each with its line and key.
  static func read(_ file: SettingsFile) throws(DefinitionsError) -> Self {
    let toml = try TOMLFile(file.bytes, path: file.path)
    let problems = ProblemList(of: toml)
    let root = TableReader(toml.root, problems: problems)
    let stated = Self(root, of: file.path)
    root.finish()
    try problems.throwAny()
    return stated
  }

  private init(_ root: TableReader, of file: String) {
    func table(_ key: String) -> StatedTable? { root.table(key).map { StatedTable($0, of: file) } }
    let store = table("store")
    self.store = store?.path("path")
    minFree = store?.value("minFree", .integer(0...Int.max, example: Standard.minFree))
    let status = table("status")
    self.status = status?.path("path")
    statusEvery = status?.value("every", .duration(example: "15s"))
    statusPatience = status?.value("patience", .duration(example: "1m", orZero: true))
    socket = table("control").flatMap(Self.socket)
    metrics = table("metrics").flatMap(Self.metrics)
    let log = table("log")
    logFormat = log?.word("format", example: LogFormat.auto)
    logLevel = log?.word("level", example: LogLevel.info)
    let ping = table("ping")
    self.ping = ping?.secret("address")
    pingEvery = ping?.value("every", .duration(example: "1h"))
    sources = SourceReader(file: file).sources(in: root)
  }

  private static func socket(_ control: StatedTable) -> Setting<String>? {
    let socket = control.path("socket")
    if let complaint = socket.flatMap({ SocketPath.complaint(about: $0.value) }) {
      control.reader.note("socket", complaint, SocketPath.advice)
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
