import Definitions
import FlowTables
import Ingest

/// Everything that a daemon is told from outside, read together so that it agrees.
struct DaemonConfiguration: Sendable {
  let settings: Settings
  let datasets: [Dataset]
  let companions: [CompanionDefinition]

  /// Reads settings and definitions anew.
  init(_ options: SharedOptions) throws {
    settings = try options.settings().unlisted
    let definitions = try options.definitions(settings)
    (datasets, companions) = (definitions.datasets, definitions.companions)
    guard settings.sources.contains(where: \.enabled) else {
      throw Failure(
        .settings, code: "settings",
        "\(settings.file?.path ?? "no settings file"): no source is switched on, so there is nothing to watch. Add a "
          + "[[source]], or set enabled = true.", hint: "flyt run --config FILE")
    }
    for (name, web) in webSources { _ = try settings.dataset(of: web, at: name, among: datasets) }
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

  /// The tables that are known.
  var definitions: KnownDefinitions { KnownDefinitions(datasets: datasets, companions: companions) }

  /// What tables are read and judged with; as one dataset or companion alone where it is named.
  func judge(only dataset: String? = nil) -> Judge {
    Judge(datasets, companions: companions, only: dataset)
  }

  /// Settings that differ from a running daemon's and that only a restart takes over.
  func keysNeedingRestart(from running: Self) -> [String] {
    [
      (settings.store.value != running.settings.store.value, "store.path"),
      (settings.status.value != running.settings.status.value, "status.path"),
      (settings.socket.value != running.settings.socket.value, "control.socket"),
      (settings.logFormat.value != running.settings.logFormat.value, "log.format"),
      (settings.logLevel.value != running.settings.logLevel.value, "log.level"),
      (settings.ping?.value != running.settings.ping?.value, "ping.address"),
      (settings.pingEvery.value != running.settings.pingEvery.value, "ping.every"),
    ].filter(\.0).map(\.1)
  }
}

extension Settings {
  /// The dataset that a source names; `nil` where it names none.
  ///
  /// - Errors: a name that no dataset has.
  func dataset(of web: WebSettings, at name: String, among datasets: [Dataset]) throws(Failure) -> Dataset? {
    guard let id = web.dataset else { return nil }
    if let dataset = datasets.first(where: { $0.id == id }) { return dataset }
    let ids = datasets.map(\.id)
    let nearest = nearestName(to: id, among: ids).map { "Did you mean '\($0)'?" }
    let file = sources.first { $0.name == name }?.file ?? ""
    throw Failure(
      .settings, code: "settings",
      "\(file): source.\(name).dataset: no dataset is called '\(id)'. "
        + (nearest ?? "Known: \(ids.joined(separator: ", "))."), hint: "flyt datasets")
  }
}
