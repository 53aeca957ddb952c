package import FlowTables

/// The folder of companion definitions, which lies in that of the dataset definitions.
package enum CompanionFolder {
  /// Its name in the folder of dataset definitions.
  package static let name = "companions"

  /// Reads every companion definition beside some dataset definitions, in the order of the files' names.
  ///
  /// `folder` is that of the datasets; one without a folder of companions has none.
  ///
  /// - Errors: the problems of all files together; also an id that two of them share.
  package static func load(
    in folder: String, datasets: [Dataset], files: FileLookup = .disk
  ) throws(DefinitionsError) -> [CompanionDefinition] {
    let path = "\(folder)/\(name)"
    guard files.isFolder(path) else { return [] }
    var companions: [CompanionDefinition] = []
    var problems: [DefinitionProblem] = []
    var homes: [String: String] = [:]
    for name in try files.definitions(in: path) {
      let file = "\(path)/\(name)"
      do throws(DefinitionsError) {
        let companion = try CompanionFile.read(try files.read(file), path: file, datasets: datasets)
        if let home = homes.updateValue(file, forKey: companion.id) {
          problems.append(
            DefinitionProblem(
              place: file, keyPath: "id", what: "'\(companion.id)' is also the id in \(home)",
              advice: "Give each definition an id of its own."))
        }
        companions.append(companion)
      } catch {
        problems += error.problems
      }
    }
    guard problems.isEmpty else { throw DefinitionsError(problems) }
    return companions
  }
}
