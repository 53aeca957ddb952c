/// What must hold between the sources of one settings file.
struct SourceRules {
  let found: [SourceReader.Found]

  /// Names are unique; a folder is watched once, and no file is moved into a watched one.
  func check() {
    var names: Set<String> = []
    for source in found where !names.insert(source.settings.name).inserted {
      source.reader.note(
        "name", "'\(source.settings.name)' is also the name of an earlier source",
        "Give each source a name of its own.")
    }
    checkFolders()
  }

  private func checkFolders() {
    var watchers: [String: String] = [:]
    for source in found {
      guard let folder = enabledFolder(source) else { continue }
      if let watcher = watchers[folder.path] {
        source.reader.note(
          "path", "\(folder.path) is watched by source '\(watcher)' already", "Watch each folder once.")
      } else {
        watchers[folder.path] = source.settings.name
      }
    }
    for source in found {
      guard let folder = enabledFolder(source) else { continue }
      for (key, target) in [("accepted", folder.accepted), ("refused", folder.refused)] {
        guard let watcher = watchers[target] else { continue }
        source.reader.note(
          key, "\(target) is the folder that source '\(watcher)' watches",
          "Name another folder: its files would be read again and again.")
      }
    }
  }

  private func enabledFolder(_ source: SourceReader.Found) -> FolderSettings? {
    guard source.settings.enabled, case .folder(let folder) = source.settings.kind else { return nil }
    return folder
  }
}
