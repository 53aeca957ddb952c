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
    // Told apart here: the library's client says the same of all.
    close(try SocketPath.connect(to: path))
    let wire = request.wire
    let question = HTTPRequest(
      method: wire.isPost ? .POST : .GET, version: .http11, path: wire.path,
      query: wire.query.merging([Self.claim: user]) { $1 }.sorted { $0.key < $1.key }.map {
        HTTPRequest.QueryItem(name: $0.key, value: $0.value)
      },
      headers: [:], body: wire.body)
    do {
      var client = HTTPClient()
      let response = try await client.sendHTTPRequest(question, to: sockaddr_un.unix(path: path))
      let exit = response.headers[HTTPHeader(ExitHeader.name)].flatMap { Int32($0) }
      guard let exit else { throw ControlError(.brokenOff("no exit status"), at: path) }
      return ControlReply(exit: exit, body: try await response.bodyData)
    } catch let error as ControlError {
      throw error
    } catch {
      throw ControlError(.brokenOff(error.localizedDescription), at: path)
    }
  }
}
