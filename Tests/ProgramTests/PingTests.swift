import FlytTesting
import Foundation
import Synchronization
import Testing

/// Signs of life for somebody outside.
@Suite struct PingTests {
  @Test func `it says that it starts, that all is well, and what is wrong`() throws {
    let server = try LoopbackServer { _ in reply(200, "OK".utf8) }
    let station = try Station(settings: "[ping]\naddress = \"credential:ping\"\nevery = \"1h\"\n")
    try station.folder.write("credentials/ping", text: server.address("/secret-uuid\n"))
    let daemon = try RunningDaemon(in: station, with: ["CREDENTIALS_DIRECTORY": station.path("credentials")])
    try waiting(for: "two signs") { server.requests.count == 2 }
    #expect(server.requests.map(\.target) == ["/secret-uuid/start", "/secret-uuid"])
    #expect(server.requests.map(\.method) == ["POST", "POST"])
    #expect(server.requests[1].body.text.hasPrefix("nothing wrong"))
    try FileManager.default.removeItem(atPath: station.path("inbox"))
    try waiting(for: "a sign that something is wrong") { server.requests.last?.target == "/secret-uuid/fail" }
    #expect(server.requests.last?.body.text.contains("critical source-lost: source inbox: ") == true)
    try station.folder.makeFolder("inbox")
    try waiting(for: "a sign that all is well") { server.requests.last?.target == "/secret-uuid" }
    #expect(server.requests.count == 4)
    let metrics = try askOverSocket("metrics", of: station)
    #expect(metrics.contains("flyt_dead_man_pings_total{result=\"sent\"} 4"), "\(metrics)")
    #expect(try daemon.stop().way == .exited(0))
  }

  @Test func `whatever happens to a sign, the work goes on, and nobody hears the address`() throws {
    let server = try LoopbackServer { _ in reply(500) }
    let station = try Station(settings: "[ping]\naddress = \"file:ping\"\nevery = \"100ms\"\n")
    try station.folder.write("ping", text: server.address("/secret-uuid"))
    let daemon = try RunningDaemon(in: station)
    try daemon.expect("a complaint") { RunningDaemon.problems($0) == ["ping-failing"] }
    try station.drop(Pages.real(), as: "real.txt")
    try daemon.expectFile("real.txt", in: "accepted")
    try station.folder.write("ping", text: "nonsense")
    try daemon.expect("an address that is none") {
      at($0, "problems", 0, "text")?.text?.hasSuffix(
        "what stands at file:\(station.path("ping")) is no address") == true
    }
    server.answer { _ in reply(302, headers: ["Location": "/elsewhere/secret-uuid"]) }
    try station.folder.write("ping", text: server.address("/secret-uuid"))
    try daemon.expect("a redirect") {
      at($0, "problems", 0, "text")?.text?.hasSuffix("the server sends it elsewhere.") == true
    }
    #expect(try !askOverSocket("metrics", of: station).contains("secret-uuid"))
    server.answer { _ in [.hang] }
    try waiting(for: "a sign that hangs") { server.requests.last?.target == "/secret-uuid" }
    #expect(try daemon.stop().way == .exited(0))
    #expect(!(try station.folder.bytes("status.json").text.contains("secret-uuid")))
    #expect(!daemon.child.errors.text.contains("secret-uuid"))
  }

  @Test func `one look tells its beginning and how it ended`() throws {
    let server = try LoopbackServer { _ in reply(200, "OK".utf8) }
    let station = try Station(settings: "[ping]\naddress = \"file:ping\"\n")
    try station.folder.write("ping", text: server.address("/u"))
    try station.drop(Pages.real(), as: "real.txt")
    #expect(try station.flyt("run", "--once").status == 0)
    #expect(server.requests.map(\.target) == ["/u/start", "/u"])
    #expect(server.requests.last?.body.text.contains("ssb-county-flows 2011 r1, new") == true)
    try station.folder.write("inbox-file", text: "")
    try FileManager.default.removeItem(atPath: station.path("inbox"))
    try FileManager.default.moveItem(atPath: station.path("inbox-file"), toPath: station.path("inbox"))
    #expect(try station.flyt("run", "--once").status != 0)
    #expect(server.requests.map(\.target) == ["/u/start", "/u", "/u/start", "/u/fail"])
  }
}
