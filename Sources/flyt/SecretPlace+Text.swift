import Definitions
import Foundation

extension SecretPlace {
  /// The file that holds the secret; `nil` where no credential was handed over.
  var path: String? {
    switch self {
    case .file(let path): path
    case .credential(let name):
      ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"].map { "\($0)/\(name)" }
    }
  }

  /// The secret, read anew each time since it may be exchanged; `nil` where it can't be read.
  var text: String? {
    path.flatMap { try? String(contentsOfFile: $0, encoding: .utf8) }?
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
