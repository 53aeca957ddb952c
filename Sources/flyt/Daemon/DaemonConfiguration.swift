import Definitions
import FlowTables

/// Everything that a daemon is told from outside, read together so that it agrees.
struct DaemonConfiguration: Sendable {
  let settings: Settings
  let datasets: [Dataset]
  let companions: [CompanionDefinition]

  /// Reads settings and definitions anew.
  init(_ options: SharedOptions) throws {
    settings = try options.settings()
    let definitions = try options.definitions(settings)
    (datasets, companions) = (definitions.datasets, definitions.companions)
    guard !folders.isEmpty else {
      throw Failure(
        .settings, code: "settings",
        "\(settings.file?.path ?? "no settings file"): no source is switched on, so there is nothing to watch. Add a "
          + "[[source]] of kind \"folder\".", hint: "flyt run --config FILE")
    }
  }

  /// The watch folders that are switched on.
  var folders: [(name: String, folder: FolderSettings)] {
    settings.sources.compactMap { source in
      guard source.enabled, case .folder(let folder) = source.kind else { return nil }
      return (source.name, folder)
    }
  }

  /// Settings that differ from a running daemon's and that only a restart takes over.
  func keysNeedingRestart(from running: Self) -> [String] {
    [
      (settings.store.value != running.settings.store.value, "store.path"),
      (settings.status.value != running.settings.status.value, "status.path"),
      (settings.socket.value != running.settings.socket.value, "control.socket"),
    ].filter(\.0).map(\.1)
  }
}
