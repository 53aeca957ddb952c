/// Everything that is wrong with the settings or with dataset definitions.
///
/// All of it at once, so that an operator corrects a file in one go.
package struct DefinitionsError: Error, Equatable, CustomStringConvertible {
  /// At least one, in the order of the file's lines.
  package let problems: [DefinitionProblem]

  /// Takes at least one problem.
  package init(_ problems: [DefinitionProblem]) { self.problems = problems }

  /// One line for each problem.
  package var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// One thing that is wrong with the settings or a definition, and its remedy.
package struct DefinitionProblem: Hashable, Sendable, CustomStringConvertible {
  /// The file or folder; the flag or environment variable where no file is to blame.
  package let place: String
  /// The line of the key or, failing that, of the table it belongs to.
  package let line: Int?
  /// Such as `place[3].names.no`; list items count from 1.
  package let keyPath: String?
  /// What is wrong, without a final stop.
  package let what: String
  /// What to do, as a sentence.
  package let advice: String

  /// A problem at a place, with its line and key where these are known.
  package init(
    place: String, line: Int? = nil, keyPath: String? = nil, what: String, advice: String
  ) {
    (self.place, self.line, self.keyPath, self.what, self.advice) = (place, line, keyPath, what, advice)
  }

  /// Where, what, then what to do about it; always one line, fit for a terminal.
  package var description: String {
    let position = place + (line.map { ":\($0)" } ?? "")
    let parts = [position, keyPath, "\(what). \(advice)"].compactMap(\.self).filter { !$0.isEmpty }
    return escapingControls(in: parts.joined(separator: ": "))
  }
}

/// Keys, values and file names may hold what would steer a terminal or fake a line.
private func escapingControls(in text: String) -> String {
  var clean = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator:
      clean.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
    default: clean.append(scalar)
    }
  }
  return String(clean)
}
