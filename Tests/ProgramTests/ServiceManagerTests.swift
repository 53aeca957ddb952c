import FlytTesting
import Foundation
import Glibc
import Testing

/// What the daemon tells the service manager, which is a datagram socket of the test's own here.
@Suite struct ServiceManagerTests {
  @Test func `it is ready once the store is open and the first look on its way, and says when it stops`()
    throws
  {
    let station = try Station()
    let manager = try NotificationSocket(at: station.path("notify"))
    let child = try station.start(["run"], with: ["NOTIFY_SOCKET": station.path("notify")])
    let ready = try manager.expect("READY=1")
    #expect(ready.contains("STATUS=nothing wrong; nothing stored yet"))
    // Whoever hears of it finds a status, a store with its holder, and a daemon that answers.
    #expect(at(try station.status(), "sources", 0, "name") == "inbox")
    #expect(try station.sqlite("SELECT count(*) FROM release") == "0")
    #expect(try station.flyt("run", "--once").status == 75)
    #expect(manager.heard.filter { $0.contains("READY=1") }.count == 1)
    child.signal(SIGTERM)
    _ = try manager.expect("STOPPING=1")
    #expect(try child.wait().way == .exited(0))
  }

  @Test func `it is never ready where the store can't be opened`() throws {
    let station = try Station()
    let holder = try RunningDaemon(in: station)
    let manager = try NotificationSocket(at: station.path("notify"))
    let child = try station.start(["run"], with: ["NOTIFY_SOCKET": station.path("notify")])
    #expect(try child.wait().way == .exited(75))
    manager.listen()
    #expect(manager.heard.isEmpty)
    _ = holder
  }

  @Test(arguments: [true, false])
  func `a reload is told at its beginning and its end, good settings or bad`(isGood: Bool) throws {
    let station = try Station()
    let manager = try NotificationSocket(at: station.path("notify"))
    let child = try station.start(["run"], with: ["NOTIFY_SOCKET": station.path("notify")])
    _ = try manager.expect("READY=1")
    if !isGood { try station.folder.write("flyt.toml", text: "nonsense = 1\n") }
    child.signal(SIGHUP)
    let reloading = try manager.expect("RELOADING=1")
    let stamp = reloading.split(separator: "\n").first { $0.hasPrefix("MONOTONIC_USEC=") }
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    let microseconds = try #require(stamp.flatMap { Int($0.dropFirst(15)) })
    #expect(microseconds <= now.tv_sec * 1_000_000 + now.tv_nsec / 1_000)
    #expect(microseconds > (now.tv_sec - 120) * 1_000_000)
    _ = try manager.expect("READY=1")
    #expect(child.poll() == nil)
  }

  @Test func `the belt itself feeds the watchdog, and not while it hangs`() throws {
    let station = try Station()
    let manager = try NotificationSocket(at: station.path("notify"))
    let child = try station.start(
      ["run"], with: ["NOTIFY_SOCKET": station.path("notify"), "WATCHDOG_USEC": "300000"])
    for _ in 1...3 { _ = try manager.expect("WATCHDOG=1") }
    // Another program has the store's pages: the belt waits for them with a file in hand.
    let lock = try Child(
      "sqlite3", [station.path("flyt.db")], environment: ["PATH": "/usr/bin:/bin"], in: station.folder.path,
      input: try station.script(
        "BEGIN IMMEDIATE;\n.shell touch locked; while [ ! -e unlock ]; do sleep 0.05; done\nROLLBACK;\n"))
    try waiting(for: "the lock") { station.names(in: "").contains("locked") }
    try station.drop(Pages.real(), as: "real.txt")
    // What was on its way when the belt began to wait is still heard.
    try beats(5, of: station)
    manager.listen()
    let before = manager.heard.count
    // Five heartbeats take three times as long as the belt is given.
    try beats(5, of: station)
    manager.listen()
    #expect(manager.heard.dropFirst(before).allSatisfy { !$0.contains("WATCHDOG=1") })
    #expect(station.names(in: "accepted").isEmpty)
    try station.folder.write("unlock", text: "")
    #expect(try lock.wait().way == .exited(0))
    try waiting(for: "the file stored") { station.names(in: "accepted").contains("real.txt") }
    _ = try manager.expect("WATCHDOG=1")
    child.signal(SIGTERM)
    #expect(try child.wait().way == .exited(0))
  }

