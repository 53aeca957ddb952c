package import FlowTables

/// The folder of dataset definitions: where it is, and what is in it.
package enum DatasetFolder {
  /// Reads every definition of a folder, in the order of the files' names.
  ///
  /// - Errors: the problems of all files together; also a folder that is
  ///   missing or has no definition, and an id that two files share.
  package static func load(_ path: String, files: FileLookup = .disk) throws(DefinitionsError) -> [Dataset] {
    guard files.isFolder(path) else {
      throw refusal(path, "no such folder", "Create it, or name another with --datasets.")
    }
    let names = try files.definitions(in: path)
    guard !names.isEmpty else {
      throw refusal(
        path, "no dataset definition in it",
        "Add a file such as ssb-county-flows.toml, or name another folder with --datasets.")
    }
    var datasets: [Dataset] = []
    var problems: [DefinitionProblem] = []
    var homes: [String: String] = [:]
    for name in names {
      let file = "\(path)/\(name)"
      do throws(DefinitionsError) {
        let dataset = try DatasetFile.read(try files.read(file), path: file)
        if let home = homes.updateValue(file, forKey: dataset.id) {
          problems.append(
            DefinitionProblem(
              place: file, keyPath: "id", what: "'\(dataset.id)' is also the id in \(home)",
              advice: "Give each dataset an id of its own."))
        }
        datasets.append(dataset)
      } catch {
        problems += error.problems
      }
    }
    // A file with problems may be the one that another file means.
    guard problems.isEmpty else { throw DefinitionsError(problems) }
    problems = sumProblems(of: datasets, homes: homes)
    guard problems.isEmpty else { throw DefinitionsError(problems) }
    return datasets
  }

  /// Finds the folder that ingestion reads definitions from: the first that exists wins whole.
  ///
  /// A folder named by flag or environment is taken or refused, never skipped.
  /// `settingsFile` is the absolute path of the settings file in use.
  package static func find(
    flags: SettingsFlags, environment: [String: String], settingsFile: String?, currentFolder: String,
    files: FileLookup = .disk
  ) throws(DefinitionsError) -> Setting<String> {
    let named = Precedence(environment: environment, currentFolder: currentFolder)
      .named(flag: "--datasets", flags.datasets, variable: "FLYT_DATASETS")
    if let named {
      if files.isFolder(named.value) { return named }
      throw refusal("\(named.origin)", "no such folder: \(named.value)", "Create it, or name another.")
    }
    let beside = settingsFile.map { absolute("datasets", in: folder(of: $0)) }
    let candidates = [beside, "/etc/flyt/datasets", absolute("Config/datasets", in: currentFolder)]
      .compactMap(\.self)
    guard let found = candidates.first(where: files.isFolder) else {
      throw refusal(
        "dataset definitions", "no folder of them at \(candidates.joined(separator: ", "))",
        "Create one of these, or name another with --datasets or FLYT_DATASETS.")
    }
    return Setting(found, .standard)
  }

  /// What is wrong with datasets that say they are sums of others.
  private static func sumProblems(of datasets: [Dataset], homes: [String: String]) -> [DefinitionProblem] {
    datasets.flatMap { dataset -> [DefinitionProblem] in
      guard let id = dataset.sumOf, let file = homes[dataset.id] else { return [] }
      guard let summed = datasets.first(where: { $0.id == id && id != dataset.id }) else {
        // A folder may hold the sums without what they sum up; only a misspelt name is a mistake.
        let others = datasets.filter { $0.id != dataset.id }
        guard id == dataset.id || nearestName(to: id, among: others.map(\.id)) != nil else { return [] }
        let advice = whichDataset(isMeantBy: id, among: others)
        return [
          DefinitionProblem(
            place: file, keyPath: "sumOf", what: "'\(id)' is no other dataset of this folder", advice: advice)
        ]
      }
      let codes = Set(summed.places.map(\.place))
      return dataset.places.enumerated().flatMap { index, place in
        (place.parts ?? []).filter { !codes.contains($0) }.map { part in
          DefinitionProblem(
            place: file, keyPath: "place[\(index + 1)].parts", what: "'\(part)' is no place of \(id)",
            advice: "Write codes of its places.")
        }
      }
    }
  }

  /// What to do about an id that no dataset has.
  static func whichDataset(isMeantBy id: String, among datasets: [Dataset]) -> String {
    let ids = datasets.map(\.id)
    if let guess = nearestName(to: id, among: ids) { return "Did you mean '\(guess)'?" }
    return ids.isEmpty ? "Add its definition." : "The others are: \(ids.joined(separator: ", "))."
  }

  private static func refusal(_ place: String, _ what: String, _ advice: String) -> DefinitionsError {
    DefinitionsError([DefinitionProblem(place: place, what: what, advice: advice)])
  }
}
