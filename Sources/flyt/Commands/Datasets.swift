import Answers
import ArgumentParser
import Definitions
import FlowTables
import Rendering

/// Answers `flyt datasets`.
struct Datasets: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "datasets", abstract: "List the known datasets and their places.",
    discussion: """
      Known are those of the definitions folder, and those that the store has releases of.

      Examples:
        flyt datasets
        flyt datasets ssb-county-flows     its places, with their years
      """)

  @OptionGroup var shared: SharedOptions
  @Argument(help: "Only this dataset, with its places.") var id: String?

  func run() async throws {
    let settings = try shared.settings()
    let stored = (try? Answers(store: settings.store.value).datasets()) ?? []
    let definitions: KnownDefinitions
    do {
      definitions = try shared.definitions(settings)
    } catch  where !stored.isEmpty {
      // A store answers for itself; definitions are only needed for ingesting.
      definitions = KnownDefinitions(datasets: [], companions: [])
    }
    let defined = definitions.datasets
    let companions = definitions.companions.filter { id == nil || $0.dataset == id }
    let known = defined + stored.filter { dataset in !defined.contains { $0.id == dataset.id } }
    let wanted = known.filter { id == nil || $0.id == id }
    if wanted.isEmpty, let id { throw AnswerError.noSuchDataset(id, known: known.map(\.id)) }
    let storedIDs = Set(stored.map(\.id))
    if shared.json {
      try Output.print(
        json: DatasetsDocument(
          datasets: wanted.map { DatasetDocument($0, isStored: storedIDs.contains($0.id)) },
          companions: companions.map { .init(id: $0.id, of: $0.dataset) }))
    } else if let dataset = wanted.first, id != nil {
      Output.print(placesTable(of: dataset))
    } else {
      Output.print(datasetsTable(wanted, stored: storedIDs))
      if !companions.isEmpty { Output.print("\n" + companionsTable(companions)) }
    }
  }
}

private func companionsTable(_ companions: [CompanionDefinition]) -> String {
  var table = TextTable([("Companion", .left), ("Witness of", .left)])
  for companion in companions { table.add([companion.id, companion.dataset]) }
  return table.text
}

private struct DatasetsDocument: Encodable {
  struct Companion: Encodable {
    let id: String
    let of: String
  }

  let datasets: [DatasetDocument]
  let companions: [Companion]
}

private func datasetsTable(_ datasets: [Dataset], stored: Set<String>) -> String {
  var table = TextTable([
    ("Dataset", .left), ("Publisher", .left), ("Years", .left), ("Places", .right), ("Stored", .left),
  ])
  for dataset in datasets {
    let first = dataset.firstYear?.description ?? ""
    let last = dataset.lastYear?.description ?? ""
    table.add([
      dataset.id, dataset.publisher, "\(first)-\(last)", String(dataset.places.count),
      stored.contains(dataset.id) ? "yes" : "no",
    ])
  }
  return table.text
}

private func placesTable(of dataset: Dataset) -> String {
  var table = TextTable([("Code", .left), ("Name", .left), ("Also", .left), ("Years", .left)])
  for place in dataset.places {
    let name = dataset.name(of: place.place)
    let others = place.labels.filter { $0 != name }
    let years =
      place.from == nil && place.to == nil
      ? "" : "\(place.from.map(String.init) ?? "")-\(place.to.map(String.init) ?? "")"
    table.add([place.place.code, name, others.joined(separator: ", "), years])
  }
  return table.text
}

/// A dataset for scripts.
private struct DatasetDocument: Encodable {
  struct PlaceEntry: Encodable {
    let code: String
    let names: [String: String]
    let aliases: [String]
    let from: Int?
    let to: Int?
  }

  let id: String
  let publisher: String
  let unit: String
  let titles: [String: [String]]
  let firstYear: Int?
  let lastYear: Int?
  let stored: Bool
  let places: [PlaceEntry]

  init(_ dataset: Dataset, isStored: Bool) {
    (id, publisher, unit, titles) = (dataset.id, dataset.publisher, dataset.unit, dataset.titles)
    (firstYear, lastYear, stored) = (dataset.firstYear?.value, dataset.lastYear?.value, isStored)
    places = dataset.places.map {
      PlaceEntry(code: $0.place.code, names: $0.names, aliases: $0.aliases, from: $0.from, to: $0.to)
    }
  }
}
