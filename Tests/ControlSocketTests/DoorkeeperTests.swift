import Definitions
import FlytTesting
import Foundation
import Glibc
import Synchronization
import Testing

@testable import ControlSocket

/// The limits at the public socket; on threads alone, since nothing here needs Swift's few.
@Suite struct DoorkeeperTests {
  @Test(arguments: [
    ("GET /status HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\nshort", "408 Request Timeout"),
    ("GET /stat", "408 Request Timeout"),
    ("nonsense\r\n\r\n", "400 Bad Request"),
    ("DELETE /status HTTP/1.1\r\n\r\n", "400 Bad Request"),
    ("GET status HTTP/1.1\r\n\r\n", "400 Bad Request"),
    ("GET /status SIP/2.0\r\n\r\n", "400 Bad Request"),
    ("GET /status HTTP/1.1\r\nNo colon\r\n\r\n", "400 Bad Request"),
    ("GET /status HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", "400 Bad Request"),
    ("GET /status HTTP/1.1\r\nContent-Length: -1\r\n\r\n", "400 Bad Request"),
    ("GET /\u{1B}[2J HTTP/1.1\r\n\r\n", "400 Bad Request"),
    ("POST /ingest?name=a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", "411 Length Required"),
    ("POST /ingest?name=a HTTP/1.1\r\nContent-Length: 67108865\r\n\r\n", "413 Content Too Large"),
    ("POST /ingest?name=a HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n", "400 Bad Request"),
    ("GET /" + String(repeating: "a", count: 20_000), "431 Request Header Fields Too Large"),
  ])
  func `what is too long, too slow or no request is told so`(request: String, status: String) throws {
    var limits = Doorkeeper.Limits()
    (limits.headTime, limits.bodyTime) = (.milliseconds(300), .milliseconds(300))
    let house = try House(limits)
    let answer = try house.answer(to: request)
    #expect(answer.hasPrefix("HTTP/1.1 \(status)\r\n"), "\(answer)")
    #expect(answer.contains("\r\nFlyt-Exit: 64\r\n"))
    #expect(house.server.heard.isEmpty)
  }

  @Test func `what is let in says who calls, whatever the caller says`() throws {
    let house = try House()
    let answer = try house.answer(
      to:
        "POST /ingest?name=a HTTP/1.1\r\nFlyt-Caller: 0 1\r\nConnection: keep-alive\r\nContent-Length: 3\r\n\r\nabcdef"
    )
    #expect(answer.hasSuffix("\r\n\r\nheard"))
    #expect(
      house.server.heard == [
        "POST /ingest?name=a HTTP/1.1\r\nConnection: close\r\nContent-Length: 3\r\nFlyt-Caller: \(getuid()) \(getpid())\r\n\r\nabc"
      ])
  }

  @Test func `a caller who waits to be asked for the body is asked`() throws {
    let house = try House()
    let answer = try house.answer(
      to: "POST /ingest?name=a HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\nabc")
    #expect(answer.hasPrefix("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200"))
  }

  @Test func `too many at once are told to come again`() throws {
    var limits = Doorkeeper.Limits()
    (limits.callers, limits.headTime) = (2, .seconds(600))
    let house = try House(limits)
    let request = "GET /status HTTP/1.1\r\n\r\n"
    let one = Connection(try SocketPath.connect(to: house.path))
    let two = Connection(try SocketPath.connect(to: house.path))
    let third = try house.answer(to: request)
    #expect(third.hasPrefix("HTTP/1.1 503 Service Unavailable\r\n"))
    #expect(third.contains("\r\nFlyt-Exit: 75\r\n"))
    #expect(wholeAnswer(to: request, through: one).hasPrefix("HTTP/1.1 200"))
    #expect(wholeAnswer(to: request, through: two).hasPrefix("HTTP/1.1 200"))
  }

  @Test func `only the owner and the group may open the socket, and its name is given last`() throws {
    let house = try House()
    var status = stat()
    #expect(lstat(house.path, &status) == 0)
    #expect(status.st_mode & 0o7777 == 0o660)
    #expect(house.door.isInPlace)
    #expect(try house.folder.names().sorted() == ["s", "s.in"])
  }

  @Test func `what a daemon that was killed left is replaced, and another's socket left alone`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("s")
    close(try SocketPath.listen(at: path, mode: 0o600))
    let first = try Doorkeeper(at: path, before: path + ".in")
    #expect(first.isInPlace)
    let second = try Doorkeeper(at: path, before: path + ".in")
    #expect(!first.isInPlace)
    first.leave()
    #expect(second.isInPlace)
    second.leave()
    #expect(try folder.names().isEmpty)
  }

  @Test(arguments: ["", ".new"])
  func `a file at its path is never replaced`(suffix: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.path("flyt.db")
    try folder.write("flyt.db" + suffix, text: "everything ever read")
    #expect(throws: ControlError(.notASocket, at: path + suffix)) { try Doorkeeper(at: path, before: "") }
    #expect(try folder.bytes("flyt.db" + suffix).text == "everything ever read")
  }

  @Test func `the longest path of the settings leaves room for what is made beside it`() {
    let suffix = [SocketPath.suffixes.staged, SocketPath.suffixes.room, SocketPath.suffixes.inner].map(
      \.utf8.count
    ).max()
    #expect(SocketPathRule.mostBytes + (suffix ?? 0) == SocketPath.longest)
  }

  @Test func `a path that can't be used says why`() throws {
    let folder = try TemporaryFolder()
    let long = folder.path(String(repeating: "s", count: 120))
    #expect(throws: ControlError(.tooLong(bytes: long.utf8.count + 4), at: long + ".new")) {
      try Doorkeeper(at: long, before: "")
    }
    let nowhere = folder.path("no/such")
    #expect(throws: ControlError(.missingFolder, at: nowhere + ".new")) {
      try Doorkeeper(at: nowhere, before: "")
    }
    #expect(throws: ControlError(.notRunning, at: nowhere)) { try SocketPath.connect(to: nowhere) }
    #expect(
      ControlError(.notRunning, at: "/run/flyt/flyt.sock").description
        == "/run/flyt/flyt.sock: the daemon is not running. Start it with 'flyt run' or 'systemctl start flyt'."
    )
  }
}

