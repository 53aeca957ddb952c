import FlyingFox
import FlyingSocks
import Foundation
import Glibc
import Synchronization

/// The daemon's end of the control socket.
///
/// HTTP is spoken by a server on a socket of its own that only its user may open; a ``Doorkeeper`` at the public one
/// passes on what is whole, small and timely.
package actor ControlServer {
  private let path: String
  private let desk: any ControlDesk
  private let limits: Doorkeeper.Limits
  private var open: Open?

  /// What listens.
  private struct Open {
    let door: Doorkeeper
    let server: HTTPServer
    let task: Task<Void, Never>
    let hasEnded: Ended
  }

  /// Whether the library's server has given up, as it does at the first fault of the machine.
  private final class Ended: Sendable {
    let value = Atomic(false)
  }

  /// Prepares a server for a path; nobody is let in yet.
  package init(at path: String, desk: any ControlDesk) {
    self.init(at: path, desk: desk, limits: Doorkeeper.Limits())
  }

  init(at path: String, desk: any ControlDesk, limits: Doorkeeper.Limits) {
    (self.path, self.desk, self.limits) = (path, desk, limits)
  }

  /// Whether somebody who opens the socket's name is let in.
  package var isReachable: Bool {
    open.map { $0.door.isInPlace && !$0.hasEnded.value.load(ordering: .relaxed) } ?? false
  }

  /// Begins to listen.
  ///
  /// - Errors: why it can't; an ``ControlError/Reason/inUse`` path is left to whoever listens there.
  package func begin() async throws(ControlError) {
    await end()
    if let other = try? SocketPath.connect(to: path) {
      close(other)
      throw ControlError(.inUse, at: path)
    }
    let inner = path + SocketPath.suffixes.inner
    guard inner.utf8.count <= SocketPath.longest else {
      throw ControlError(.tooLong(bytes: inner.utf8.count), at: path)
    }
    try makeRoom()
    try SocketPath.clear(inner)
    // Only to hear why it can't be opened: the library's server tells nobody.
    close(try SocketPath.listen(at: inner, mode: 0o600))
    unlink(inner)
    let server = HTTPServer(
      config: HTTPServer.Configuration(
        address: sockaddr_un.unix(path: inner), timeout: limits.workTime.timeInterval,
        // Whole bodies, since they are limited already.
        sharedRequestReplaySize: limits.body, logger: .disabled),
      handler: ClosureHTTPHandler { [desk] request in await Self.answer(request, at: desk) })
    let hasEnded = Ended()
    let task = Task<Void, Never> {
      try? await server.run()
      hasEnded.value.store(true, ordering: .relaxed)
    }
    do {
      try await server.waitUntilListening(timeout: 60)
      let door = try Doorkeeper(at: path, before: inner, limits: limits)
      open = Open(door: door, server: server, task: task, hasEnded: hasEnded)
    } catch {
      await server.stop()
      task.cancel()
      leaveRoom()
      throw error as? ControlError ?? ControlError(doing: "listening", errno(of: error), at: inner)
    }
  }

  /// Lets nobody in any more, and gives whoever is inside a moment to be answered.
  package func end() async {
    guard let ended = open else { return }
    let (door, server, task) = (ended.door, ended.server, ended.task)
    open = nil
    door.leave()
    for _ in 0..<50 where !door.isEmpty { try? await Task.sleep(for: .milliseconds(20)) }
    // Its patience would always be used up: the server does not notice that nobody is left.
    await server.stop(timeout: 0)
    task.cancel()
    leaveRoom()
  }

  /// Makes the folder of the inner socket, into which nobody else gets whatever mode the library gives its socket.
  private func makeRoom() throws(ControlError) {
    let room = path + SocketPath.suffixes.room
    guard mkdir(room, 0o700) == 0 || errno == EEXIST else {
      throw ControlError(doing: "making a folder", errno, at: room)
    }
    var status = stat()
    guard lstat(room, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid(),
      chmod(room, 0o700) == 0
    else { throw ControlError(.notASocket, at: room) }
  }

  private func leaveRoom() {
    unlink(path + SocketPath.suffixes.inner)
    rmdir(path + SocketPath.suffixes.room)
  }

  private static func answer(_ request: HTTPRequest, at desk: any ControlDesk) async -> HTTPResponse {
    let query = Dictionary(request.query.map { ($0.name, $0.value) }) { $1 }
    guard var caller = CallerHeader.caller(in: request.headers[HTTPHeader(CallerHeader.name)]),
      let body = try? await request.bodyData,
      let known = ControlRequest(
        WireRequest(isPost: request.method == .POST, path: request.path, query: query, body: body))
    else {
      let unknown = Data(
        #"{"error":{"code":"usage","message":"The daemon knows no such request.","hint":"flyt --help"}}"#.utf8
      )
      return response(ControlReply(exit: 64, body: unknown), as: .notFound, of: "application/json")
    }
    caller.claim = query[ControlClient.claim]
    let reply = await desk.answer(known, from: caller)
    return response(
      reply, as: reply.exit <= 2 ? .ok : .conflict,
      of: known == .metrics ? "text/plain; version=0.0.4" : "application/json")
  }

  private static func response(
    _ reply: ControlReply, as status: HTTPStatusCode, of type: String
  ) -> HTTPResponse {
    HTTPResponse(
      statusCode: status,
      headers: [.contentType: type, HTTPHeader(ExitHeader.name): "\(reply.exit)"], body: reply.body)
  }
}

/// The system's number for what a socket failed with; an input/output error where it has none.
func errno(of error: any Error) -> CInt {
  if case SocketError.failed(_, let code, _) = error { code } else { EIO }
}

extension Duration {
  fileprivate var timeInterval: TimeInterval { TimeInterval(components.seconds) }
}
