import FlytTesting
import Foundation
import Testing

/// Whether a store is what was put into it, and copies of it.
@Suite struct TrustTests {
  private let station: Station

  init() throws {
    station = try Station()
    for (name, bytes) in [
      ("a.txt", try Pages.page()), ("b.txt", try Pages.page(seed: 2)), ("c.txt", try Pages.real()),
    ] {
      try station.folder.write(name, bytes)
      #expect(try station.flyt("ingest", name).status == 0)
    }
  }

  private func change(_ statement: String) throws {
    let child = try Child(
      "sqlite3", [station.path("flyt.db"), statement], environment: ["PATH": "/usr/bin:/bin"],
      in: station.folder.path)
    #expect(try child.wait().way == .exited(0), "\(child.errors.text)")
  }

  /// Another program in the midst of writing to the store, until a file `go` is there.
  private func otherWriter() throws -> Child {
    try station.folder.write(
      "wait.sql",
      Array("BEGIN IMMEDIATE;\n.shell touch held; while [ ! -e go ]; do sleep 0.05; done\nCOMMIT;\n".utf8))
    let writer = try Child(
      "sqlite3", [station.path("flyt.db"), ".read wait.sql"], environment: ["PATH": "/usr/bin:/bin"],
      in: station.folder.path)
    try waiting(for: "the other writer") { station.names(in: "").contains("held") }
    return writer
  }