/// A doorkeeper and a server behind it.
private final class House {
  let folder: TemporaryFolder
  let path: String
  let door: Doorkeeper
  let server: EchoServer

  init(_ limits: Doorkeeper.Limits = Doorkeeper.Limits()) throws {
    folder = try TemporaryFolder()
    path = folder.path("s")
    server = try EchoServer(at: path + ".in")
    door = try Doorkeeper(at: path, before: path + ".in", limits: limits)
  }

  deinit { door.leave() }

  /// All that comes back for some bytes.
  func answer(to request: String) throws -> String {
    wholeAnswer(to: request, through: Connection(try SocketPath.connect(to: path)))
  }
}

private func wholeAnswer(to request: String, through connection: borrowing Connection) -> String {
  connection.write(Array(request.utf8), by: .now + .seconds(60))
  var bytes: [UInt8] = []
  while let more = connection.read(by: .now + .seconds(600)), !more.isEmpty { bytes += more }
  return String(decoding: bytes, as: UTF8.self)
}

extension [UInt8] {
  fileprivate var text: String { String(decoding: self, as: UTF8.self) }
}

/// Remembers each request, and says that it heard.
private final class EchoServer: Sendable {
  private let requests = Mutex<[String]>([])

  var heard: [String] { requests.withLock { $0 } }

  init(at path: String) throws {
    let listener = try SocketPath.listen(at: path, mode: 0o600)
    Thread.detachNewThread { [self] in
      while true {
        let caller = accept(listener, nil, nil)
        guard caller >= 0 else { return }
        let connection = Connection(caller)
        guard let (head, rest) = try? connection.readHead(atMost: 1 << 20, by: .now + .seconds(600)),
          let request = try? RequestHead(head, mostBody: 1 << 20)
        else { continue }
        var body = rest
        while body.count < request.bodyLength, let more = connection.read(by: .now + .seconds(600)) {
          body += more
        }
        requests.withLock { $0.append(String(decoding: head, as: UTF8.self) + "\r\n\r\n" + body.text) }
        connection.write(Array("HTTP/1.1 200 OK\r\n\r\nheard".utf8), by: .now + .seconds(600))
      }
    }
  }
}
