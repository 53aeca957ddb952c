import CCurl
import Extracts

/// An address that may be fetched: of `http` or `https`, and without a name or password in it.
///
/// Parsed by libcurl, so that what is checked is what is connected to.
package struct WebAddress: Hashable, Sendable, CustomStringConvertible {
  /// Why a text is no such address.
  package enum Problem: Error, Equatable, Sendable, CustomStringConvertible {
    case malformed
    case scheme(String)
    case credentials

    /// What is wrong with it, behind its name.
    package var description: String {
      switch self {
      case .malformed: "is none such as https://example.org/table/2011"
      case .scheme(let scheme): "is of '\(scheme)', neither http nor https"
      case .credentials: "holds a name or a password, which would be printed in logs"
      }
    }
  }

  /// As libcurl writes it, without a fragment.
  package let text: String
  /// Whether it is of `https`.
  package let isSecure: Bool
  /// In lower case.
  package let host: String
  /// The scheme's own where the address says none.
  package let port: Int
  /// From the first slash, without the query.
  package let path: String

  /// Parses an address.
  package init(_ text: String) throws(Problem) {
    let parts = ParsedAddress()
    guard parts.set(text) else { throw .malformed }
    try self.init(parts)
  }

  /// Parses what a page or a redirect at this address names, which may be relative.
  package func resolving(_ reference: String) throws(Problem) -> Self {
    let parts = ParsedAddress()
    guard parts.set(text), parts.set(reference) else { throw .malformed }
    return try Self(parts)
  }

  private init(_ parts: ParsedAddress) throws(Problem) {
    guard let scheme = parts[CURLUPART_SCHEME] else { throw .malformed }
    guard scheme == "http" || scheme == "https" else { throw .scheme(printable(scheme)) }
    guard parts[CURLUPART_USER] == nil, parts[CURLUPART_PASSWORD] == nil else { throw .credentials }
    parts.removeFragment()
    guard let host = parts[CURLUPART_HOST]?.lowercased(), !host.isEmpty, parts.setHost(host),
      let text = parts[CURLUPART_URL],
      let port = parts.port, let path = parts[CURLUPART_PATH]
    else { throw .malformed }
    (self.text, isSecure, self.host) = (text, scheme == "https", host)
    (self.port, self.path) = (port, path)
  }

  /// What one server answers for.
  package var authority: String { "\(host):\(port)" }

  /// Whether credentials meant for one may be sent to the other.
  package func isSameOrigin(as other: Self) -> Bool {
    isSecure == other.isSecure && authority == other.authority
  }

  /// Fit for a terminal.
  package var description: String { printable(text) }
}

/// libcurl's own parsing of one address.
private final class ParsedAddress {
  private let handle = curl_url()

  deinit { curl_url_cleanup(handle) }

  /// Takes an address, or a reference relative to the one it holds.
  func set(_ text: String) -> Bool {
    // What stands in a page may hold blanks; libcurl writes them as %20. A NUL would end the text unseen.
    let flags = UInt32(CURLU_URLENCODE | CURLU_NON_SUPPORT_SCHEME)
    return !text.utf8.contains(0)
      && curl_url_set(handle, CURLUPART_URL, text, flags)
        == CURLUE_OK
  }

  func setHost(_ host: String) -> Bool { curl_url_set(handle, CURLUPART_HOST, host, 0) == CURLUE_OK }

  func removeFragment() { curl_url_set(handle, CURLUPART_FRAGMENT, nil, 0) }

  var port: Int? { part(CURLUPART_PORT, UInt32(CURLU_DEFAULT_PORT)).flatMap { Int($0) } }

  subscript(_ part: CURLUPart) -> String? { self.part(part, 0) }

  private func part(_ part: CURLUPart, _ flags: UInt32) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    guard curl_url_get(handle, part, &text, flags) == CURLUE_OK, let text else { return nil }
    defer { curl_free(text) }
    return String(validatingCString: text)
  }
}
