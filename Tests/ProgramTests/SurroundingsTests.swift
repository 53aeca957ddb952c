import FlytTesting
import Foundation
import Glibc
import Testing

/// What is wrong around the daemon has states of its own, and passes.
@Suite struct SurroundingsTests {
  @Test func `an inbox on another file system is lost, and not empty`() throws {
    let station = try Station()
    // As if a share was unmounted: the path leads elsewhere, and the place there is empty.
    let elsewhere = "/dev/shm/flyt-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: elsewhere, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: elsewhere) }
    try FileManager.default.moveItem(atPath: station.path("inbox"), toPath: station.path("share"))
    try link("inbox", to: station.path("share"), in: station)
    let daemon = try RunningDaemon(in: station)
    try link("inbox", to: elsewhere, in: station)
    try daemon.expect("a lost source") { status in
      at(status, "sources", 0, "state") == "lost" && RunningDaemon.problems(status) == ["source-lost"]
        && at(status, "state") == "critical"
    }
    let text = at(try station.status(), "problems", 0, "text")?.text ?? ""
    #expect(text.contains("another file system is there than at the start"), "\(text)")
    #expect(try station.flyt("health").status == 2)
    // What lies there is not taken.
    try Data(Pages.real()).write(to: URL(filePath: "\(elsewhere)/real.txt"))
    try station.folder.write("share/page.txt", Pages.page())
    try link("inbox", to: station.path("share"), in: station)
    try daemon.expectFile("page.txt", in: "accepted")
    try daemon.expect("nothing wrong") { RunningDaemon.problems($0).isEmpty }
    #expect(FileManager.default.fileExists(atPath: "\(elsewhere)/real.txt"))
  }

