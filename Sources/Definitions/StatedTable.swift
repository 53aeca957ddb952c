import FlowTables

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

  /// One of a few words that may be left out.
  func word<Word: CaseIterable & RawRepresentable<String>>(_ key: String, example: Word) -> Setting<Word>? {
    let words = Word.allCases.map(\.rawValue)
    let kind = ValueKind<String>.text(
      "one of \(words.joined(separator: ", "))", example: "\"\(example.rawValue)\"")
    guard let text = reader.optional(key, kind) else { return nil }
    if let word = Word(rawValue: text) { return Setting(word, origin(of: key)) }
    // People shorten such words: "warn", "err".
    let nearest = nearestName(to: text, among: words) ?? words.first { $0.hasPrefix(text.lowercased()) }
    let guess = nearest.map { "Did you mean '\($0)'?" }
    reader.note(key, "'\(text)' is not \(kind.name)", guess ?? "Write \(key) = \(kind.example).")
    return nil
  }

  /// The place of a secret that may be left out, relative to the file.
  func secret(_ key: String) -> Setting<SecretPlace>? {
    guard let text = reader.optional(key, .text) else { return nil }
    if let place = SecretPlace(text, of: file) { return Setting(place, origin(of: key)) }
    reader.note(key, SecretPlace.complaint, SecretPlace.advice(for: key))
    return nil
  }

  private func origin(of key: String) -> SettingOrigin { .file(file, key: "\(reader.keyPath).\(key)") }
}
