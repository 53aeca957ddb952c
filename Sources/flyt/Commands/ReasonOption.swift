import ArgumentParser
import Foundation
import ReleaseStore

/// The reason that a decision needs, for whoever asks years later.
struct ReasonOption: ParsableArguments {
  @Option(help: ArgumentHelp("Why; kept for ever with the decision.", valueName: "text")) var because: String

  func validate() throws {
    guard because.contains(where: { !$0.isWhitespace }) else {
      throw ValidationError("--because must say why.")
    }
  }

  /// The decision of whoever runs the program.
  func decision() -> Decision { Decision(because: because, by: userName(of: getuid())) }
}
