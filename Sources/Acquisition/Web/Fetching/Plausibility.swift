import Extracts
import Foundation

/// What a body plainly is instead of data; `nil` where it may be some.
///
/// Told from the bytes alone: error and login pages come with status 200 and any type. A page with new words for a known
/// table must pass, since it waits in quarantine for somebody, while an error page is not worth a place there.
package func implausibility(of body: [UInt8]) -> String? {
  let start = body.prefix(1 << 20)
  guard let first = start.first(where: { $0 > 0x20 && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF }) else {
    return "nothing"
  }
  let printed = String(decoding: start, as: UTF8.self)
  let text = printed.lowercased()
  if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") { return JSONShape(printed).problem }
  guard first == UInt8(ascii: "<"), text.contains("<html") || text.contains("<!doctype html") else {
    return nil
  }
  let asksForPassword = ["type=\"password\"", "type='password'", "type=password"].contains(
    where: text.contains)
  // A page of figures may have a box to log in beside them.
  if asksForPassword, text.split(separator: "<td", maxSplits: 51).count < 51 {
    return "a page that asks for a password"
  }
  if !text.contains("<table"), !text.contains("<pre") {
    return "a page without a table\(title(in: printed).map { ", '\($0)'" } ?? "")"
  }
  return nil
}

/// The beginning of an answer, for people.
func firstWords(of body: [UInt8]) -> String {
  let text = String(decoding: body.prefix(4096), as: UTF8.self)
  if let title = title(in: text) { return title }
  if let said = JSONShape(text).said { return said }
  guard !text.contains("<") else { return "" }
  return shortened(text)
}

private func title(in text: String) -> String? {
  guard let start = text.range(of: "<title>", options: .caseInsensitive),
    let end = text.range(of: "</title>", options: .caseInsensitive),
    start.upperBound <= end.lowerBound
  else { return nil }
  let title = shortened(text[start.upperBound..<end.lowerBound])
  return title.isEmpty ? nil : title
}

private func shortened(_ text: some StringProtocol) -> String {
  let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  return printable(line.count > 120 ? line.prefix(119) + "…" : line[...])
}

/// The outermost keys of a JSON text, without reading all of it.
private struct JSONShape {
  private let text: String

  init(_ text: String) { self.text = text }

  private static let errorKeys = ["\"error\"", "\"errors\"", "\"error_message\""]
  private static let dataKeys = [
    "\"value\"", "\"dataset\"", "\"dimension\"", "\"values\"", "\"data\"", "\"item\"",
  ]

  /// An error of PxWeb or of RFC 9457 in place of data.
  var problem: String? {
    guard !Self.dataKeys.contains(where: text.contains) else { return nil }
    let isProblem = text.contains("\"title\"") && text.contains("\"status\"")
    guard isProblem || Self.errorKeys.contains(where: text.contains) else { return nil }
    return "an error in JSON\(said.map { ", '\($0)'" } ?? "")"
  }

  /// The text behind the key that says what is wrong.
  var said: String? {
    for key in ["\"error\"", "\"title\"", "\"detail\"", "\"message\""] {
      guard let at = text.range(of: key)?.upperBound else { continue }
      let rest = text[at...].drop { $0.isWhitespace || $0 == ":" }
      guard rest.first == "\"" else { continue }
      let said = shortened(rest.dropFirst().prefix { $0 != "\"" && $0 != "\n" })
      if !said.isEmpty { return said }
    }
    return nil
  }
}
