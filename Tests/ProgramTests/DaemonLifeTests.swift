import FlytTesting
import Foundation
import Testing

@Suite struct DaemonLifeTests {
  @Test(arguments: [SIGTERM, SIGINT])
  func `a signal ends it in good order within five seconds`(signal: Int32) throws {
    let daemon = try RunningDaemon(in: Station())
    #expect(at(try daemon.station.status(), "daemon", "pid")?.number == Int(daemon.child.pid))
    let clock = ContinuousClock()
    var way: Child.Ending.Way?
    let time = try clock.measure { way = try daemon.stop(signal).way }
    #expect(way == .exited(0))
    #expect(time < .seconds(5))
    let status = try daemon.station.status()
    #expect([status["state"], status["summary"]] == ["stopped", "stopped in good order"])
    #expect(try daemon.station.flyt("status").output.text.contains("Daemon stopped in good order at "))
  }

  @Test(arguments: 0...5)
  func `wherever a wish to stop finds it, it ends with 0 within five seconds`(moment: Int) throws {
    let station = try Station()
    for number in 1...40 {
      try station.drop(Pages.page(year: 1999 + number % 13, seed: UInt64(number)), as: "page\(number).txt")
    }
    let child = try station.start(["run"])
    // From its first step, and then with the next file in hand.
    try waiting(for: "the program's first step") {
      try catches(SIGTERM, child.pid, as: ["SigIgn", "SigCgt"])
    }
    try waiting(for: "files", upTo: .seconds(60)) { station.names(in: "accepted").count >= moment * 6 }
    let began = ContinuousClock.now
    child.signal(SIGTERM)
    #expect(try child.wait().way == .exited(0))
    #expect(ContinuousClock.now - began < .seconds(5))
    #expect(try station.flyt("run", "--once").status == 0)
    #expect(try station.sqlite("SELECT count(*) FROM release") == "40")
  }

  @Test func `one look that is interrupted says so, and takes nothing by half`() throws {
    let station = try Station(settle: "1h")
    try station.drop(Pages.real(), as: "real.txt")
    let child = try station.start(["run", "--once"])
    try waiting(for: "the program's first step") {
      try catches(SIGTERM, child.pid, as: ["SigIgn", "SigCgt"])
    }
    try waiting(for: "the store") { station.names(in: "").contains("flyt.db") }
    child.signal(SIGTERM)
    #expect(try child.wait().way == .exited(130))
    #expect(station.names(in: "inbox") == ["real.txt"])
  }

  @Test func `a daemon that was killed is told to be dead`() throws {
    let daemon = try RunningDaemon(in: Station())
    #expect(try daemon.stop(SIGKILL).way == .killed(SIGKILL))
    try waiting(for: "a status past its time") {
      // That is said before anything that it said last.
      try daemon.station.flyt("status").output.text.hasPrefix("DEAD: no heartbeat since")
    }
  }

  @Test func `a second one is refused and told who holds the store`() throws {
    let station = try Station()
    let daemon = try RunningDaemon(in: station)
    try station.folder.write("real.txt", Pages.real())
    for arguments in [["run"], ["run", "--once"], ["ingest", "real.txt", "--socket", "nobody-there"]] {
      let other = try station.start(arguments)
      #expect(try other.wait().way == .exited(75), "\(arguments)")
      #expect(other.errors.text.contains("held by flyt run (process \(daemon.child.pid)) since "))
    }
    #expect(try station.flyt("ingest", "--dry-run", "real.txt").status == 0)
    #expect(try station.flyt("years", "--json").json()["years"] == [])
    #expect(at(try station.status(), "daemon", "pid")?.number == Int(daemon.child.pid))
  }

  @Test func `bad settings keep the old ones in force, and good ones are taken over`() throws {
    let station = try Station()
    let daemon = try RunningDaemon(in: station)
    let digest = at(try station.status(), "daemon", "settingsSha256")
    try station.writeSettings(others: "[[source]]\nname = \"second\"\nkind = \"nonsense\"\n")
    daemon.child.signal(SIGHUP)
    try daemon.expect("a complaint") { RunningDaemon.problems($0).contains("settings-not-reloaded") }
    let complaint = at(try station.status(), "problems", 0)
    #expect(complaint?["hint"] == "flyt settings check")
    #expect(complaint?["text"]?.text?.contains("nonsense") == true)
    #expect(at(try station.status(), "daemon", "settingsSha256") == digest)
    try station.drop(Pages.real(), as: "real.txt")
    try daemon.expectFile("real.txt", in: "accepted")

    let second = """
      [[source]]
      name = "second"
      kind = "folder"
      path = "second"
      accepted = "second-accepted"
      refused = "second-refused"
      every = "50ms"
      settle = "30ms"
      """
    try station.folder.write("second/page.txt", Pages.page())
    try station.writeSettings(others: second)
    daemon.child.signal(SIGHUP)
    try daemon.expectFile("page.txt", in: "second-accepted")
    try daemon.expect("both sources") { status in
      at(status, "sources")?.list.map { $0["name"] } == ["inbox", "second"]
        && !RunningDaemon.problems(status).contains("settings-not-reloaded")
        && at(status, "daemon", "settingsSha256") != digest
    }
    #expect(try daemon.stop().way == .exited(0))
  }

  @Test func `the definitions are read anew too`() throws {
    let station = try Station()
    try station.folder.write(
      "datasets/region.toml",
      Array(
        Data(contentsOf: URL(filePath: "\(Fixtures.datasetsFolder)/ssb-region-flows.toml"))))
    try station.folder.write("flyt.toml", text: station.folder.bytes("flyt.toml").text)
    let child = try station.start(["run"], with: ["FLYT_DATASETS": station.path("datasets")])
    try station.drop(Pages.real(), as: "too-early.txt")
    try waiting(for: "a refusal") { station.names(in: "refused").contains("too-early.txt") }
    try station.folder.write(
      "datasets/county.toml",
      Array(
        Data(contentsOf: URL(filePath: "\(Fixtures.datasetsFolder)/ssb-county-flows.toml"))))
    child.signal(SIGHUP)
    try waiting(for: "both datasets") { at(try station.status(), "datasets")?.list.count == 2 }
    try station.drop(Pages.real(), as: "in-time.txt")
    try waiting(for: "an acceptance") { station.names(in: "accepted").contains("in-time.txt") }
    #expect(try station.sqlite("SELECT count(*) FROM quarantine WHERE state = 'waiting'") == "0")
  }

  @Test func `a hang-up before it is ready does not end it`() throws {
    let station = try Station()
    let child = try station.start(["run"])
    try waiting(for: "the program's first step") { try catches(SIGHUP, child.pid, as: ["SigIgn", "SigCgt"]) }
    for _ in 1...20 {
      child.signal(SIGHUP)
      poll(nil, 0, 5)
    }
    try waiting(for: "a status") { FileManager.default.fileExists(atPath: station.path("status.json")) }
    #expect(child.poll() == nil)
  }
}
