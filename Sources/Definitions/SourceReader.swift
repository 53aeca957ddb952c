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
  func sources(in root: TableReader) -> [Found] {
    root.tables("source").compactMap { reader in
      source(reader).map { Found(settings: $0, reader: reader) }
    }
  }

  private func source(_ reader: TableReader) -> SourceSettings? {
    let name = reader.required("name", .text)
    if let name, !name.allSatisfy({ $0.isLetter || $0.isNumber || "-_.".contains($0) }) {
      reader.note(
        "name", "'\(name)' has other characters than letters, digits, '-', '_' and '.'",
        "Write one such as \"inbox\".")
    }
    let table = ListedTable(reader, of: file, listedAs: "source.\(name ?? "")")
    guard let word = table.required("kind", .text) else {
      reader.allowAnyKey()
      return nil
    }
    let enabled = table.value("enabled", .truth, true, SettingValue.truth)
    guard let kind = kind(word, table), let name else { return nil }
    return SourceSettings(name: name, enabled: enabled, kind: kind, file: file, entries: table.entries)
  }

  private func kind(_ word: String, _ table: ListedTable) -> SourceSettings.Kind? {
    switch word {
    case "folder": return FolderReader(table: table).settings().map(SourceSettings.Kind.folder)
    case "url", "index", "pxweb":
      return WebReader(table: table).settings(of: word).map(SourceSettings.Kind.web)
    default:
      let guess = nearestName(to: word, among: Self.kinds).map { "Did you mean '\($0)'?" }
      table.reader.note(
        "kind", "kind '\(word)' is unknown; the kinds are: \(Self.kinds.joined(separator: ", "))",
        guess ?? "Write one of these.")
      // Which keys belong here depends on the kind.
      table.reader.allowAnyKey()
      return nil
    }
  }
}