  @Test func `a sound store is proven, and replays to itself`() throws {
    let verification = try station.flyt("verify", "--json").json()
    #expect(
      [verification["isSound"], verification["releases"], verification["extracts"]] == [.truth(true), 3, 3])
    let replay = try station.flyt("replay", "--verify", "--json").json()
    #expect(replay["mismatches"] == 0)
    #expect(replay["storedDigest"] == verification["digest"])
    #expect(replay["replayedDigest"] == verification["digest"])
    #expect(try station.flyt("replay", "--verify", "--apply").status == 64)
  }

  @Test(arguments: [
    (
      "flow_cell", "persons = persons + 1 WHERE \"release\" = 2 AND origin = '03' AND destination = '02'",
      "cells"
    ),
    ("flow_cell", "mark = '*' WHERE \"release\" = 2 AND origin = '03' AND destination = '02'", "chain"),
    ("flow_cell", "atLine = 7 WHERE \"release\" = 2 AND origin = '03' AND destination = '02'", "chain"),
    ("release", "total = total + 1 WHERE id = 2", "chain"),
    ("release", "releasedOn = '2012-05-11' WHERE id = 2", "chain"),
    ("release", "cause = 'parserFix' WHERE id = 2", "chain"),
  ])
  func `a changed release is named`(table: String, change: String, what: String) throws {
    try self.change("DROP TRIGGER \"\(table) refuses UPDATE\"; UPDATE \"\(table)\" SET \(change)")
    let answer = try station.flyt("verify")
    #expect(answer.status == 1)
    #expect(answer.output.text.contains("BAD ssb-county-flows 2010 r2: "), "\(answer.output.text)")
    #expect(answer.output.text.contains(what))
    #expect(!answer.output.text.contains("2010 r1:"))
  }

  @Test func `a release that was taken out leaves a hole`() throws {
    try change(
      """
      DROP TRIGGER "chain refuses DELETE"; DROP TRIGGER "release refuses DELETE";
      DROP TRIGGER "flow_cell refuses DELETE"; DROP TRIGGER "release_extract refuses DELETE";
      DROP TRIGGER "proof refuses DELETE";
      DELETE FROM chain WHERE "release" = 2; DELETE FROM flow_cell WHERE "release" = 2;
      DELETE FROM release_extract WHERE "release" = 2; DELETE FROM proof WHERE "release" = 2;
      DELETE FROM "release" WHERE id = 2;
      """)
    let answer = try station.flyt("verify")
    #expect(answer.status == 1)
    #expect(answer.output.text.contains("BAD ssb-county-flows 2011 r1: a release before it is missing"))
  }

  @Test func `changed bytes of an extract are named`() throws {
    try change(
      """
      DROP TRIGGER "extract refuses UPDATE"; UPDATE extract SET bytes = CAST(replace(bytes, '2', '3') AS BLOB) WHERE id = 1
      """)
    let answer = try station.flyt("verify")
    #expect(answer.status == 1)
    #expect(answer.output.text.contains("(a.txt) are not those that were stored"))
  }

  @Test func `a copy is whole, proven and complete, and older ones stay as wanted`() throws {
    #expect(try station.flyt("backup", "copy.db").status == 0)
    #expect(try station.flyt("backup", "copy.db").status == 64)
    #expect(
      try station.flyt("verify", "--store", station.path("copy.db"), "--json").json()["digest"]
        == station.flyt("verify", "--json").json()["digest"])
    for round in 1...4 {
      try station.folder.write("\(round).txt", Pages.page(seed: UInt64(round + 10)))
      #expect(try station.flyt("ingest", "\(round).txt").status == 0)
      #expect(try station.flyt("backup", "copy.db", "--keep", "3").status == 0)
    }
    let copies = station.names(in: "").filter { $0.hasPrefix("copy") }
    #expect(copies.sorted() == ["copy.db", "copy.db.1", "copy.db.2"])
    let releases = try copies.sorted().map {
      at(try station.flyt("verify", "--store", station.path($0), "--json").json(), "releases")
    }
    #expect(releases == [7, 6, 5])
  }

  @Test func `a damaged store is not copied over a sound copy`() throws {
    #expect(try station.flyt("backup", "copy.db").status == 0)
    try change("DROP TRIGGER \"release refuses UPDATE\"; UPDATE \"release\" SET total = 1 WHERE id = 1")
    let answer = try station.flyt("backup", "copy.db", "--keep", "2")
    #expect(answer.status == 74)
    #expect(station.names(in: "").filter { $0.hasPrefix("copy") } == ["copy.db"])
    #expect(try station.flyt("verify", "--store", station.path("copy.db")).status == 0)
  }

  @Test func `a full disk leaves no half copy`() throws {
    let child = try station.start(
      ["backup", "copy.db", "--json"],
      through: ["prlimit", "--fsize=65536", "env", "--ignore-signal=SIGXFSZ"])
    #expect(try child.wait().way == .exited(74), "\(child.output.text)\(child.errors.text)")
    #expect(station.names(in: "").filter { $0.hasPrefix("copy") }.isEmpty)
  }

  @Test func `another writer is waited for, then named as what is in the way, and nothing is lost`() throws {
    try station.folder.write("d.txt", Pages.page(seed: 3))
    let holder = try otherWriter()
    let refused = try station.flyt("ingest", "d.txt")
    #expect(refused.status == 75)
    #expect(refused.errors.text.contains("another process is at work on it. Try again."))
    // One that comes later waits, and goes on when the other is done.
    let patient = try station.start(["ingest", "d.txt"])
    try station.folder.write("go", [])
    #expect(try patient.wait().way == .exited(0))
    #expect(try holder.wait().way == .exited(0))
    #expect(
      try station.sqlite("SELECT count(*), max(vintage) FROM release WHERE referenceYear = 2010") == "3|3")
  }

  @Test func `a copy into a folder that is not there says so, and fewer copies are kept when asked`() throws {
    let lost = try station.flyt("backup", "nowhere/copy.db", "--json")
    #expect(lost.status == 66)
    #expect(at(try lost.json(), "error", "code") == "no-folder")
    for _ in 0..<4 { #expect(try station.flyt("backup", "copy.db", "--keep", "4").status == 0) }
    #expect(try station.flyt("backup", "copy.db", "--keep", "2").status == 0)
    #expect(station.names(in: "").filter { $0.hasPrefix("copy") }.sorted() == ["copy.db", "copy.db.1"])
  }

  @Test func `the daemon says who is in the way, waits, and stores once`() throws {
    let daemon = try RunningDaemon(in: station)
    let holder = try otherWriter()
    try station.drop(Pages.page(seed: 3), as: "d.txt")
    try waiting(for: "a word on it in the status") {
      let problems = (try? station.status())?["problems"]?.list ?? []
      return problems.contains {
        $0["code"] == "source-failing"
          && $0["text"]?.text?.contains("another process is at work on it") == true
      }
    }
    #expect(station.names(in: "inbox") == ["d.txt"])
    try station.folder.write("go", [])
    #expect(try holder.wait().way == .exited(0))
    try daemon.expectFile("d.txt", in: "accepted")
    #expect(try daemon.stop().way == .exited(0))
    #expect(
      try station.sqlite("SELECT count(*), max(vintage) FROM release WHERE referenceYear = 2010") == "3|3")
  }
}
