import FlytTesting
import Foundation
import Testing

@Suite struct DaemonIntakeTests {
  @Test func `a dropped file is stored within settling and one poll`() throws {
    let station = try Station(settle: "300ms", every: "500ms")
    let daemon = try RunningDaemon(in: station)
    let clock = ContinuousClock()
    let time = try clock.measure {
      try station.drop(Pages.real(), as: "county-flows-2011-en.txt")
      try daemon.expectFile("county-flows-2011-en.txt", in: "accepted")
    }
    // Settling and one poll are 800 ms; the rest is slack for a debug build on a busy machine.
    #expect(time > .milliseconds(300) && time < .seconds(5), "\(time)")
    try daemon.expect("the file in the status") { at($0, "lastAccepted", "year") == 2011 }
    #expect(station.names(in: "inbox").isEmpty)
    #expect(
      at(try station.flyt("flow", "Oslo", "Akershus", "--json").json(), "figures", 0, "persons") == 13_813)
  }

  @Test func `a second copy under another name is a sighting and is accepted too`() throws {
    let station = try Station()
    let daemon = try RunningDaemon(in: station)
    try station.drop(Pages.real(), as: "one.txt")
    try daemon.expectFile("one.txt", in: "accepted")
    try station.drop(Pages.real(), as: "two.txt")
    try daemon.expectFile("two.txt", in: "accepted")
    #expect(try station.sqlite("SELECT count(*) FROM release") == "1")
    #expect(try station.sqlite("SELECT group_concat(fate) FROM outcome") == "new,sighting")
    try station.drop(Pages.page(), as: "one.txt")
    try daemon.expectFile("one~2.txt", in: "accepted")
    #expect(try station.folder.bytes("accepted/one.txt") == Pages.real())
  }

  @Test func `a refused file gets its cards and holds nobody up`() throws {
    let station = try Station()
    let daemon = try RunningDaemon(in: station)
    try station.drop(Pages.damaged(), as: "a-damaged.txt")
    try station.drop(Pages.junk, as: "b-junk.txt")
    try station.drop(Pages.real(), as: "c-real.txt")
    try daemon.expectFile("c-real.txt", in: "accepted")
    try waiting(for: "both in refused") {
      Set(station.names(in: "refused")).isSuperset(of: ["a-damaged.txt", "b-junk.txt"])
    }
    #expect(
      station.names(in: "refused") == [
        "a-damaged.txt", "a-damaged.txt.card.json", "a-damaged.txt.card.txt", "b-junk.txt",
        "b-junk.txt.card.json", "b-junk.txt.card.txt",
      ])
    let card = try JSONValue(station.folder.bytes("refused/a-damaged.txt.card.json"))
    #expect(at(card, "outcomes", 0, "outcome") == "refused")
    #expect(card["quarantine"] == ["1"])
    #expect(at(card, "outcomes", 0, "extract", "sha256")?.text?.count == 64)
    let text = try station.folder.bytes("refused/a-damaged.txt.card.txt").text
    #expect(text.contains("suspect-cell") && text.contains("flyt ingest"))
    try daemon.expect("the quarantine in the status") { at($0, "quarantine", "count") == 2 }
    try daemon.expect("the warning") {
      $0["state"] == "warning" && RunningDaemon.problems($0).contains("quarantine")
    }
  }

  @Test func `what is no plain file with one name is left alone and named`() throws {
    let station = try Station()
    try station.folder.write("elsewhere.txt", Pages.page(year: 2005))
    try station.folder.makeFolder("inbox/folder")
    try station.folder.write("inbox/folder/inside.txt", Pages.page(year: 2006))
    try station.folder.write("inbox/.hidden.txt", Pages.page(year: 2007))
    try station.folder.write("inbox/unfinished.txt.part", Pages.page(year: 2008))
    #expect(mkfifo(station.path("inbox/pipe"), 0o600) == 0)
    #expect(symlink(station.path("elsewhere.txt"), station.path("inbox/soft.txt")) == 0)
    #expect(link(station.path("elsewhere.txt"), station.path("inbox/hard.txt")) == 0)
    let before = station.names(in: "inbox")
    let daemon = try RunningDaemon(in: station)
    try station.drop(Pages.real(), as: "real.txt")
    try daemon.expectFile("real.txt", in: "accepted")
    try daemon.expect("the problem") { RunningDaemon.problems($0).contains("left-alone") }
    let text = at(try station.status(), "problems")?.list.first { $0["code"] == "left-alone" }?["text"]?
      .text
    #expect(text?.contains("folder: a folder, left alone.") == true)
    #expect(text?.contains("(and 3 more)") == true)
    #expect(station.names(in: "inbox") == before)
    #expect(try station.sqlite("SELECT count(*) FROM release") == "1")
    #expect(at(try station.status(), "sources", 0, "state") == "ok")
  }

  @Test func `a file that still grows is not taken`() throws {
    let station = try Station(settle: "400ms")
    let daemon = try RunningDaemon(in: station)
    let page = try Pages.real()
    let growing = open(station.path("inbox/growing.txt"), O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    defer { close(growing) }
    // Each piece follows well within the settling time, for much longer than it.
    let pieces = stride(from: 0, to: page.count, by: page.count / 20 + 1).map { start in
      Array(page[start..<min(start + page.count / 20 + 1, page.count)])
    }
    for piece in pieces {
      #expect(write(growing, piece, piece.count) == piece.count)
      let looked = at(try station.status(), "sources", 0, "lastLookAt")
      try daemon.expect("another look") { at($0, "sources", 0, "lastLookAt") != looked }
      #expect(station.names(in: "accepted").isEmpty && station.names(in: "refused").isEmpty)
    }
    try daemon.expectFile("growing.txt", in: "accepted")
    #expect(try station.sqlite("SELECT count(*) FROM attempt") == "1")
  }

  @Test func `an inbox that goes missing is lost, and found again`() throws {
    let station = try Station()
    let daemon = try RunningDaemon(in: station)
    try FileManager.default.moveItem(atPath: station.path("inbox"), toPath: station.path("away"))
    try daemon.expect("a lost source") { status in
      at(status, "sources", 0, "state") == "lost" && status["state"] == "critical"
        && at(status, "sources", 0, "error")?.text?.contains("inbox: no such file or folder") == true
    }
    #expect(!FileManager.default.fileExists(atPath: station.path("inbox")), "a lost share is not made up")
    try FileManager.default.moveItem(atPath: station.path("away"), toPath: station.path("inbox"))
    try daemon.expect("the source again") { at($0, "sources", 0, "state") == "ok" && $0["state"] == "ok" }
    try station.drop(Pages.real(), as: "real.txt")
    try daemon.expectFile("real.txt", in: "accepted")
  }
}
