import FlytTesting
import Foundation
import Testing

/// The commands that talk to a running daemon.
@Suite struct SteeringTests {
  @Test(arguments: [["pause"], ["resume"], ["pause", "inbox"], ["reload"], ["stop"]])
  func `without a daemon they say so`(arguments: [String]) throws {
    let station = try Station()
    let child = try station.start(arguments + ["--json"])
    #expect(try child.wait().way == .exited(69))
    #expect(at(try JSONValue(child.output), "error", "code") == "not-running")
  }

  @Test func `a paused source is looked at no more, and says so until it is resumed`() throws {
    let station = try Station()
    let daemon = try RunningDaemon(in: station)
    let answer = try station.flyt("pause", "inbox", "--json")
    #expect(answer.status == 0)
    #expect(at(try answer.json(), "sources", 0, "source") == "inbox")
    #expect(at(try answer.json(), "sources", 0, "at")?.text != nil)
    try daemon.expect("a paused source") { status in
      at(status, "sources", 0, "state") == "paused" && at(status, "daemon", "paused") == true
        && at(status, "state") == "warning" && RunningDaemon.problems(status) == ["paused"]
    }
    #expect(at(try station.status(), "problems", 0, "hint") == "flyt resume inbox")
    #expect(try station.flyt("status").output.text.contains("Everything is paused"))
    #expect(try station.flyt("health").status == 1)
    try station.drop(Pages.real(), as: "real.txt")
    let poll = try station.flyt("poll", "inbox")
    #expect(poll.output.text == "inbox is paused; 'flyt resume inbox' lets it be looked at\n")
    // A later status: had it looked, it would have settled and moved the file.
    let now = at(try station.status(), "generatedAt")
    try daemon.expect("a later status") { at($0, "generatedAt") != now }
    #expect(station.names(in: "inbox") == ["real.txt"])
    #expect(try station.flyt("resume").status == 0)
    try daemon.expectFile("real.txt", in: "accepted")
    try daemon.expect("a source in good order") { status in
      at(status, "sources", 0, "state") == "ok" && at(status, "state") == "ok"
        && at(status, "daemon", "paused") == false
    }
  }

