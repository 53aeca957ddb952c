import Answers
import ArgumentParser
import Extracts
import Foundation
import ReleaseStore

/// Answers `flyt extract SHA256`.
struct ShowExtract: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extract", abstract: "Print the stored bytes of an extract, exactly.",
    discussion: """
      The first digits of the SHA-256 are enough. With --json only what is known of the bytes is printed.

      Examples:
        flyt extract 5ecf2a
        flyt extract 5ecf2a > county-flows-2011-en.txt
      """)

  @OptionGroup var shared: SharedOptions
  @Argument(help: "The SHA-256 that 'flyt releases' shows, or its first digits.") var sha256: String

  func run() async throws {
    guard !sha256.isEmpty, sha256.allSatisfy(\.isHexDigit), sha256.count <= 64 else {
      throw ValidationError("'\(printable(sha256))' is not a SHA-256 of up to 64 hexadecimal digits.")
    }
    let (summary, bytes) = try shared.answers().extract(withPrefix: sha256)
    if shared.json {
      try Output.print(json: ExtractDocument(summary))
    } else if Output.isTerminal, !isFitForTerminal(bytes) {
      throw Failure(
        .failed, code: "not-text", "\(summary.name): not plain text, so it is not shown on a terminal.",
        hint: "flyt extract \(sha256) > FILE")
    } else {
      Output.print(Data(bytes))
    }
    guard summary.isWhole else {
      throw Failure(
        .failed, code: "only-head",
        "\(summary.name): only the first \(bytes.count) of \(summary.size) bytes were kept.")
    }
  }
}

/// What is known of an extract's bytes.
private struct ExtractDocument: Encodable {
  let sha256: String
  let name: String
  let bytes: Int
  let whole: Bool
  let retrievedAt: Date

  init(_ summary: StoredExtractSummary) {
    (sha256, name, bytes) = (summary.sha256, summary.name, summary.size)
    (whole, retrievedAt) = (summary.isWhole, summary.retrievedAt)
  }
}

/// Text without control characters other than tabs and line ends.
private func isFitForTerminal(_ bytes: [UInt8]) -> Bool {
  guard let text = String(validating: bytes, as: UTF8.self) else { return false }
  return text.unicodeScalars.allSatisfy {
    $0.properties.generalCategory != .control || $0 == "\n" || $0 == "\r" || $0 == "\t"
  }
}
