import FlowTables
import FlytTesting
import Foundation
import Testing

/// What anyone can check against the publisher's own page.
@Suite struct FiguresTests {
  private let station: Station

  init() throws {
    station = try Station()
    try station.folder.write("county-flows-2011-en.txt", Pages.real())
    #expect(try station.flyt("ingest", "county-flows-2011-en.txt").status == 0)
  }

  @Test func `the real table of 2011 is stored whole and right`() throws {
    let matrix = try station.flyt("matrix", "2011", "--json").json()
    let cells = at(matrix, "cells")?.list ?? []
    #expect(cells.count == 400)
    #expect(matrix["total"] == 338_325)
    #expect(cells.compactMap { $0["persons"]?.number }.reduce(0, +) == 338_325)
    let figure = { (from: JSONValue, to: JSONValue) in
      cells.first { $0["from"] == from && $0["to"] == to }.map { [$0["persons"], $0["symbol"]] }
    }
    #expect(figure("03", "02") == [13_813, .null])
    #expect(figure("02", "03") == [9844, .null])
    #expect(figure("abroad", "03") == [18_744, .null])
    #expect(figure("03", "03") == [.null, "."])
    #expect(figure("abroad", "abroad") == [.null, "."])
  }

  @Test func `the CSV has one line for each cell, in the order of the definition, Abroad last`() throws {
    let lines = try station.flyt("matrix", "2011", "--format", "csv").output.text.split(separator: "\n")
    #expect(lines.first == "year,vintage,from,to,persons,symbol")
    let places = try Fixtures.shippedDataset("ssb-county-flows").places.map(\.place.code)
    let pairs = lines.dropFirst().map { $0.split(separator: ",")[2...3].joined(separator: ",") }
    #expect(pairs == places.flatMap { from in places.map { "\(from),\($0)" } })
    #expect(places.last == "abroad")
    #expect(lines.contains("2011,1,03,02,13813,"))
    #expect(lines.contains("2011,1,03,03,,."))
    #expect(lines.last == "2011,1,abroad,abroad,,.")
  }

  @Test(arguments: [
    ("Oslo", "Akershus"), ("03", "02"), ("oslo", "AKERSHUS"), ("O s l o", " akershus "),
  ])
  func `a place goes by its code or any spelling of its name`(from: String, to: String) throws {
    let answer = try station.flyt("flow", from, to, "--json").json()
    #expect(at(answer, "figures", 0, "persons") == 13_813)
    #expect(at(answer, "figures", 0, "from") == "03")
  }

  @Test(arguments: [
    ("Møre og Romsdal", "15"), ("møre OG romsdal", "15"), ("Mo\u{308}re og Romsdal", nil),
    ("Finnmark", "20"), ("Finnmárku", "20"), ("Finnma\u{301}rku", "20"), ("Romsa", "19"),
    ("Troms Romsa", "19"),
    ("Abroad", "abroad"), ("Utlandet", "abroad"), ("abroad", "abroad"), ("Sør-Trøndelag", "16"),
    ("Vest-Agder", "10"), ("Sogn og Fjordane", "14"),
  ])
  func `names in every language lead to the same place`(name: String, code: String?) throws {
    let answer = try station.flyt("flow", name, "01", "--json")
    #expect(at(try answer.json(), "figures", 0, "from")?.text == code)
    #expect(answer.status == (code == nil ? 66 : 0))
  }

  @Test func `nothing but the store is needed to answer`() throws {
    try FileManager.default.removeItem(atPath: station.path("county-flows-2011-en.txt"))
    let alone: [String: String?] = [
      "FLYT_CONFIG": nil, "FLYT_DATASETS": nil, "FLYT_STORE": station.path("flyt.db"),
    ]
    for arguments in [
      ["years"], ["releases"], ["matrix", "2011"], ["flow", "Oslo", "Akershus"], ["datasets"],
    ] {
      let child = try station.start(arguments, with: alone)
      #expect(try child.wait().way == .exited(0), "\(arguments): \(child.errors.text)")
    }
  }

  @Test func `the stored bytes come back exactly`() throws {
    #expect(try station.flyt("extract", "2e10fa").output == Pages.real())
  }

  @Test func `a citation names publisher, edition, place and bytes`() throws {
    let text = try station.flyt("flow", "Oslo", "Akershus", "--cite").output.text
    #expect(text.contains("line 11, column 22"))
    #expect(text.contains("Source: Statistics Norway. ssb-county-flows 2011 r1"))
    #expect(text.contains("2e10fa728f1cc8a504cf33b3bdb79e268849a3cc0ae1703af68b1fb413f749c7"))
  }

  @Test(arguments: [
    (["yeers"], "'yeers' is not a command. Did you mean 'years'?"),
    (["ingets", "x"], "Did you mean 'ingest'?"),
    (["flow", "Osl", "Akershus"], "'Osl': no such place in 2011. Did you mean 'Oslo'?"),
    (["flow", "Oslo", "Akerhsus"], "Did you mean 'Akershus'?"),
    (["matrix", "2010"], "2010: no release. Stored: 2011. Did you mean 2011?"),
    (["years", "--dataset", "ssb-county-flow"], "Did you mean 'ssb-county-flows'?"),
    (["years", "--jsno"], "Did you mean '--json'?"),
  ])
  func `a slip is met with what was meant`(arguments: [String], sentence: String) throws {
    let child = try station.start(arguments)
    _ = try child.wait()
    #expect(child.errors.text.contains(sentence))
  }

  @Test func `nothing is coloured where nobody looks`() throws {
    try station.folder.write("damaged.txt", Pages.damaged())
    for arguments in [["matrix", "2011"], ["ingest", "damaged.txt"], ["--help"], ["datasets"]] {
      let child = try station.start(arguments)
      _ = try child.wait()
      #expect(!child.output.isEmpty && child.output.isFreeOfControls && child.errors.isFreeOfControls)
    }
  }
}