  @Test func `a poll comes before its time, and tells when it does not`() throws {
    let closed = "closed = { from = \"11:00\", to = \"13:00\", zone = \"UTC\" }\n"
    let web = try WebStation(every: "1d", settings: closed) { _ in reply(404) }
    let station = web.station
    try station.writeSettings(
      settle: "0s", every: "1h", others: WebStation.source("pages", web.server.address(), every: "1d", closed)
    )
    // At noon, whatever the time is here.
    let second = Int(Date().timeIntervalSince1970) % 86_400
    try station.folder.write("offset", text: "\(43_200 - second)")
    let daemon = try RunningDaemon(in: station, with: ["FLYT_CLOCK_OFFSET": station.path("offset")])
    try station.drop(Pages.real(), as: "real.txt")
    let answer = try station.flyt("poll")
    #expect(answer.output.text.contains("inbox is looked at now ("), "\(answer.output.text)")
    #expect(
      answer.output.text.contains(
        "pages is not asked in its closed hours, and looked at when they end ("))
    try waiting(for: "the file taken") {
      // A file settles over two looks.
      _ = try station.flyt("poll", "inbox")
      return station.names(in: "accepted").contains("real.txt")
    }
    #expect(try station.flyt("poll", "inbx", "--json").status == 66)
    #expect(try daemon.stop().way == .exited(0))
  }

  @Test func `named files go through the daemon that holds the store`() throws {
    let station = try Station()
    let daemon = try RunningDaemon(in: station)
    try station.folder.write("real.txt", Pages.real())
    try station.folder.write("damaged.txt", Pages.damaged())
    try station.folder.write("junk.txt", Pages.junk)
    let first = try station.flyt("ingest", "real.txt", "--json")
    #expect(first.status == 0)
    #expect(at(try first.json(), "outcomes", 0, "outcome") == "new")
    #expect(at(try first.json(), "outcomes", 0, "source") == .null)
    let second = try station.flyt("ingest", "damaged.txt", "real.txt", "missing.txt")
    #expect(second.status == 66)
    #expect(second.output.text.contains("damaged.txt: ssb-county-flows 2011, refused, quarantine 1"))
    #expect(second.output.text.contains("real.txt: ssb-county-flows 2011 r1, seen before"))
    #expect(try station.flyt("ingest", "junk.txt").status == 65)
    #expect(try station.flyt("ingest", "real.txt", "--dataset", "ssb-county-flow").status == 66)
    #expect(try station.flyt("ingest", "real.txt", "--dataset", "ssb-region-flows").status == 0)
    #expect(station.names(in: "").contains("real.txt"))
    try daemon.expect("what was brought by hand") { status in
      at(status, "lastRefused", "name") == "junk.txt" && at(status, "quarantine", "count") == 2
    }
    #expect(try station.flyt("ingest", "-", input: station.path("real.txt")).status == 0)
    #expect(try daemon.stop().way == .exited(0))
    #expect(try station.flyt("verify").status == 0)
  }

  @Test func `decisions about the quarantine go through it too, with the name of who took them`() throws {
    let station = try Station()
    let daemon = try RunningDaemon(in: station)
    try station.drop(Pages.damaged(), as: "damaged.txt")
    try station.drop(Pages.junk, as: "junk.txt")
    try daemon.expect("two refused") { at($0, "quarantine", "count") == 2 }
    let ids = try station.flyt("quarantine", "--json").json()["quarantine"]?.list ?? []
    let byName = Dictionary(uniqueKeysWithValues: ids.map { ($0["name"]?.text ?? "", $0["id"]?.text ?? "") })
    let (damaged, junk) = (byName["damaged.txt"] ?? "", byName["junk.txt"] ?? "")
    #expect(try station.flyt("quarantine", "retry", junk).status == 65)
    let dropped = try station.flyt("quarantine", "drop", junk, "--because", "no table at all", "--json")
    #expect(dropped.status == 0)
    #expect(at(try dropped.json(), "quarantine", 0, "state") == "dropped")
    let accepted = try station.flyt("quarantine", "accept", damaged, "--because", "the publisher says so")
    #expect(accepted.status == 0)
    #expect(accepted.output.text.contains("ssb-county-flows 2011 r1, new"))
    #expect(try station.flyt("quarantine", "retry", damaged).status == 66)
    #expect(try station.flyt("quarantine", "drop", junk, "--because", "again").status == 66)
    let decisions = try station.flyt("quarantine", "--all", "--json").json()["quarantine"]?.list.flatMap {
      $0["decisions"]?.list ?? []
    }
    #expect(decisions?.count == 2)
    #expect(decisions?.allSatisfy { $0["by"]?.text == NSUserName() } == true)
    #expect(try daemon.stop().way == .exited(0))
  }

  @Test func `a reload tells at once what is wrong, or what waits for a restart`() throws {
    let station = try Station()
    let daemon = try RunningDaemon(in: station)
    let good = try station.folder.bytes("flyt.toml")
    try station.folder.write("flyt.toml", good + Array("\n[[source]]\nkind = \"folder\"\n".utf8))
    let bad = try station.flyt("reload", with: ["FLYT_SOCKET": station.path("flyt.sock")])
    #expect(bad.status == 78)
    #expect(bad.errors.text.contains("source[2].name: missing"))
    #expect(bad.errors.text.contains("source[2].path: missing"))
    try station.folder.write("flyt.toml", text: good.text.replacing("flyt.db", with: "other.db"))
    let moved = try station.flyt("reload")
    #expect(moved.status == 0)
    #expect(moved.output.text.contains("a restart takes over: store.path\n"))
    try daemon.expect("a hint at a restart") { RunningDaemon.problems($0) == ["restart-needed"] }
    try station.folder.write("flyt.toml", good)
    #expect(try station.flyt("reload", "--json").output.text.contains("\"restartNeeded\" : [\n\n  ]"))
    try daemon.expect("nothing wrong") { at($0, "state") == "ok" }
  }

  @Test func `a fragment of settings is taken over too`() throws {
    let station = try Station()
    let daemon = try RunningDaemon(in: station)
    try station.folder.write(
      "conf.d/10-second.toml",
      text:
        "[[source]]\nname = \"second\"\nkind = \"folder\"\npath = \"../second\"\nevery = \"50ms\"\nsettle = \"0s\"\n"
        + "accepted = \"../done\"\n")
    #expect(try station.flyt("reload").status == 0)
    try daemon.expect("both sources") { at($0, "sources")?.list.map { $0["name"] } == ["inbox", "second"] }
    try station.folder.write("second/real.txt", Pages.real())
    try daemon.expectFile("real.txt", in: "done")
  }

  @Test func `stop ends it in good order`() throws {
    let daemon = try RunningDaemon(in: Station())
    let answer = try daemon.station.flyt("stop")
    #expect(answer.status == 0)
    #expect(answer.output.text == "the daemon stops when the extract in hand is done, within 5 seconds\n")
    #expect(try daemon.child.wait().way == .exited(0))
    #expect(at(try daemon.station.status(), "state") == "stopped")
    #expect(!daemon.station.names(in: "").contains { $0.hasPrefix("flyt.sock") })
  }

  @Test(.enabled(if: getuid() == 0, "only root can run the program as somebody else"))
  func `whoever is not in the group is not let in, and whom the kernel hides is known by a word`()
    throws
  {
    let station = try Station()
    chmod(station.folder.path, 0o755)
    let daemon = try RunningDaemon(in: station)
    try waiting(for: "a socket") { station.names(in: "").contains("flyt.sock") }
    let nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    let outsider = try station.start(
      ["pause"], through: nobody, with: ["FLYT_SOCKET": station.path("flyt.sock")])
    #expect(try outsider.wait().way == .exited(77))
    #expect(outsider.errors.text.contains("Steering the daemon is for members of its group"))
    chown(station.path("flyt.sock"), 0, 65534)
    let member = try station.start(
      ["pause"], through: nobody, with: ["FLYT_SOCKET": station.path("flyt.sock")])
    #expect(try member.wait().way == .exited(0))
    try waiting(for: "the log") {
      daemon.child.errors.text.contains("nobody (by their own word) paused all sources")
    }
  }

  @Test func `the daemon of another store is not asked to take anything`() throws {
    let station = try Station()
    let daemon = try RunningDaemon(in: station)
    let other = try Station()
    let holder = try RunningDaemon(in: other)
    try station.folder.write("real.txt", Pages.real())
    let answer = try station.flyt("ingest", "real.txt", "--store", other.path("flyt.db"))
    #expect(answer.status == 75)
    #expect(answer.errors.text.contains("held by flyt run (process \(holder.child.pid))"))
    #expect(try station.sqlite("SELECT count(*) FROM release") == "0")
    _ = daemon
  }

  @Test func `the socket comes back when its folder was cleaned, and work goes on meanwhile`() throws {
    let station = try Station()
    try station.folder.makeFolder("run")
    let daemon = try RunningDaemon(in: station, with: ["FLYT_SOCKET": station.path("run/flyt.sock")])
    try waiting(for: "a socket") { station.names(in: "run").contains("flyt.sock") }
    try FileManager.default.moveItem(atPath: station.path("run"), toPath: station.path("gone"))
    try daemon.expect("a complaint", upTo: .seconds(60)) {
      RunningDaemon.problems($0).contains("no-control-socket")
    }
    try station.drop(Pages.real(), as: "real.txt")
    try daemon.expectFile("real.txt", in: "accepted")
    try station.folder.makeFolder("run")
    try daemon.expect("no complaint", upTo: .seconds(60)) { RunningDaemon.problems($0).isEmpty }
    #expect(try station.flyt("poll", "--socket", station.path("run/flyt.sock")).status == 0)
  }
}
