import CCurl
import Extracts
import Glibc

/// The headers of one answer, counted as they come.
struct HeaderLines {
  /// More than any server needs, and little to hold.
  static let mostBytes = 1 << 16
  static let mostLines = 256

  private var bytes = 0
  private var lines = 0
  private var fields: [(name: String, value: String)] = []
  /// Of the answer whose headers these are.
  private(set) var status = 0

  /// Takes in one line; `false` when there are too many.
  mutating func add(_ line: UnsafeRawBufferPointer) -> Bool {
    bytes += line.count
    lines += 1
    guard bytes <= Self.mostBytes, lines <= Self.mostLines else { return false }
    let text = String(decoding: line, as: UTF8.self).trimmingWhitespace
    if text.hasPrefix("HTTP/") {
      // What went before was an interim answer such as "100 Continue".
      fields = []
      status = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    } else if let colon = text.firstIndex(of: ":") {
      fields.append(
        (text[..<colon].lowercased(), String(text[text.index(after: colon)...]).trimmingWhitespace))
    }
    return true
  }

  /// The first value of a header.
  subscript(_ name: String) -> String? { fields.first { $0.name == name }?.value }

  /// Every different value of a header; several in one line count as several.
  func values(of name: String) -> Set<String> {
    Set(
      fields.filter { $0.name == name }.flatMap { $0.value.split(separator: ",") }.map {
        String($0).trimmingWhitespace.lowercased()
      })
  }

  /// Whether the body's end is marked by a last chunk.
  var isChunked: Bool { transferCodings.contains("chunked") }

  /// How the body was packed on its way, chunks too.
  var transferCodings: Set<String> { values(of: "transfer-encoding") }

  /// What the server calls its content.
  var validators: Validators? { Validators(entityTag: self["etag"], lastModified: self["last-modified"]) }

  /// How many bytes the body has, as far as that is stated.
  ///
  /// - Errors: several lengths, or one that is no number.
  func contentLength() throws(UnclearLength) -> Int? {
    if isChunked { return nil }
    let stated = values(of: "content-length")
    guard stated.count <= 1 else { throw UnclearLength(stated: stated.sorted().joined(separator: " and ")) }
    guard let text = stated.first else { return nil }
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let length = Int(text) else {
      throw UnclearLength(stated: text)
    }
    return length
  }

  /// How long the server wants to be left alone: seconds or a date; anything else counts as nothing said.
  func retryAfter(now: Int) -> Duration? { self["retry-after"].flatMap { waitingTime($0, now: now) } }

  /// How many more questions the server takes.
  func rate(now: Int) -> RateLimit {
    func value(_ name: String) -> String? { self["x-ratelimit-\(name)"] ?? self["x-rate-limit-\(name)"] }
    return RateLimit(
      remaining: value("remaining").flatMap { Int($0) },
      reset: value("reset").flatMap { waitingTime($0, now: now) })
  }
}

/// A body's length that is stated twice and differently, or that is no number.
struct UnclearLength: Error {
  let stated: String
}

/// The longest that a server's wish is followed; a source must not fall silent for years.
private let longestWait = 86_400

/// Reads seconds, a moment since 1970 or a date.
func waitingTime(_ text: String, now: Int) -> Duration? {
  let seconds: Int
  if !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
    let number = Int(text) ?? .max
    // Some servers give the moment instead of the time until then.
    seconds = number > now / 2 && number < now * 2 ? number - now : number
  } else {
    // A date as HTTP writes it, or as ISO 8601 does.
    let moment = curl_getdate(text, nil)
    guard moment > 0 else { return nil }
    seconds = moment - now
  }
  return .seconds(min(max(0, seconds), longestWait))
}

extension String {
  fileprivate var trimmingWhitespace: String {
    let kept = drop { " \t\r\n".contains($0) }
    guard let last = kept.lastIndex(where: { !" \t\r\n".contains($0) }) else { return "" }
    return String(kept[...last])
  }
}
