import FlytTesting
import Foundation
import Testing

/// Sightings, revisions and older editions, through the program's front door.
@Suite struct EditionsTests {
  private let station: Station

  init() throws { station = try Station() }

  private func ingest(_ bytes: [UInt8], as name: String, _ options: String...) throws -> JSONValue {
    try station.folder.write(name, bytes)
    let child = try station.start(["ingest", name, "--json"] + options)
    _ = try child.wait()
    return try #require(at(try JSONValue(child.output), "outcomes", 0))
  }

  @Test func `the same bytes under another name bring nothing new`() throws {
    #expect(try ingest(Pages.real(), as: "one.txt")["outcome"] == "new")
    let again = try ingest(Pages.real(), as: "two.txt")
    #expect([again["outcome"], again["vintage"], again["cellsChanged"]] == ["sighting", 1, 0])
    #expect(at(try station.flyt("releases", "--json").json(), "releases")?.list.count == 1)
  }

  @Test func `standard input is read like a file`() throws {
    try station.folder.write("real.txt", Pages.real())
    let answer = try station.flyt("ingest", "-", "--json", input: station.path("real.txt"))
    #expect(at(try answer.json(), "outcomes", 0, "outcome") == "new")
    #expect(at(try answer.json(), "outcomes", 0, "extract", "name") == "standard input")
  }

  @Test func `changed figures become the next vintage, and the first stays`() throws {
    #expect(try ingest(Pages.page(), as: "first.txt")["outcome"] == "new")
    let before = try station.flyt("matrix", "2010", "--format", "csv").output
    let changes = [Pages.flow("03", "02"): 12_345, Pages.flow("02", "03"): 67]
    let revision = try ingest(Pages.page(changing: changes), as: "second.txt")
    #expect([revision["outcome"], revision["vintage"], revision["cellsChanged"]] == ["revision", 2, 2])
    let flow = { (options: String...) in
      let child = try station.start(["flow", "Oslo", "Akershus", "--json"] + options)
      _ = try child.wait()
      return at(try JSONValue(child.output), "figures", 0)
    }
    #expect([try flow()?["persons"], try flow()?["vintage"]] == [12_345, 2])
    #expect(try flow("--vintage", "r1")?["persons"] != 12_345)
    #expect(try station.flyt("matrix", "2010", "--vintage", "r1", "--format", "csv").output == before)
    let causes = at(try station.flyt("releases", "--json").json(), "releases")?.list.map { $0["cause"] }
    #expect(causes == ["first", "publisherRevision"])
  }

  @Test func `figures that return are a third vintage, with a warning`() throws {
    let changed = [Pages.flow("03", "02"): 12_345]
    _ = try ingest(Pages.page(), as: "a.txt")
    _ = try ingest(Pages.page(changing: changed), as: "b.txt")
    let third = try ingest(Pages.page() + Array("\n".utf8), as: "c.txt")
    #expect([third["outcome"], third["vintage"]] == ["revision", 3])
    #expect(third["findings"]?.list.map { $0["code"] } == ["returns-to"])
  }

  @Test func `an older edition that is loaded late does not become current`() throws {
    _ = try ingest(Pages.page(seed: 1), as: "may.txt", "--released-on", "2011-05-11")
    let late = try ingest(Pages.page(seed: 2), as: "march.txt", "--released-on", "2011-03-30")
    #expect([late["outcome"], late["vintage"]] == ["revision", 2])
    let year = at(try station.flyt("years", "--json").json(), "years", 0)
    #expect(year.flatMap { at($0, "latest", "vintage") } == 1)
    #expect(year.flatMap { at($0, "latest", "releasedOn") } == "2011-05-11")
    #expect(year?["vintages"] == 2)
  }

  @Test func `a dry run says what would happen and leaves everything as it was`() throws {
    try station.folder.write("real.txt", Pages.real())
    let before = try station.folder.names()
    let rehearsal = try station.flyt("ingest", "--dry-run", "--json", "real.txt")
    #expect(rehearsal.status == 0)
    #expect(at(try rehearsal.json(), "outcomes", 0, "outcome") == "new")
    let visible = try station.folder.names().filter { !$0.hasPrefix(".") }
    #expect(visible == before.filter { !$0.hasPrefix(".") })
  }

  @Test func `one bad file among the named ones keeps nobody waiting`() throws {
    try station.folder.write("a-bad.txt", Pages.damaged())
    try station.folder.write("b-good.txt", Pages.real())
    let answer = try station.flyt("ingest", "a-bad.txt", "missing.txt", "b-good.txt", "--json")
    #expect(answer.status == 66)
    let outcomes = at(try answer.json(), "outcomes")?.list.map { $0["outcome"] }
    #expect(outcomes == ["refused", "new"])
    #expect(station.names(in: "").contains("a-bad.txt"), "a named file is left where it is")
    #expect(!station.names(in: "").contains { $0.contains("card") })
  }
}
