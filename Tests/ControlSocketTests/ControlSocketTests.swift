import FlytTesting
import Foundation
import Glibc
import Synchronization
import Testing

@testable import ControlSocket

@Suite struct ControlSocketTests {
  @Test(arguments: [
    ControlRequest.status, .metrics, .poll(source: nil), .poll(source: "år & co=1"), .pause(source: "a"),
    .resume(source: nil), .reload, .stop,
    .ingest(
      .init(name: "tabell + år?.txt", dataset: "d", releasedOn: "2012-05-11", bytes: Data([0, 13, 10, 255]))),
    .ingest(.init(name: "n", bytes: Data())), .decide(item: 3, .retry, because: nil),
    .decide(item: 4, .accept, because: "the publisher says so: 100 %\nreally"),
  ])
  func `a request arrives as it was put, with who put it`(request: ControlRequest) async throws {
    try await withServer { path, desk in
      let reply = try await ControlClient(at: path).ask(request)
      #expect(reply == EchoDesk.reply)
      let (heard, caller) = try #require(desk.heard.withLock { $0.last })
      #expect(heard == request)
      #expect(caller == Caller(uid: getuid(), pid: getpid()))
    }
  }

  @Test func `a large body passes`() async throws {
    try await withServer { path, desk in
      let bytes = Data((0..<(3 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 31) })
      _ = try await ControlClient(at: path).ask(.ingest(.init(name: "large", bytes: bytes)))
      #expect(desk.heard.withLock { $0.last?.0 } == .ingest(.init(name: "large", bytes: bytes)))
    }
  }

  @Test func `only the owner and the group may open it, and nobody the one behind it`() async throws {
    try await withServer { path, _ in
      #expect(mode(of: path) == 0o660)
      #expect(mode(of: path + ".in") == 0o600)
    }
  }

  @Test(arguments: [
    ("GET /status HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\nshort", "408 Request Timeout"),
    ("GET /stat", "408 Request Timeout"),
    ("nonsense\r\n\r\n", "400 Bad Request"),
    ("DELETE /status HTTP/1.1\r\n\r\n", "400 Bad Request"),
    ("GET /status HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", "400 Bad Request"),
    ("GET /status HTTP/1.1\r\nContent-Length: -1\r\n\r\n", "400 Bad Request"),
    ("GET /\u{1B}[2J HTTP/1.1\r\n\r\n", "400 Bad Request"),
    ("POST /ingest?name=a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", "411 Length Required"),
    ("POST /ingest?name=a HTTP/1.1\r\nContent-Length: 999999999999\r\n\r\n", "413 Content Too Large"),
    ("GET /" + String(repeating: "a", count: 20_000), "431 Request Header Fields Too Large"),
    ("GET /nowhere HTTP/1.1\r\n\r\n", "404 Not Found"),
    ("POST /status HTTP/1.1\r\n\r\n", "404 Not Found"),
    ("POST /ingest HTTP/1.1\r\n\r\n", "404 Not Found"),
    ("POST /quarantine/x/retry HTTP/1.1\r\n\r\n", "404 Not Found"),
    ("GET /status HTTP/1.1\r\nFlyt-Caller: 0 1\r\n\r\n", "200 OK"),
  ])
  func `what is too long, too slow or no request is told so`(request: String, status: String) async throws {
    var limits = Doorkeeper.Limits()
    (limits.headTime, limits.bodyTime) = (.milliseconds(300), .milliseconds(300))
    try await withServer(limits) { path, desk in
      let answer = try await answer(to: request, at: path)
      #expect(answer.hasPrefix("HTTP/1.1 \(status)\r\n"), "\(answer)")
      #expect(answer.contains("Flyt-Exit: "))
      // A header of the caller's own does not make it somebody else.
      #expect(desk.heard.withLock { $0.allSatisfy { $0.1.pid == getpid() } })
    }
  }

