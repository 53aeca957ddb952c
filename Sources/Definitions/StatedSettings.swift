/// What a settings file states; `nil` for what it leaves open.
struct StatedSettings {
  var store: Setting<String>?
  var status: Setting<String>?
  var statusEvery: Setting<Duration>?
  var socket: Setting<String>?
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
    let store = root.table("store").map { StatedTable($0, of: file) }
    let status = root.table("status").map { StatedTable($0, of: file) }
    let control = root.table("control").map { StatedTable($0, of: file) }
    self.store = store?.path("path")
    self.status = status?.path("path")
    statusEvery = status?.value("every", .duration(example: "15s"))
    socket = control?.path("socket")
    sources = SourceReader(file: file).sources(in: root)
  }
}

/// A table of the settings file whose values know where they stand.
struct StatedTable {
  let reader: TableReader
  let file: String

  init(_ reader: TableReader, of file: String) { (self.reader, self.file) = (reader, file) }

  /// A value that may be left out.
  func value<Value>(_ key: String, _ kind: ValueKind<Value>) -> Setting<Value>? {
    reader.optional(key, kind).map { Setting($0, origin(of: key)) }
  }

  /// A path that may be left out, relative to the file.
  func path(_ key: String) -> Setting<String>? {
    reader.optional(key, .text).map { Setting(absolute($0, in: folder(of: file)), origin(of: key)) }
  }

  private func origin(of key: String) -> SettingOrigin { .file(file, key: "\(reader.keyPath).\(key)") }
}
