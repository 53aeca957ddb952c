import Dispatch
import Foundation
import Glibc
import Synchronization

/// A server on the loopback that answers byte for byte what a test wants, lies and silence too.
package final class LoopbackServer: Sendable {
  /// What came in.
  package struct Request: Sendable {
    /// Such as `GET`.
    package let method: String
    /// Path and query, as they were sent.
    package let target: String
    /// Names in lower case.
    package let headers: [String: String]
    /// What came behind the headers.
    package let body: [UInt8]
  }

  /// One thing that the server does with a connection; behind the last it closes it.
  package enum Step: Sendable {
    case send([UInt8])
    case wait(Duration)
    /// Until the other side has had enough.
    case sendForEver([UInt8], every: Duration)
    /// Until the other side closes the connection.
    case hang
  }

  /// What the server does with a request.
  package typealias Script = @Sendable (Request) -> [Step]

  /// Where it listens.
  package let port: UInt16
  private let listener: Int32
  private let state: Mutex<State>

  private struct State {
    var script: Script
    var requests: [Request] = []
  }

  /// Listens from now on.
  package init(_ script: @escaping Script = { _ in reply(404) }) throws {
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(listener, address, length) == 0 && listen(listener, 512) == 0
          && getsockname(listener, address, &length) == 0
      }
    }
    guard isBound else { throw CocoaError(.fileReadUnknown) }
    port = UInt16(bigEndian: address.sin_port)
    let state = Mutex(State(script: script))
    self.state = state
    DispatchQueue(label: "loopback \(port)").async { [weak self] in
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { return }
        DispatchQueue(label: "connection").async { [weak self] in
          self?.serve(connection)
          close(connection)
        }
      }
    }
  }

  deinit {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

  /// An address of this server.
  package func address(_ path: String = "/") -> String { "http://127.0.0.1:\(port)\(path)" }

  /// From now on, does something else.
  package func answer(_ script: @escaping Script) { state.withLock { $0.script = script } }

  /// Every request so far.
  package var requests: [Request] { state.withLock { $0.requests } }

  private func serve(_ connection: Int32) {
    var enabled: Int32 = 1
    setsockopt(connection, Int32(IPPROTO_TCP), TCP_NODELAY, &enabled, socklen_t(MemoryLayout<Int32>.size))
    guard let request = readRequest(connection) else { return }
    let script = state.withLock { state in
      state.requests.append(request)
      return state.script
    }
    for step in script(request) {
      guard perform(step, on: connection) else { return }
    }
    // Whoever closes with bytes unread resets the connection, and the other side loses what was sent.
    shutdown(connection, Int32(SHUT_WR))
  }

  private func perform(_ step: Step, on connection: Int32) -> Bool {
    switch step {
    case .send(let bytes): return send(bytes, on: connection)
    case .wait(let time):
      usleep(UInt32(clamping: time.microseconds))
      return true
    case .sendForEver(let bytes, let every):
      while send(bytes, on: connection) { usleep(UInt32(clamping: every.microseconds)) }
      return false
    case .hang:
      var byte: UInt8 = 0
      while recv(connection, &byte, 1, 0) > 0 {}
      return false
    }
  }

  private func send(_ bytes: [UInt8], on connection: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes {
        Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard sent > 0 else { return false }
      rest = rest.dropFirst(sent)
    }
    return true
  }

  private func readRequest(_ connection: Int32) -> Request? {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 14)
    let mark = Array("\r\n\r\n".utf8)
    while true {
      if let end = bytes.firstRange(of: mark) {
        let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        let words = head[0].split(separator: " ").map(String.init)
        let pairs = head.dropFirst().compactMap { line -> (String, String)? in
          guard let colon = line.firstIndex(of: ":") else { return nil }
          return (
            line[..<colon].lowercased(),
            line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
          )
        }
        let headers = Dictionary(pairs) { $1 }
        let body = bytes[end.upperBound...]
        if words.count == 3, body.count >= headers["content-length"].flatMap({ Int($0) }) ?? 0 {
          return Request(method: words[0], target: words[1], headers: headers, body: Array(body))
        }
      }
      let count = recv(connection, &piece, piece.count, 0)
      guard count > 0 else { return nil }
      bytes += piece.prefix(count)
    }
  }
}

/// An honest answer, with its length.
package func reply(
  _ status: Int, _ body: some Sequence<UInt8> = [], headers: [String: String] = [:]
) -> [LoopbackServer.Step] {
  let body = Array(body)
  var lines = ["HTTP/1.1 \(status) Status"]
  if status != 304 { lines.append("Content-Length: \(body.count)") }
  lines += headers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
  return [.send(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body)]
}

/// An answer whose headers are written by hand.
package func raw(_ head: String, _ body: some Sequence<UInt8> = []) -> [LoopbackServer.Step] {
  [.send(Array((head.replacingOccurrences(of: "\n", with: "\r\n") + "\r\n\r\n").utf8) + Array(body))]
}

extension Duration {
  fileprivate var microseconds: Int64 {
    components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
  }
}
