/// Reads a `[[source]]` of kind `folder`.
struct FolderReader {
  let table: ListedTable

  /// The settings; `nil` without a folder to watch.
  func settings() -> FolderSettings? {
    let path = table.path("path")
    if path == nil, table.reader.lacks("path") {
      table.reader.note("path", "missing", "Name the folder to watch.")
    }
    func beside(_ name: String) -> String { absolute(name, in: folder(of: path ?? "")) }
    let accepted = table.path("accepted", beside("accepted"))
    let refused = table.path("refused", beside("refused"))
    let every = table.duration("every", .seconds(5))
    let settle = table.duration("settle", .seconds(3), orZero: true)
    let maxBytes = table.value(
      "maxBytes", .integer(1...Int.max, example: 67_108_864), 67_108_864, SettingValue.integer)
    let marker = table.optional("marker", .fileName(example: ".flyt-inbox"))
    guard let path else { return nil }
    return FolderSettings(
      path: path, accepted: accepted, refused: refused, every: every, settle: settle, maxBytes: maxBytes,
      marker: marker)
  }
}
