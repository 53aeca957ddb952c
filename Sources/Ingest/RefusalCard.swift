import Checks
package import Foundation
package import ReleaseStore

/// What lies beside a refused file: for people why, for scripts the outcomes and how to try again.
package struct RefusalCard: Encodable, Sendable {
  private let outcomes: [Outcome]
  private let quarantine: [String]
  private let retry: String

  /// A card for the file that now has a name in the refused folder.
  package init(_ outcomes: [Outcome], of file: String) {
    self.outcomes = outcomes
    quarantine = outcomes.compactMap(\.quarantine)
    let show =
      outcomes.compactMap(\.quarantine).first.map { "flyt quarantine show \($0)" } ?? "flyt quarantine"
    retry =
      "Look at the table with what is wrong marked: \(show). Correct what the findings name, then drop the file in the "
      + "inbox again, or run: flyt ingest '\(file)'. A slip of the publisher's: flyt quarantine accept, or drop."
  }

  /// The card for scripts.
  package func json() -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Texts and whole numbers can't fail to encode; the digest alone still tells which file it is about.
    let content = try? encoder.encode(self)
    return (content ?? Data("{\"sha256\":\"\(fingerprint)\"}".utf8)) + Data("\n".utf8)
  }

  /// The card for people.
  package var text: String {
    let tables = outcomes.map { outcome in
      let findings = outcome.findings.map { "  \($0.severity.rawValue) \($0.code.rawValue): \($0.message)\n" }
      return outcome.line + "\n" + findings.joined()
    }
    return tables.joined(separator: "\n") + "\nSHA-256 \(fingerprint)\n\(retry)\n"
  }

  private var fingerprint: String { outcomes.first?.extract.sha256 ?? "" }
}
