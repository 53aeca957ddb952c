import FlyingFox
import FlyingSocks
import Foundation
import Glibc

/// A command's end of the control socket.
package struct ControlClient: Sendable {
  /// Where the caller's own word of who it is stands.
  static let claim = "user"

  private let path: String
  private let user: String

  /// Names the socket to ask at, and what the one who asks is called.
  package init(at path: String, as user: String) { (self.path, self.user) = (path, user) }

  /// Puts a request and waits for the reply.
  ///
  /// - Errors: `notRunning`, `notPermitted`, `tooLong`, `brokenOff`, `inputOutput`.
  package func ask(_ request: ControlRequest) async throws(ControlError) -> ControlReply {
    guard path.utf8.count <= SocketPath.longest else {
      throw ControlError(.tooLong(bytes: path.utf8.count), at: path)
    }
    let wire = request.wire
    let question = HTTPRequest(
      method: wire.isPost ? .POST : .GET, version: .http11, path: wire.path,
      query: wire.query.merging([Self.claim: user]) { $1 }.sorted { $0.key < $1.key }.map {
        HTTPRequest.QueryItem(name: $0.key, value: $0.value)
      },
      headers: [:], body: wire.body)
    do {
      let (path, limit) = (path, request.patience)
      return try await withThrowingTaskGroup(of: ControlReply?.self) { group in
        group.addTask { try await Self.reply(to: question, at: path) }
        group.addTask {
          try await Task.sleep(for: limit)
          return nil
        }
        defer { group.cancelAll() }
        guard let first = try await group.next(), let reply = first else {
          throw ControlError(.brokenOff("nothing came for \(limit.components.seconds) s"), at: path)
        }
        return reply
      }
    } catch let error as ControlError {
      throw error
    } catch SocketError.failed(_, let code, _) {
      throw ControlError(doing: "connecting", code, at: path)
    } catch {
      throw ControlError(.brokenOff(error.localizedDescription), at: path)
    }
  }

  private static func reply(to question: HTTPRequest, at path: String) async throws -> ControlReply {
    var client = HTTPClient()
    let response = try await client.sendHTTPRequest(question, to: sockaddr_un.unix(path: path))
    let exit = response.headers[HTTPHeader(ExitHeader.name)].flatMap { Int32($0) }
    guard let exit else { throw ControlError(.brokenOff("no exit status"), at: path) }
    return ControlReply(exit: exit, body: try await response.bodyData)
  }
}

extension ControlRequest {
  /// How long whoever asks waits: questions and wishes are answered at once, work takes its time.
  fileprivate var patience: Duration {
    switch self {
    case .status, .metrics, .poll, .pause, .resume, .stop: .seconds(10)
    case .reload, .ingest, .decide: .seconds(900)
    }
  }
}
