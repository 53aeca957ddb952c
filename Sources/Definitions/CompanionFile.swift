package import FlowTables

/// Reads one definition of a companion: another table of the same publication, a witness of a dataset's flows.
package struct CompanionFile {
  private let root: TableReader
  private let datasets: [Dataset]

  /// Reads a definition out of a file's bytes.
  ///
  /// - Errors: every problem of the file, each with its line and key; also a
  ///   companion of a dataset that is none of `datasets`.
  package static func read(
    _ bytes: [UInt8], path: String, datasets: [Dataset]
  ) throws(DefinitionsError) -> CompanionDefinition {
    let file = try TOMLFile(bytes, path: path)
    let problems = ProblemList(of: file)
    let root = TableReader(file.root, problems: problems)
    let companion = CompanionFile(root: root, datasets: datasets).companion()
    root.finish()
    try problems.throwAny()
    return companion
  }

  /// What the file says; stand-ins where it is wrong, which nobody sees since the problems are thrown.
  private func companion() -> CompanionDefinition {
    let keys = DefinitionKeys(root: root)
    let id = keys.identifier() ?? ""
    if let dataset = datasets.first(where: { $0.id == id }) {
      root.note("id", "'\(dataset.id)' is also the id of a dataset", "Give each definition an id of its own.")
    }
    let dataset = dataset()
    let years = keys.years()
    let content = content()
    let companion = CompanionDefinition(
      id: id, of: dataset?.id ?? "", publisher: root.required("publisher", .text) ?? "",
      firstYear: years.first, lastYear: years.last, titles: keys.titles(), words: words(for: content),
      symbols: keys.symbols(), content: content)
    if let dataset { CompanionRules(root: root, companion: companion, dataset: dataset).check() }
    return companion
  }

  private func dataset() -> Dataset? {
    guard let id = root.required("of", .text) else { return nil }
    if let dataset = datasets.first(where: { $0.id == id }) { return dataset }
    root.note(
      "of", "'\(id)' is no dataset", DatasetFolder.whichDataset(isMeantBy: id, among: datasets))
    return nil
  }

  /// What the figures say: `pairs`, or a table of measures.
  private func content() -> CompanionDefinition.Content {
    let pairs = root.optional("pairs", .text)
    let columns = root.dictionary("measures", of: .texts)
    let choice = "Write pairs = \"netMigration\", or [measures] with the headings of each."
    switch (root.lacks("pairs"), root.lacks("measures")) {
    case (true, true): root.note("pairs", "missing, and so is [measures]", choice)
    case (false, false): root.note("pairs", "stands beside [measures]", choice)
    case (false, true):
      if let pairs, pairs != "netMigration" {
        root.note("pairs", "'\(pairs)' is not netMigration", "Nothing else is known of pairs so far.")
      }
    case (true, false): return .measures(measures(columns))
    }
    return .netMigrationOfPairs
  }

  private func measures(_ columns: [String: [String]]) -> [CompanionDefinition.MeasureColumn] {
    let names = Measure.allCases.map(\.rawValue)
    for (name, words) in columns.sorted(by: { $0.key < $1.key }) {
      if Measure(rawValue: name) == nil {
        let guess = nearestName(to: name, among: names).map { "Did you mean '\($0)'?" }
        root.note(
          "measures", item: name, "no measure", guess ?? "The measures are: \(names.joined(separator: ", "))."
        )
      } else if words.isEmpty {
        root.note("measures", item: name, "an empty list", "Write the headings that the measure has.")
      }
    }
    if columns.isEmpty, root.isSoundTable("measures") {
      root.note("measures", "no measure", "Add one such as immigration = [\"…\"].")
    }
    return Measure.allCases.compactMap { measure in
      columns[measure.rawValue].map { CompanionDefinition.MeasureColumn(measure, words: $0) }
    }
  }

  private func words(for content: CompanionDefinition.Content) -> CompanionDefinition.Words {
    guard let words = root.table("words") else {
      if root.isSoundTable("words") { root.note("words", "missing", "Add [words] with place.") }
      return CompanionDefinition.Words(place: [])
    }
    func some(_ key: String) -> [String] {
      let found = words.required(key, .texts)
      if found?.isEmpty == true {
        words.note(key, "an empty list", "Write what the table calls it, such as \(key) = [\"…\"].")
      }
      return found ?? []
    }
    return CompanionDefinition.Words(
      place: some("place"),
      versus: content == .netMigrationOfPairs ? some("versus") : words.optional("versus", .texts) ?? [],
      total: words.optional("total", .texts) ?? [], year: words.optional("year", .texts) ?? [],
      value: words.optional("value", .texts) ?? [])
  }
}
