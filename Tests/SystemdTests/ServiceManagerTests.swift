import Foundation
import Glibc
import Testing

@testable import Systemd

@Suite struct ServiceManagerTests {
  @Test(arguments: [false, true])
  func `it is told at a path and at an abstract name`(abstract: Bool) throws {
    let socket = try ListeningSocket(at: freeAddress(abstract: abstract))
    let manager = ServiceManager(environment: ["NOTIFY_SOCKET": socket.address])
    #expect(manager.isListening)
    manager.tell(.ready)
    manager.tell([.stopping, .status("finishing tab-2011.txt")])
    manager.tell(.watchdog)
    #expect(try socket.lines() == ["READY=1"])
    #expect(try socket.lines() == ["STOPPING=1", "STATUS=finishing tab-2011.txt"])
    #expect(try socket.lines() == ["WATCHDOG=1"])
    #expect(socket.receive() == nil)
  }

  @Test func `a reload says when it began, by the clock that systemd goes by`() throws {
    let socket = try ListeningSocket(at: freeAddress())
    var before = timespec()
    clock_gettime(CLOCK_MONOTONIC, &before)
    ServiceManager(environment: ["NOTIFY_SOCKET": socket.address]).tell(.reloading)
    let lines = try socket.lines()
    #expect(lines.first == "RELOADING=1")
    let name = "MONOTONIC_USEC="
    let moment = try #require(lines.last.flatMap { $0.hasPrefix(name) ? Int($0.dropFirst(name.count)) : nil })
    let began = before.tv_sec * 1_000_000 + before.tv_nsec / 1000
    #expect((began...began + 60_000_000).contains(moment))
  }

  @Test(arguments: [
    ("one\nREADY=1", "one READY=1"), ("a\r\n\tb\u{0}c\u{2028}d", "a b c d"), ("\n", ""),
    ("nothing new since 06:00", "nothing new since 06:00"),
  ])
  func `a status is one line, whatever was in it`(text: String, line: String) throws {
    #expect(ServiceManager.Notification.status(text).assignments == "STATUS=\(line)")
  }

  @Test func `a status fits into systemd's buffer`() {
    let status = ServiceManager.Notification.status(String(repeating: "å", count: 5000)).assignments
    #expect(status == "STATUS=" + String(repeating: "å", count: 1024))
  }

  @Test(arguments: [
    nil, "", "@", "/", "run/notify", "vsock:2:1", "/\(String(repeating: "a", count: 107))",
    "@\(String(repeating: "a", count: 108))", "/run/\u{0}",
  ])
  func `nobody listens where there is no address`(address: String?) {
    var environment = ["WATCHDOG_USEC": "1000"]
    environment["NOTIFY_SOCKET"] = address
    let manager = ServiceManager(environment: environment)
    #expect(!manager.isListening && manager.watchdog == nil)
    manager.tell(.ready)
  }

  @Test func `the longest addresses are addresses`() throws {
    for address in ["/" + String(repeating: "a", count: 106), "@" + String(repeating: "a", count: 107)] {
      #expect(ServiceManager(environment: ["NOTIFY_SOCKET": address]).isListening)
    }
  }

  @Test func `a socket that is gone is no matter`() throws {
    let address = freeAddress()
    _ = try ListeningSocket(at: address)
    ServiceManager(environment: ["NOTIFY_SOCKET": address]).tell([.ready, .status("alone")])
  }

  @Test func `a reader that never reads does not hold it up for ever`() throws {
    let socket = try ListeningSocket(at: freeAddress())
    let address = try #require(SocketAddress(socket.address))
    let time = ContinuousClock().measure {
      for _ in 0..<10_000 where sendDatagram([0], to: address) != nil { return }
    }
    #expect((.milliseconds(500)..<(.seconds(30))).contains(time), "\(time)")
  }

  @Test func `no descriptor is left behind`() throws {
    let socket = try ListeningSocket(at: freeAddress())
    let address = try #require(SocketAddress(socket.address))
    let nobody = try #require(SocketAddress(freeAddress()))
    let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
    for _ in 0..<2000 {
      #expect(sendDatagram([1], to: address) == nil)
      #expect(socket.receive()?.bytes == [1])
      #expect(sendDatagram([1], to: nobody) == ENOENT)
    }
    // Other tests open some meanwhile.
    #expect(try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count < open + 500)
  }

  @Test(arguments: [
    (["WATCHDOG_USEC": "30000000"], Duration.seconds(30)),
    (["WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "\(getpid())"], .seconds(30)),
    (["WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "1"], nil),
    (["WATCHDOG_USEC": "30000000", "WATCHDOG_PID": ""], nil),
    (["WATCHDOG_USEC": "0"], nil), (["WATCHDOG_USEC": "-5"], nil),
    (["WATCHDOG_USEC": "18446744073709551615"], nil), (["WATCHDOG_USEC": "soon"], nil), ([:], nil),
  ])
  func `the watchdog is this process's own`(environment: [String: String], patience: Duration?) {
    let listening = environment.merging(["NOTIFY_SOCKET": "/run/systemd/notify"]) { one, _ in one }
    #expect(ServiceManager(environment: listening).watchdog == patience)
  }
}
