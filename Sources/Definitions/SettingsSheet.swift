/// A settings file that is being read: its tables, and what is wrong with them.
struct SettingsSheet {
  let path: String
  let root: TableReader
  private let problems: ProblemList

  /// Parses a file.
  ///
  /// - Errors: what is no TOML.
  init(_ file: SettingsFile) throws(DefinitionsError) {
    let toml = try TOMLFile(file.bytes, path: file.path)
    path = file.path
    problems = ProblemList(of: toml)
    root = TableReader(toml.root, problems: problems)
  }

  /// A table of the file; `nil` where it is left out or is none.
  func table(_ key: String) -> StatedTable? { root.table(key).map { StatedTable($0, of: path) } }

  /// Everything that is wrong, once all has been read: also what nobody asked for.
  func finish() -> [DefinitionProblem] {
    root.finish()
    return problems.sorted
  }
}
