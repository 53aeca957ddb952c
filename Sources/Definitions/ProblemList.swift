/// Gathers what is wrong with one file while reading goes on.
final class ProblemList {
  private let path: String
  private let lines: KeyLines
  private var found: [DefinitionProblem] = []

  init(of file: TOMLFile) { (path, lines) = (file.path, file.lines) }

  /// Notes a problem of a key.
  func note(_ keyPath: String, _ what: String, _ advice: String) {
    let line = lines.line(of: keyPath)
    found.append(
      DefinitionProblem(place: path, line: line, keyPath: keyPath, what: what, advice: advice))
  }

  /// The problems so far in the order of lines, those without one last.
  var sorted: [DefinitionProblem] {
    found.enumerated().sorted { one, other in
      (one.element.line ?? .max, one.offset) < (other.element.line ?? .max, other.offset)
    }.map(\.element)
  }

  /// Throws all of the problems, if there are any.
  func throwAny() throws(DefinitionsError) {
    if !found.isEmpty { throw DefinitionsError(sorted) }
  }
}