  @Test func `too many at once are told to come again`() async throws {
    var limits = Doorkeeper.Limits()
    (limits.callers, limits.headTime) = (2, .seconds(30))
    try await withServer(limits) { path, _ in
      let request = "GET /status HTTP/1.1\r\n\r\n"
      let answers = try await onThread {
        let one = Connection(try SocketPath.connect(to: path))
        let two = Connection(try SocketPath.connect(to: path))
        let third = wholeAnswer(to: request, through: Connection(try SocketPath.connect(to: path)))
        return [third, wholeAnswer(to: request, through: one), wholeAnswer(to: request, through: two)]
      }
      #expect(answers.map { String($0.prefix(12)) } == ["HTTP/1.1 503", "HTTP/1.1 200", "HTTP/1.1 200"])
      #expect(answers[0].contains("Flyt-Exit: 75"))
    }
  }

  @Test func `what a daemon that was killed left behind is replaced, and a living one is not`() async throws {
    try await withServer { path, desk in
      let second = ControlServer(at: path, desk: desk)
      await #expect(throws: ControlError(.inUse, at: path)) { try await second.begin() }
      try await expectReply(at: path)
    }
    let folder = try TemporaryFolder()
    let path = folder.path("s")
    close(try SocketPath.listen(at: path, mode: 0o600))
    let server = ControlServer(at: path, desk: EchoDesk())
    try await server.begin()
    try await expectReply(at: path)
    unlink(path)
    let isReachable = await server.isReachable
    #expect(!isReachable)
    try await server.begin()
    try await expectReply(at: path)
    await server.end()
    #expect(try folder.names().isEmpty)
  }

  @Test func `a client says why it can't ask`() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("s")
    await #expect(throws: ControlError(.notRunning, at: path)) {
      try await ControlClient(at: path).ask(.status)
    }
    close(try SocketPath.listen(at: path, mode: 0o600))
    await #expect(throws: ControlError(.notRunning, at: path)) {
      try await ControlClient(at: path).ask(.status)
    }
    let long = folder.path(String(repeating: "s", count: 120))
    await #expect(throws: ControlError(.tooLong(bytes: long.utf8.count), at: long)) {
      try await ControlClient(at: long).ask(.status)
    }
    let nowhere = folder.path("no/such")
    await #expect(throws: ControlError(.missingFolder, at: nowhere + ".in")) {
      try await ControlServer(at: nowhere, desk: EchoDesk()).begin()
    }
    #expect(
      ControlError(.notRunning, at: "/run/flyt/flyt.sock").description
        == "/run/flyt/flyt.sock: the daemon is not running. Start it with 'flyt run' or 'systemctl start flyt'."
    )
  }
}

/// Remembers what it was asked.
private final class EchoDesk: ControlDesk {
  static let reply = ControlReply(exit: 0, body: Data("{\"a\":\"b\"}".utf8))
  let heard = Mutex<[(ControlRequest, Caller)]>([])

  func answer(_ request: ControlRequest, from caller: Caller) async -> ControlReply {
    heard.withLock { $0.append((request, caller)) }
    return Self.reply
  }
}

private func withServer(
  _ limits: Doorkeeper.Limits = Doorkeeper.Limits(), _ body: (String, EchoDesk) async throws -> Void
) async throws {
  let folder = try TemporaryFolder()
  let desk = EchoDesk()
  let server = ControlServer(at: folder.path("s"), desk: desk, limits: limits)
  try await server.begin()
  let result: Result<Void, any Error>
  do { result = .success(try await body(folder.path("s"), desk)) } catch { result = .failure(error) }
  await server.end()
  try result.get()
}

/// All that comes back for some bytes; on a thread of its own, since the server needs Swift's few.
private func answer(to request: String, at path: String) async throws -> String {
  try await onThread {
    let connection = Connection(try SocketPath.connect(to: path))
    return wholeAnswer(to: request, through: connection)
  }
}

private func wholeAnswer(to request: String, through connection: borrowing Connection) -> String {
  connection.write(Array(request.utf8), by: .now + .seconds(20))
  var bytes: [UInt8] = []
  while let more = connection.read(by: .now + .seconds(60)), !more.isEmpty { bytes += more }
  return String(decoding: bytes, as: UTF8.self)
}

private func onThread<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws
  -> Result
{
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: Swift.Result { try work() }) }
  }
}

private func mode(of path: String) -> mode_t {
  var status = stat()
  return lstat(path, &status) == 0 ? status.st_mode & 0o777 : 0
}

private func expectReply(at path: String) async throws {
  let reply = try await ControlClient(at: path).ask(.status)
  #expect(reply == EchoDesk.reply)
}