  @Test func `a wish to stop is granted also where the belt hangs`() throws {
    let station = try Station()
    let daemon = try RunningDaemon(in: station)
    let lock = try Child(
      "sqlite3", [station.path("flyt.db")], environment: ["PATH": "/usr/bin:/bin"], in: station.folder.path,
      input: try station.script(
        "BEGIN IMMEDIATE;\n.shell touch locked; while [ ! -e unlock ]; do sleep 0.05; done\nROLLBACK;\n"))
    try waiting(for: "the lock") { station.names(in: "").contains("locked") }
    try station.drop(Pages.real(), as: "real.txt")
    // With the file in hand.
    let now = at(try station.status(), "generatedAt")
    try daemon.expect("a later status") { at($0, "generatedAt") != now }
    let began = ContinuousClock.now
    #expect(try daemon.stop().way == .exited(0))
    // Five seconds by its own clock; the lock would hold it for ever.
    #expect(ContinuousClock.now - began < .seconds(20))
    #expect(at(try station.status(), "state") == "stopped")
    try station.folder.write("unlock", text: "")
    #expect(try lock.wait().way == .exited(0))
    #expect(try station.flyt("run", "--once").status == 0)
    #expect(station.names(in: "accepted") == ["real.txt"])
  }

  @Test func `a watchdog that is meant for another process is not fed`() throws {
    let station = try Station()
    let manager = try NotificationSocket(at: station.path("notify"))
    let child = try station.start(
      ["run"],
      with: ["NOTIFY_SOCKET": station.path("notify"), "WATCHDOG_USEC": "50000", "WATCHDOG_PID": "1"])
    _ = try manager.expect("READY=1")
    child.signal(SIGTERM)
    _ = try manager.expect("STOPPING=1")
    #expect(manager.heard.allSatisfy { !$0.contains("WATCHDOG=1") })
  }
}

/// Waits until the status was written so many times more.
private func beats(_ count: Int, of station: Station) throws {
  var seen: Set<String> = []
  try waiting(for: "\(count) heartbeats", upTo: .seconds(60)) {
    if let text = at(try station.status(), "generatedAt")?.text { seen.insert(text) }
    return seen.count > count
  }
}

extension Station {
  /// Writes a script for a program's standard input; gives its path.
  func script(_ text: String) throws -> String {
    try folder.write("script", text: text)
    return path("script")
  }
}

/// A datagram socket that hears what is told to the service manager.
final class NotificationSocket {
  private let descriptor: Int32
  private(set) var heard: [String] = []
  private var answered = 0

  init(at path: String) throws {
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let descriptor = descriptor
    let isBound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
    guard isBound else { throw NeverHappened(what: "a socket at \(path)") }
  }

  deinit { close(descriptor) }

  /// Takes in what has come.
  func listen() {
    var buffer = [UInt8](repeating: 0, count: 8192)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
      guard count >= 0 else { return }
      heard.append(buffer.prefix(count).map { $0 }.text)
    }
  }

  /// Waits for the next datagram with a line, behind those that were waited for before.
  func expect(_ line: String) throws -> String {
    var found: Int?
    try waiting(for: line, upTo: .seconds(60)) {
      listen()
      found = heard.indices.dropFirst(answered).first {
        heard[$0].split(separator: "\n").contains(Substring(line))
      }
      return found != nil
    }
    guard let found else { throw NeverHappened(what: line) }
    answered = found + 1
    return heard[found]
  }
}
