import FlytTesting
import Foundation
import Testing

/// What the operator does about refused tables.
@Suite struct QuarantineCommandTests {
  private let station: Station

  init() throws {
    station = try Station()
    try station.folder.write("damaged.txt", Pages.damaged())
    #expect(try station.flyt("ingest", "damaged.txt").status == 65)
  }

  @Test func `what waits is listed, with what is wrong`() throws {
    let item = try #require(at(try station.flyt("quarantine", "--json").json(), "quarantine", 0))
    #expect([item["id"], item["state"], item["outcome"]] == ["1", "waiting", "refused"])
    #expect([item["dataset"], item["year"]] == ["ssb-county-flows", 2011])
    #expect(item["findings"]?.list.map { $0["code"] } == ["suspect-cell", "row-sum", "column-sum"])
    #expect(try station.flyt("quarantine").output.text.contains("suspect-cell and 2 more"))
  }

  @Test func `an item is shown with its failing cells, its findings and its lines`() throws {
    let text = try station.flyt("quarantine", "show", "1").output.text
    #expect(text.contains("! 13 814"))
    #expect(text.contains("43 697 ≠ 43 698"))
    #expect(text.contains("error row-sum: all moves from 03: 38 633 is printed"))
    #expect(text.contains("line 11: 03"))
    #expect(text.contains("flyt extract "))
    #expect(try station.flyt("quarantine", "show", "7").status == 66)
  }

  @Test func `a letter tells the publisher the differences`() throws {
    let text = try station.flyt("quarantine", "show", "1", "--letter").output.text
    #expect(text.hasPrefix("To Statistics Norway\n"))
    #expect(text.contains("foreign countries. 2011'"))
    #expect(text.contains("03     total   38 633             38 634          +1"))
    #expect(text.contains("13 813 satisfies row 03 and column 02"))
  }

  @Test func `an accepted item is a release that says what is wrong with it`() throws {
    #expect(try station.flyt("quarantine", "accept", "1").status == 64)
    let answer = try station.flyt("quarantine", "accept", "1", "--because", "their letter", "--json")
    #expect(answer.status == 0)
    #expect(at(try answer.json(), "outcomes", 0, "outcome") == "new")
    let release = try #require(at(try station.flyt("releases", "--json").json(), "releases", 0))
    #expect(release["cause"] == "operatorOverride")
    #expect(at(release, "defect", "isOpen") == .truth(true))
    #expect(at(release, "defect", "because") == "their letter")
    let flow = try station.flyt("flow", "Oslo", "Akershus")
    #expect(flow.output.text.contains("13 814"))
    #expect(
      flow.errors.text.contains("accepted although 3 findings of its sums contradict it (their letter)"))
    // The right page closes the defect.
    try station.folder.write("real.txt", Pages.real())
    #expect(try station.flyt("ingest", "real.txt").status == 0)
    #expect(try station.sqlite("SELECT count(*) FROM open_defect") == "0")
    #expect(try station.flyt("flow", "Oslo", "Akershus").errors.isEmpty)
    #expect(try station.flyt("quarantine", "accept", "1", "--because", "again").status == 66)
  }

  @Test func `a dropped item waits no more, and its bytes stay`() throws {
    #expect(try station.flyt("quarantine", "drop", "1", "--because", "a test").status == 0)
    #expect(at(try station.flyt("quarantine", "--json").json(), "quarantine") == [])
    let all = try station.flyt("quarantine", "--all", "--json").json()
    #expect(at(all, "quarantine", 0, "state") == "dropped")
    #expect(at(all, "quarantine", 0, "decisions", 0, "because") == "a test")
    let sha256 = try #require(at(all, "quarantine", 0, "sha256")?.text)
    #expect(try station.flyt("extract", sha256).output == Pages.damaged())
  }

  @Test func `a retry judges the stored bytes again`() throws {
    let again = try station.flyt("quarantine", "retry", "1", "--json")
    #expect(again.status == 65)
    #expect(at(try again.json(), "outcomes", 0, "quarantine") == "1")
  }

  @Test func `a mended definition is tried by itself, once`() throws {
    let shipped = try Data(contentsOf: URL(filePath: Fixtures.datasetsFolder + "/ssb-county-flows.toml"))
    try station.folder.makeFolder("mine")
    let definition = String(decoding: shipped, as: UTF8.self)
    let path = station.path("mine/ssb-county-flows.toml")
    try Data(definition.replacing("lastYear = 2011", with: "lastYear = 2011\ntolerance = 1").utf8)
      .write(to: URL(filePath: path))
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try #require(text != definition)
    let tolerant = text.replacing("tolerance = 0", with: "")
    try Data(tolerant.utf8).write(to: URL(filePath: path))
    let answer = try station.flyt("run", "--once", "--datasets", "mine", "--json")
    #expect(answer.status == 0, "\(answer.errors.text)")
    #expect(at(try answer.json(), "outcomes", 0, "outcome") == "new")
    #expect(at(try station.flyt("quarantine", "--json").json(), "quarantine") == [])
    #expect(try station.flyt("run", "--once", "--datasets", "mine", "--json").json()["outcomes"] == [])
  }
}