  @Test func `an inbox without its marker is lost`() throws {
    let station = try Station()
    try station.writeSettings(others: "")
    let settings = try station.folder.bytes("flyt.toml").text
    try station.folder.write(
      "flyt.toml", text: settings.replacing("kind = \"folder\"", with: "kind = \"folder\"\nmarker = \"here\"")
    )
    try station.drop(Pages.real(), as: "real.txt")
    let daemon = try RunningDaemon(in: station)
    try daemon.expect("a lost source") { RunningDaemon.problems($0) == ["source-lost"] }
    #expect(
      at(try station.status(), "problems", 0, "text")?.text?.contains("the marker 'here' is not there")
        == true)
    try station.folder.write("inbox/here", text: "")
    try daemon.expectFile("real.txt", in: "accepted")
    #expect(station.names(in: "inbox") == ["here"])
  }

  @Test func `a folder that files can't be moved to keeps them where they are, unread`() throws {
    let station = try Station()
    let daemon = try RunningDaemon(in: station)
    try FileManager.default.removeItem(atPath: station.path("refused"))
    try station.drop(Pages.real(), as: "real.txt")
    try daemon.expect("a target that can't be used") { RunningDaemon.problems($0) == ["target-unwritable"] }
    #expect(try station.sqlite("SELECT count(*) FROM release") == "0")
    try station.folder.makeFolder("refused")
    try daemon.expectFile("real.txt", in: "accepted")
    try daemon.expect("nothing wrong") { RunningDaemon.problems($0).isEmpty }
  }

  @Test(.enabled(if: getuid() == 0, "only root may mount"))
  func `a target that is mounted read-only is told, and nothing is taken until it is writable`() throws {
    let station = try Station()
    let daemon = try RunningDaemon(in: station)
    #expect(try mount("mount", "-t", "tmpfs", "-o", "ro", "tmpfs", station.path("refused")))
    defer { _ = try? mount("umount", station.path("refused")) }
    try station.drop(Pages.real(), as: "real.txt")
    try daemon.expect("a target that can't be used") { RunningDaemon.problems($0) == ["target-unwritable"] }
    #expect(at(try station.status(), "problems", 0, "text")?.text?.contains("is mounted read-only") == true)
    #expect(try station.sqlite("SELECT count(*) FROM release") == "0")
    #expect(try mount("mount", "-o", "remount,rw", station.path("refused")))
    try daemon.expectFile("real.txt", in: "accepted")
  }

  @Test(.enabled(if: getuid() == 0, "only root can run the program as somebody else"))
  func `an inbox that may not be looked into is told apart from one that is gone`() throws {
    let station = try Station()
    // Somebody who owns all but the inbox.
    chmod(station.folder.path, 0o777)
    for name in ["accepted", "refused"] {
      try station.folder.makeFolder(name)
      chmod(station.path(name), 0o777)
    }
    chmod(station.path("inbox"), 0o777)
    let nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    let daemon = try RunningDaemon(in: station, through: nobody)
    chmod(station.path("inbox"), 0o700)
    try daemon.expect("an unreadable folder") { RunningDaemon.problems($0) == ["folder-unreadable"] }
    #expect(at(try station.status(), "sources", 0, "state") == "failing")
    chmod(station.path("inbox"), 0o777)
    try daemon.expect("nothing wrong") { RunningDaemon.problems($0).isEmpty }
  }

  @Test func `nothing is taken while the disk is nearly full, and everything once there is room`() throws {
    let station = try Station()
    let settings = try station.folder.bytes("flyt.toml").text
    let full = settings.replacing("path = \"flyt.db\"", with: "path = \"flyt.db\"\nminFree = \(Int.max)")
    try station.folder.write("flyt.toml", text: full)
    let daemon = try RunningDaemon(in: station)
    try station.drop(Pages.real(), as: "real.txt")
    try daemon.expect("a disk that is nearly full") { status in
      RunningDaemon.problems(status) == ["disk-nearly-full"] && at(status, "state") == "critical"
        && at(status, "sources", 0, "state") == "ok"
    }
    try station.folder.write("other.txt", Pages.page())
    let answer = try station.flyt("ingest", "other.txt")
    #expect(answer.status == 74)
    #expect(answer.errors.text.contains("nothing more is taken until there is room. Nothing was lost."))
    #expect(station.names(in: "inbox") == ["real.txt"])
    try station.folder.write("flyt.toml", text: settings)
    #expect(try station.flyt("reload").status == 0)
    try daemon.expectFile("real.txt", in: "accepted")
    try daemon.expect("nothing wrong") { RunningDaemon.problems($0).isEmpty }
  }

  @Test func `without the folder of its status it works on, and writes again once it is back`() throws {
    let station = try Station()
    try station.folder.makeFolder("run")
    let status = station.path("run/status.json")
    let child = try station.start(["run"], with: ["FLYT_STATUS": status])
    try waiting(for: "a status") { FileManager.default.fileExists(atPath: status) }
    // In one step: while it is emptied name by name, the daemon puts new ones there.
    try FileManager.default.moveItem(atPath: station.path("run"), toPath: station.path("gone"))
    try station.drop(Pages.real(), as: "real.txt")
    try waiting(for: "the file taken") { station.names(in: "accepted").contains("real.txt") }
    // Whoever asks over the socket hears of it.
    try waiting(for: "a complaint over the socket") {
      try askOverSocket("status", of: station).contains("status-not-written")
    }
    #expect(try askOverSocket("metrics", of: station).contains("flyt_status_write_failures_total"))
    try station.folder.makeFolder("run")
    try waiting(for: "a status") { FileManager.default.fileExists(atPath: status) }
    try waiting(for: "no complaint") {
      try !askOverSocket("status", of: station).contains("status-not-written")
    }
    // Told once, and not at each heartbeat.
    #expect(child.errors.text.components(separatedBy: "event=status-not-written").count == 2)
    child.signal(SIGTERM)
    #expect(try child.wait().way == .exited(0))
  }

  @Test func `a clock that is put back or far ahead is told, and work goes on`() throws {
    let station = try Station()
    try station.folder.write("offset", text: "0")
    let daemon = try RunningDaemon(in: station, with: ["FLYT_CLOCK_OFFSET": station.path("offset")])
    try station.drop(Pages.real(), as: "real.txt")
    try daemon.expectFile("real.txt", in: "accepted")
    for (days, words, severity) in [
      (30, "put ahead by 720 hours", "warning"), (-40, "put the clock right", "critical"),
    ] {
      try station.folder.write("offset", text: "\(days * 86_400)")
      try daemon.expect("a clock that was put by \(days) days") { status in
        at(status, "problems")?.list.contains {
          $0["code"] == "clock-stepped" && $0["text"]?.text?.contains(words) == true
            && $0["severity"]?.text == severity
        } == true
      }
      // How long nobody looked is measured by the other clock.
      #expect(!RunningDaemon.problems(try station.status()).contains("source-blind"))
    }
    try station.drop(Pages.page(), as: "page.txt")
    try daemon.expectFile("page.txt", in: "accepted")
    try station.folder.write("offset", text: "0")
    try daemon.expect("no more of it") { !RunningDaemon.problems($0).contains("clock-stepped") }
    #expect(try daemon.stop().way == .exited(0))
  }

  @Test func `a store that can't be read any more is told by a daemon that lives`() throws {
    let daemon = try RunningDaemon(in: Station())
    try damage("DROP TABLE look", daemon.station)
    try daemon.expect("an unreadable store") { status in
      RunningDaemon.problems(status).contains("store-unreadable") && at(status, "state") == "critical"
    }
    #expect(daemon.child.poll() == nil)
  }

  @Test func `a daemon that fails does not pass for one that was stopped`() throws {
    let daemon = try RunningDaemon(in: Station())
    try damage("DROP TABLE attempt", daemon.station)
    try daemon.station.drop(Pages.real(), as: "real.txt")
    #expect(try daemon.child.wait().way == .exited(70))
    let status = try daemon.station.status()
    #expect(at(status, "state") == "critical")
    #expect(at(status, "summary")?.text?.hasPrefix("ended by a failure: ") == true)
    #expect(daemon.station.names(in: "inbox") == ["real.txt"])
    try waiting(for: "a status past its time") {
      try daemon.station.flyt("status").output.text.hasPrefix("DEAD: ")
    }
  }

  @Test func `what passes within the patience of the settings is not told`() throws {
    let station = try Station()
    let settings = try station.folder.bytes("flyt.toml").text
    try station.folder.write(
      "flyt.toml", text: settings.replacing("patience = \"0s\"", with: "patience = \"1h\""))
    let daemon = try RunningDaemon(in: station)
    try FileManager.default.removeItem(atPath: station.path("inbox"))
    try daemon.expect("a lost source") { at($0, "sources", 0, "state") == "lost" }
    #expect(RunningDaemon.problems(try station.status()).isEmpty)
    #expect(at(try station.status(), "state") == "ok")
  }
}

