/// The head of an HTTP request, as far as anybody here wants to know it.
struct RequestHead: Equatable {
  /// Why a request is not let in.
  enum Refusal: Error, Equatable {
    case malformed
    case tooLong
    case bodyTooLong(Int)
    /// Only bodies that say how long they are can be limited before they cost anything.
    case unframed
    case tooSlow
    case crowded
  }

  /// `GET` or `POST`.
  let method: Substring
  /// Path and query.
  let target: Substring
  /// - Unit: bytes.
  let bodyLength: Int
  /// Whether the caller waits to be told to send its body.
  let expectsLeave: Bool

  /// Reads a head without the blank line at its end.
  init(_ bytes: some Sequence<UInt8>, mostBody: Int) throws(Refusal) {
    let text = String(decoding: Array(bytes), as: UTF8.self)
    let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
    // A lone end of line would be one for others.
    guard
      lines.allSatisfy({ $0.unicodeScalars.allSatisfy { (0x20..<0x7F).contains($0.value) || $0 == "\t" } })
    else { throw .malformed }
    let words = (lines.first ?? "").split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, words[0] == "GET" || words[0] == "POST", words[1].hasPrefix("/"),
      words[2].hasPrefix("HTTP/1.")
    else { throw .malformed }
    (method, target) = (words[0], words[1])
    var lengths: [Int] = []
    var expects = false
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":"), colon > line.startIndex else { throw .malformed }
      let value = line[line.index(after: colon)...].trimmingBlanks
      switch line[..<colon].lowercased() {
      case "content-length":
        guard let length = Int(value), length >= 0, value.allSatisfy(\.isNumber) else { throw .malformed }
        lengths.append(length)
      case "transfer-encoding": throw .unframed
      case "expect": expects = value.lowercased() == "100-continue"
      default: break
      }
    }
    guard lengths.count <= 1 else { throw .malformed }
    bodyLength = lengths.first ?? 0
    expectsLeave = expects
    guard bodyLength <= mostBody else { throw .bodyTooLong(bodyLength) }
  }
}

extension Substring {
  fileprivate var trimmingBlanks: Substring {
    var rest = drop { $0 == " " || $0 == "\t" }
    while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
    return rest
  }
}
