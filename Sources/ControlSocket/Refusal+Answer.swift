import Foundation

extension RequestHead.Refusal {
  /// What the caller is told, whole.
  var answer: [UInt8] {
    let (status, code, message) = words
    let body = #"{"error":{"code":"\#(code)","message":"\#(message)","hint":null}}"# + "\n"
    let head =
      "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\n\(ExitHeader.name): \(exit)\r\n"
      + "Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n"
    return Array((head + body).utf8)
  }

  /// What a command ends with: busy, or used wrongly.
  private var exit: Int32 { self == .crowded ? 75 : 64 }

  private var words: (status: String, code: String, message: String) {
    switch self {
    case .malformed: ("400 Bad Request", "malformed", "This is no request that the daemon knows how to read.")
    case .tooLong:
      ("431 Request Header Fields Too Large", "too-large", "The head of the request is too long.")
    case .bodyTooLong(let bytes):
      ("413 Content Too Large", "too-large", "\(bytes) bytes are more than are taken over the socket.")
    case .unframed: ("411 Length Required", "malformed", "A body must say how long it is.")
    case .tooSlow: ("408 Request Timeout", "too-slow", "The request did not come in time.")
    case .crowded:
      ("503 Service Unavailable", "busy", "Too many are asking the daemon at once; ask again in a moment.")
    }
  }
}

/// How a reply says what a command ends with.
enum ExitHeader {
  static let name = "Flyt-Exit"
}
