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
    guard settings.sources.contains(where: \.enabled) else {
      throw Failure(
        .settings, code: "settings",
        "\(settings.file?.path ?? "no settings file"): no source is switched on, so there is nothing to watch. Add a "
          + "[[source]], or set enabled = true.", hint: "flyt run --config FILE")
    }
    for (name, web) in webSources { try checkDataset(of: web, at: name) }
  }

  /// The watch folders that are switched on.
  var folders: [(name: String, folder: FolderSettings)] {
    settings.sources.compactMap { source in
      guard source.enabled, case .folder(let folder) = source.kind else { return nil }
      return (source.name, folder)
    }
  }

  /// The sources at addresses that are switched on.
  var webSources: [(name: String, web: WebSettings)] {
    settings.sources.compactMap { source in
      guard source.enabled, case .web(let web) = source.kind else { return nil }
      return (source.name, web)
    }
  }

  /// A dataset by its name; `nil` where a source names none.
  func dataset(of web: WebSettings) -> Dataset? { datasets.first { $0.id == web.dataset } }

  private func checkDataset(of web: WebSettings, at name: String) throws {
    guard let id = web.dataset, dataset(of: web) == nil else { return }
    let ids = datasets.map(\.id)
    let nearest = nearestName(to: id, among: ids).map { "Did you mean '\($0)'?" }
    throw Failure(
      .settings, code: "settings",
      "\(settings.file?.path ?? ""): source.\(name).dataset: no dataset is called '\(id)'. "
        + (nearest ?? "Known: \(ids.joined(separator: ", "))."), hint: "flyt datasets")
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
