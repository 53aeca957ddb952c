/// A table of a source, whose values are listed as they are read.
final class ListedTable {
  let reader: TableReader
  let file: String
  private let prefix: String
  private(set) var entries: [SettingEntry] = []

  init(_ reader: TableReader, of file: String, listedAs prefix: String) {
    (self.reader, self.file, self.prefix) = (reader, file, prefix)
  }

  private var table: StatedTable { StatedTable(reader, of: file) }

  func optional(_ key: String, _ kind: ValueKind<String>) -> String? {
    listed(key, table.value(key, kind), SettingValue.text)
  }

  func required(_ key: String, _ kind: ValueKind<String>) -> String? {
    if reader.lacks(key) { reader.note(key, "missing", "Add \(key) = \(kind.example).") }
    return optional(key, kind)
  }

  /// A path that may be left out, relative to the file.
  func path(_ key: String) -> String? { listed(key, table.path(key), SettingValue.text) }

  /// A path relative to the file, or else one that is absolute.
  func path(_ key: String, _ standard: String) -> String {
    listed(key, table.path(key) ?? Setting(standard, .standard), SettingValue.text)
  }

  func value<Value: Equatable & Sendable>(
    _ key: String, _ kind: ValueKind<Value>, _ standard: Value, _ written: (Value) -> SettingValue
  ) -> Value {
    listed(key, table.value(key, kind) ?? Setting(standard, .standard), written)
  }

  func duration(_ key: String, _ standard: Duration, orZero: Bool = false) -> Duration {
    value(key, .duration(example: standard.settingText, orZero: orZero), standard) { .text($0.settingText) }
  }

  /// A table of texts, each of which is listed.
  func dictionary(_ key: String) -> [String: String] {
    let entries = reader.dictionary(key, of: .text)
    for (name, text) in entries.sorted(by: { $0.key < $1.key }) { list("\(key).\(name)", .text(text)) }
    return entries
  }

  /// Lists what was read in another way.
  func list(_ key: String, _ value: SettingValue) {
    list(key, value, .file(file, key: "\(reader.keyPath).\(key)"))
  }

  private func listed<Value>(
    _ key: String, _ setting: Setting<Value>, _ written: (Value) -> SettingValue
  ) -> Value {
    list(key, written(setting.value), setting.origin)
    return setting.value
  }

  private func listed<Value>(
    _ key: String, _ setting: Setting<Value>?, _ written: (Value) -> SettingValue
  ) -> Value? {
    setting.map { listed(key, $0, written) }
  }

  private func list(_ key: String, _ value: SettingValue, _ origin: SettingOrigin) {
    entries.append(SettingEntry("\(prefix).\(key)", value, origin))
  }
}
