import ArgumentParser
import Checks
import Ingest
import ReleaseStore
import Rendering

/// What came of some extracts, printed as it comes or as one JSON document, and the exit status it amounts to.
struct IngestReport {
  private let asJSON: Bool
  private var outcomes: [Outcome] = []
  private var failures: [Failure] = []
  private var explanations: [Explanation] = []
  private var isInterrupted = false

  init(asJSON: Bool) { self.asJSON = asJSON }

  mutating func add(_ new: [Outcome]) {
    outcomes += new
    guard !asJSON else { return }
    for outcome in new {
      Output.print(outcome.line + "\n" + findingLines(outcome.findings))
    }
  }

  /// Shows how an extract was read, before its outcomes.
  mutating func explain(_ new: [Explanation]) {
    explanations += new
    guard !asJSON else { return }
    for explanation in new { Output.print(explanation.text) }
  }

  /// Notes a file that could not be taken; the others are still done.
  mutating func add(_ failure: Failure) {
    failures.append(failure)
    if !asJSON { Output.report(failure, asJSON: false) }
  }

  mutating func interrupt() {
    isInterrupted = true
    if !asJSON { Output.note("flyt: interrupted; \(outcomes.count) tables were done") }
  }

  /// Prints the document, and ends the command with its status.
  func finish() throws {
    if asJSON {
      try Output.print(
        json: ReportDocument(outcomes: outcomes, explanations: explanations, errors: failures))
    }
    guard status == .done else { throw ExitCode(status.rawValue) }
  }

  private var status: ExitStatus {
    if isInterrupted { return .interrupted }
    // Something that ends the work, such as a full disk, weighs more than a file that is not there.
    if let failure = failures.max(by: { $0.weight < $1.weight }) { return failure.status }
    let refused = outcomes.filter { $0.outcome == .refused }
    if refused.contains(where: { $0.findings.contains { $0.code == .severalDatasets } }) { return .usage }
    if outcomes.contains(where: { $0.outcome == .held }) { return .partly }
    if refused.isEmpty { return .done }
    return refused.count == outcomes.count ? .refused : .partly
  }
}

extension Failure {
  fileprivate var weight: Int { status == .missing ? 0 : 1 }
}

private struct ReportDocument: Encodable {
  let outcomes: [Outcome]
  let explanations: [Explanation]
  let errors: [Failure]

  private enum CodingKeys: CodingKey { case outcomes, explanations, errors, error }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(outcomes, forKey: .outcomes)
    if !explanations.isEmpty {
      try container.encode(explanations.map(ExplanationDocument.init), forKey: .explanations)
    }
    guard let last = errors.last else { return }
    try container.encode(errors, forKey: .errors)
    try container.encode(last, forKey: .error)
  }
}
