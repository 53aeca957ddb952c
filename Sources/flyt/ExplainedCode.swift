import Checks
import StatusFile

/// A stable code in words, for people and for scripts.
struct ExplainedCode: Encodable {
  enum Kind: String, Encodable {
    /// Of the status.
    case problem
    /// Of an outcome.
    case finding
  }

  let code: String
  let kind: Kind
  let summary: String
  let meaning: String
  /// What usually stands behind a finding; a problem's meaning says it.
  @OrNull var cause: String?
  /// What the daemon does meanwhile, or what becomes of the table.
  let consequence: String
  let remedy: String
  let commands: [String]

  /// Every code, in the order in which its kind has them.
  static let all = ProblemCode.allCases.map(Self.init) + Finding.Code.allCases.map(Self.init)

  init(_ problem: ProblemCode) {
    let explanation = problem.explanation
    (code, kind) = (problem.rawValue, .problem)
    cause = nil
    (summary, meaning) = (explanation.summary, explanation.meaning)
    (consequence, remedy, commands) = (explanation.meanwhile, explanation.remedy, explanation.commands)
  }

  init(_ finding: Finding.Code) {
    let explanation = finding.explanation
    (code, kind) = (finding.rawValue, .finding)
    cause = explanation.cause
    (summary, meaning) = (explanation.summary, explanation.meaning)
    (consequence, remedy) = (explanation.fate.description, explanation.remedy)
    commands = explanation.commands
  }
}

extension ExplainedCode {
  /// For a person at a terminal.
  var text: String {
    let causeSection = cause.map { section("What usually causes it", $0) } ?? ""
    let consequenceTitle = kind == .problem ? "What Flyt does meanwhile" : "What becomes of the table"
    let lines = commands.map { "    \($0)\n" }.joined()
    return wrapped("\(code) (\(kind.rawValue)): \(summary)", indent: "")
      + section("What it means", meaning) + causeSection + section(consequenceTitle, consequence)
      + section("What to do", remedy) + "\n" + lines
  }
}

private func section(_ title: String, _ text: String) -> String {
  "\n\(title)\n" + wrapped(text, indent: "  ")
}

/// Parts a text into lines of at most 80 characters, unless a word is longer.
private func wrapped(_ text: String, indent: String) -> String {
  var lines: [String] = []
  for word in text.split(separator: " ") {
    if let last = lines.last, last.count + word.count < 80 {
      lines[lines.count - 1] = "\(last) \(word)"
    } else {
      lines.append(indent + word)
    }
  }
  return lines.map { $0 + "\n" }.joined()
}
