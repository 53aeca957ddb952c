import FlowTables
import FlytTesting
import Foundation
import Testing

/// The real program in front of an API of the PxWeb family.
@Suite struct PxWebSourceTests {
  private static func table(_ year: Int, seed: UInt64 = 1) throws -> SyntheticTable {
    let dataset = try Fixtures.shippedDataset("ssb-county-flows")
    return SyntheticTable(dataset: dataset, year: try #require(ReferenceYear(year)), seed: seed)
  }

  private func station(_ server: PxWebServer, version: Int = 2, _ settings: String = "") throws -> Station {
    try Station(
      settings: """

        [[source]]
        name = "statbank"
        kind = "pxweb"
        api = "\(server.api)"
        version = \(version)
        table = "13864"
        dataset = "ssb-county-flows"
        dimensions = { from = "Fraflyttingsregion", to = "TilflyttRegion", year = "Tid", contents = "ContentsCode" }
        every = "300ms"
        gap = "0s"
        allowPrivate = true
        \(settings)

        """)
  }

  @Test(arguments: [1, 2])
  func `the missing years are fetched, and a new one when it is there`(version: Int) throws {
    let server = try PxWebServer(version: version, [Self.table(2009), Self.table(2010)])
    let station = try station(server, version: version)
    let daemon = try RunningDaemon(in: station)
    try daemon.expect("both years") { at($0, "store", "releases") == 2 }
    let new = try Self.table(2011)
    server.change {
      $0.years[2011] = new
      $0.updated = "2012-06-01T06:00:00Z"
    }
    try daemon.expect("the new year") { at($0, "store", "releases") == 3 }
    #expect(try daemon.stop().way == .exited(0))
    let matrix = try station.flyt("matrix", "2011", "--json").json()
    #expect(at(matrix, "total")?.number == new.total(.grand))
    #expect(try station.flyt("replay", "--verify").status == 0)
  }

  @Test(arguments: [1, 2])
  func `a list of places is named, and other settings have everything fetched anew`(version: Int) throws {
    let server = try PxWebServer(version: version, requiresList: true, [Self.table(2010)])
    let station = try station(server, version: version)
    let unnamed = try station.flyt("run", "--once")
    #expect(unnamed.status == 74 && unnamed.errors.text.contains("No such places"))
    let text = try String(contentsOfFile: station.path("flyt.toml"), encoding: .utf8)
    try station.folder.write(
      "flyt.toml", text: text + "codelists = { from = \"agg_Fylker\", to = \"agg_Fylker\" }\n")
    #expect(try station.flyt("run", "--once").status == 0)
    #expect(try station.sqlite("SELECT count(*) FROM release") == "1")
    let asked = server.questions(for: 2010)
    if version == 2 {
      #expect(try station.flyt("run", "--once").status == 0)
      #expect(server.questions(for: 2010) == asked)
      try station.folder.write(
        "flyt.toml",
        text: text + """
          codelists = { from = "agg_Fylker", to = "agg_Fylker" }
          values = { ContentsCode = ["Flyttinger"] }

          """)
      #expect(try station.flyt("run", "--once").status == 0)
      #expect(server.questions(for: 2010) == asked + 1)
    }
  }

  @Test func `a moved update has every year fetched again, and an unmoved one none`() throws {
    let server = try PxWebServer([Self.table(2009), Self.table(2010)])
    let station = try station(server, "codelists = { from = \"agg_Fylker\", to = \"agg_Fylker\" }")
    let daemon = try RunningDaemon(in: station)
    try daemon.expect("both years") { at($0, "store", "releases") == 2 }
    let looks = server.requests.count
    try waiting(for: "more looks") { server.requests.count >= looks + 4 }
    #expect(server.questions(for: 2009) == 1 && server.questions(for: 2010) == 1)
    // A silent correction of an old year.
    let corrected = try Self.table(2009, seed: 2)
    server.change {
      $0.years[2009] = corrected
      $0.updated = "2012-07-01T06:00:00Z"
    }
    try daemon.expect("the revision") { at($0, "store", "releases") == 3 }
    try waiting(for: "the other year") { server.questions(for: 2010) == 2 }
    #expect(try daemon.stop().way == .exited(0))
    #expect(
      try station.sqlite("SELECT group_concat(vintage) FROM release WHERE referenceYear = 2009") == "1,2")
    // Known to the next process, too.
    let asked = server.questions(for: 2010)
    #expect(try station.flyt("run", "--once").status == 0)
    #expect(server.questions(for: 2010) == asked)
  }

  @Test func `answers stay under the server's limits, stated or not`() throws {
    for stated in [100, 800_000] {
      let server = try PxWebServer([Self.table(2010)])
      server.change { ($0.maxCells, $0.statedMaxCells) = (100, stated) }
      let station = try station(server)
      let answer = try station.flyt("run", "--once", "--json")
      #expect(try station.sqlite("SELECT group_concat(vintage) FROM release") == "1", "\(answer.output.text)")
      #expect(try station.sqlite("SELECT count(*) FROM quarantine WHERE state = 'waiting'") == "0")
      let matrix = try station.flyt("matrix", "2010", "--json").json()
      #expect(try at(matrix, "total")?.number == Self.table(2010).total(.grand))
    }
  }

