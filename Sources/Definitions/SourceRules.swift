/// What must hold between the sources of all settings files.
struct SourceRules {
  let found: [SourceReader.Found]

  /// Names are unique; a folder is watched once, and no file is moved into a watched one.
  func check() {
    var homes: [String: String] = [:]
    for source in found {
      let (name, file) = (source.settings.name, source.settings.file)
      guard let home = homes[name] else {
        homes[name] = file
        continue
      }
      source.reader.note(
        "name", "'\(name)' is also the name of \(home == file ? "an earlier source" : "a source in \(home)")",
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
