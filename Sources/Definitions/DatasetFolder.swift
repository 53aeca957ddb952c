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

  private static func refusal(_ place: String, _ what: String, _ advice: String) -> DefinitionsError {
    DefinitionsError([DefinitionProblem(place: place, what: what, advice: advice)])
  }
}
