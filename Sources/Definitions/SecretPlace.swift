/// Where a secret stands, so that settings, arguments and logs hold none.
package enum SecretPlace: Hashable, Sendable, CustomStringConvertible {
  /// An absolute path.
  case file(String)
  /// A name that systemd was told of with LoadCredential.
  case credential(String)

  /// What messages say of anything else: it may be the secret itself, which no message may hold.
  static let complaint = "not the place of a secret"

  /// What to write instead.
  static func advice(for key: String) -> String {
    "Write \(key) = \"credential:NAME\" or \"file:PATH\"."
  }

  /// Reads the form of the settings; a relative path is relative to the settings file.
  init?(_ text: String, of file: String) {
    let name = String(text.drop { $0 != ":" }.dropFirst())
    if text.hasPrefix("file:"), !name.isEmpty {
      self = .file(absolute(name, in: folder(of: file)))
    } else if text.hasPrefix("credential:"), !name.isEmpty, !name.contains("/"), !name.hasPrefix(".") {
      self = .credential(name)
    } else {
      return nil
    }
  }

  /// As the settings write it.
  package var description: String {
    switch self {
    case .file(let path): "file:\(path)"
    case .credential(let name): "credential:\(name)"
    }
  }
}