  @Test func `a revision of one piece of a year lands, and pieces of two states are not mixed`() throws {
    let server = try PxWebServer([Self.table(2010)])
    server.change { ($0.maxCells, $0.statedMaxCells) = (100, 100) }
    let station = try station(server)
    #expect(try station.flyt("run", "--once").status == 0)
    var corrected = try Self.table(2010)
    corrected.set(Pages.flow("12", "11"), to: 77)
    let table = corrected
    server.change {
      $0.years[2010] = table
      $0.updated = "2012-06-01T06:00:00Z"
      $0.staleAnswers = 1
    }
    let mixed = try station.flyt("run", "--once")
    #expect(mixed.status == 74 && mixed.errors.text.contains("its pieces are from"))
    #expect(try station.sqlite("SELECT group_concat(vintage) FROM release") == "1")
    #expect(try station.flyt("run", "--once").status == 0)
    #expect(try station.sqlite("SELECT group_concat(vintage) FROM release") == "1,2")
    #expect(try station.sqlite("SELECT group_concat(cause) FROM release") == "first,publisherRevision")
    #expect(try station.sqlite("SELECT count(*) FROM quarantine") == "0")
    #expect(at(try station.flyt("flow", "12", "11", "--json").json(), "figures", 0, "persons") == 77)
    #expect(try station.flyt("verify").status == 0)
    #expect(try station.flyt("replay", "--verify").status == 0)
  }

  @Test func `a server that has had enough is left alone, and the rest follows`() throws {
    let server = try PxWebServer([Self.table(2008), Self.table(2009), Self.table(2010)])
    server.change { $0.answersLeft = 4 }
    let station = try station(server)
    let daemon = try RunningDaemon(in: station)
    try daemon.expect("a refusal") {
      $0["sources"]?.list.last?["error"]?.text?.contains("status 429") == true
    }
    #expect(try Int(station.sqlite("SELECT count(*) FROM release")) ?? 0 >= 1)
    server.change { $0.answersLeft = nil }
    try daemon.expect("the rest") { at($0, "store", "releases") == 3 }
    #expect(server.questions(for: 2010) == 1)
  }

  @Test func `the shipped source reads its table as soon as it is switched on`() throws {
    let dataset = try Fixtures.shippedDataset("ssb-13864-county")
    let tables = try [2024, 2025].map {
      SyntheticTable(dataset: dataset, year: try #require(ReferenceYear($0)), seed: UInt64($0))
    }
    let server = try PxWebServer(list: "agg_Fylker2024", requiresList: true, tables)
    let shipped = try String(contentsOfFile: "\(Fixtures.datasetsFolder)/../flyt.toml", encoding: .utf8)
    let start = try #require(shipped.range(of: "[[source]]\nname = \"statbank\""))
    let end = try #require(shipped.range(of: "enabled = false", range: start.lowerBound..<shipped.endIndex))
    // As an operator would switch it on; but for the time of day and the pace.
    let lines = shipped[start.lowerBound..<end.lowerBound].split(separator: "\n").filter {
      !$0.hasPrefix("closed") && !$0.hasPrefix("gap")
    }
    let source = lines.joined(separator: "\n")
      .replacing("https://data.ssb.no/api/pxwebapi/v2", with: server.api)
      .replacing("# contact", with: "contact")
    let station = try Station(settings: source + "\nallowPrivate = true\ngap = \"0s\"\n")
    let answer = try station.flyt("run", "--once")
    #expect(answer.status == 0, "\(answer.errors.text)")
    #expect(
      try station.sqlite(
        "SELECT group_concat(dataset || ' ' || referenceYear) FROM (SELECT * FROM release ORDER BY 3)")
        == "ssb-13864-county 2024,ssb-13864-county 2025")
    let matrix = try station.flyt("matrix", "2025", "--json").json()
    #expect(at(matrix, "total")?.number == tables[1].total(.grand))
    #expect(server.requests.allSatisfy { $0.headers["user-agent"]?.hasSuffix(" (ops@example.org)") == true })
  }

  @Test func `settings that don't fit the table are all told at the first look`() throws {
    let server = try PxWebServer([Self.table(2010)])
    let station = try station(
      server,
      """
      codelists = { from = "agg_Fylke", to = "vs_Kommuner" }
      values = { ContentsCode = ["Flytinger"], Kjon = ["1"] }
      """)
    let answer = try station.flyt("run", "--once")
    #expect(answer.status == 78)
    for said in [
      "codelists.from: Fraflyttingsregion has no list 'agg_Fylke'; did you mean 'agg_Fylker'?",
      "codelists.to: TilflyttRegion has no list 'vs_Kommuner'; it has agg_Fylker",
      "values.ContentsCode: there is no 'Flytinger'; did you mean 'Flyttinger'?",
      "values: the table has no dimension 'Kjon'; did you mean 'Kjonn'?",
    ] {
      #expect(answer.errors.text.contains(said), "\(answer.errors.text)")
    }
    #expect(server.questions(for: 2010) == 0)
  }
}
