import FlowTables

/// Reads the `[[source]]` tables of a settings file.
struct SourceReader {
  /// The path of the settings file.
  let file: String

  /// The kinds that the settings may name.
  private static let kinds = ["folder", "url", "index", "pxweb"]

  /// A source and where it was read.
  struct Found {
    let settings: SourceSettings
    let reader: TableReader
  }

  /// Every source that could be read; what is wrong with the others is noted.
  func sources(in root: TableReader) -> [SourceSettings] {
    let found = root.tables("source").compactMap { reader in
      source(reader).map { Found(settings: $0, reader: reader) }
    }
    SourceRules(found: found).check()
    return found.map(\.settings)
  }

  private func source(_ reader: TableReader) -> SourceSettings? {
    let name = reader.required("name", .text)
    if let name, !name.allSatisfy({ $0.isLetter || $0.isNumber || "-_.".contains($0) }) {
      reader.note(
        "name", "'\(name)' has other characters than letters, digits, '-', '_' and '.'",
        "Write one such as \"inbox\".")
    }
    let enabled = reader.optional("enabled", .truth) ?? true
    guard let word = reader.required("kind", .text) else {
      reader.allowAnyKey()
      return nil
    }
    let kind = kind(word, of: name ?? "", reader)
    guard let name, let kind else { return nil }
    return SourceSettings(name: name, enabled: enabled, kind: kind)
  }

  private func kind(_ word: String, of name: String, _ reader: TableReader) -> SourceSettings.Kind? {
    switch word {
    case "folder": return folder(StatedTable(reader, of: file)).map(SourceSettings.Kind.folder)
    case "url", "index", "pxweb":
      let web = WebReader(reader, of: file, listedAs: "source.\(name)")
      return web.settings(of: word).map(SourceSettings.Kind.web)
    default:
      let guess = nearestName(to: word, among: Self.kinds).map { "Did you mean '\($0)'?" }
      reader.note(
        "kind", "kind '\(word)' is unknown; the kinds are: \(Self.kinds.joined(separator: ", "))",
        guess ?? "Write one of these.")
      // Which keys belong here depends on the kind.
      reader.allowAnyKey()
      return nil
    }
  }

  private func folder(_ table: StatedTable) -> FolderSettings? {
    let path = table.path("path")
    if path == nil, table.reader.lacks("path") {
      table.reader.note("path", "missing", "Name the folder to watch.")
    }
    let accepted = table.path("accepted")
    let refused = table.path("refused")
    let every = table.value("every", .duration(example: "5s"))
    let settle = table.value("settle", .duration(example: "3s", orZero: true))
    let maxBytes = table.value("maxBytes", .integer(1...Int.max, example: 67_108_864))
    guard let path else { return nil }
    func beside(_ name: String) -> Setting<String> {
      Setting(absolute(name, in: Definitions.folder(of: path.value)), .standard)
    }
    return FolderSettings(
      path: path, accepted: accepted ?? beside("accepted"), refused: refused ?? beside("refused"),
      every: every ?? Setting(.seconds(5), .standard), settle: settle ?? Setting(.seconds(3), .standard),
      maxBytes: maxBytes ?? Setting(67_108_864, .standard))
  }
}