/// Does to a store what nobody may.
private func damage(_ statement: String, _ station: Station) throws {
  let child = try Child(
    "sqlite3", [station.path("flyt.db"), "PRAGMA foreign_keys = OFF; \(statement)"],
    environment: ["PATH": "/usr/bin:/bin"], in: station.folder.path)
  guard try child.wait().way == .exited(0) else {
    throw NeverHappened(what: statement, errors: child.errors.text)
  }
}

/// Whether a command about mounts succeeds.
private func mount(_ words: String...) throws -> Bool {
  let child = try Child(
    words[0], Array(words.dropFirst()), environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"], in: "/tmp")
  return try child.wait().way == .exited(0)
}

/// Lets a name in the station lead to another folder, in one step.
private func link(_ name: String, to target: String, in station: Station) throws {
  try FileManager.default.createSymbolicLink(atPath: station.path("new"), withDestinationPath: target)
  guard rename(station.path("new"), station.path(name)) == 0 else { throw NeverHappened(what: "a link") }
}

/// What the socket answers to a question.
func askOverSocket(_ what: String, of station: Station) throws -> String {
  let child = try Child(
    "curl", ["-s", "--unix-socket", station.path("flyt.sock"), "http://flyt/\(what)"],
    environment: ["PATH": "/usr/bin:/bin"], in: station.folder.path)
  _ = try child.wait()
  return child.output.text
}
