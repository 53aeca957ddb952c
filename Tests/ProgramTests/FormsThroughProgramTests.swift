import FlowTables
import FlytTesting
import Foundation
import Testing

/// Formats other than page text, through the real program.
@Suite struct FormsThroughProgramTests {
  /// Two years of made-up figures.
  private func tables() throws -> [SyntheticTable] {
    let dataset = try Fixtures.shippedDataset("ssb-county-flows")
    return try [2005, 2006].map {
      SyntheticTable(dataset: dataset, year: try #require(ReferenceYear($0)), seed: 7)
    }
  }

  @Test func `an explanation shows what was recognised and the table with its sums`() throws {
    let station = try Station()
    try station.folder.write("flows.csv", DelimitedForm(.wide(years: true, totals: true)).bytes(of: tables()))
    let answer = try station.flyt("ingest", "--dry-run", "--explain", "flows.csv")
    #expect(answer.status == 0)
    let text = answer.output.text
    #expect(text.contains("read as delimited text, layout sheet: 2 tables, 2 believed"))
    #expect(text.contains("ssb-county-flows, known by its places"))
    #expect(text.contains("year: '2005' on line 2, column 1"))
    #expect(text.contains("origins: 21 labels from line 2"))
    #expect(text.contains("destinations: 21 labels from line 1"))
    #expect(text.contains("believed; proven by rows, columns, total"))
    #expect(text.contains(grouped(try #require(tables().first).total(.grand))))
    #expect(!station.names(in: ".").contains("flyt.db"))
  }

  @Test func `an explanation shows where sums fail`() throws {
    let station = try Station()
    let sound = String(
      decoding: DelimitedForm(.wide(years: true, totals: true)).bytes(of: try tables()), as: UTF8.self)
    let table = try #require(tables().first)
    let flow = Flow(from: Place(code: "04"), to: Place(code: "05"))
    let lines = sound.split(separator: "\r\n").map(String.init)
    let row = try #require(lines.firstIndex { $0.hasPrefix("2005;04;") })
    var fields = lines[row].split(separator: ";", omittingEmptySubsequences: false).map(String.init)
    let column = try #require(lines[0].split(separator: ";").firstIndex { $0 == "05" })
    fields[column] = String(table[flow].persons + 1)
    var spoilt = lines
    spoilt[row] = fields.joined(separator: ";")
    try station.folder.write("flows.csv", Array(spoilt.joined(separator: "\n").utf8))
    let answer = try station.flyt("ingest", "--dry-run", "--explain", "flows.csv")
    // The other year is believed.
    #expect(answer.status == 2)
    let sum = table.total(.from(flow.origin))
    #expect(answer.output.text.contains("\(grouped(sum)) ≠ \(grouped(sum + 1))"))
    #expect(answer.output.text.contains("suspect-cell"))
  }

  @Test func `an explanation of nothing says why, and goes with a rehearsal only`() throws {
    let station = try Station()
    try station.folder.write("junk.json", text: "{\"a\": 1}")
    let answer = try station.flyt("ingest", "--dry-run", "--explain", "junk.json")
    #expect(answer.status == 65)
    #expect(answer.output.text.contains("nothing was recognised: junk.json: JSON, but not JSON-stat"))
    #expect(try station.flyt("ingest", "--explain", "junk.json").status == 64)
    let document = try station.flyt("ingest", "--dry-run", "--explain", "--json", "junk.json").json()
    #expect(at(document, "explanations", 0, "ways") == [])
  }

  @Test func `an archive in the inbox becomes the releases of its extracts, and is filed once`() async throws
  {
    let station = try Station()
    let years = try tables()
    let archive = ZipWriter([
      "2005.px": PCAxisForm().bytes(of: [years[0]]), "2006.xlsx": WorkbookForm().bytes(of: [years[1]]),
      "readme.txt": Array("nothing\n".utf8),
    ])
    try station.drop(archive.bytes, as: "flows.zip")
    let answer = try station.flyt("run", "--once", "--json")
    #expect(answer.status == 2)
    let outcomes = at(try answer.json(), "outcomes")?.list ?? []
    #expect(outcomes.map { $0["outcome"]?.text } == ["new", "new", "refused"])
    #expect(
      outcomes.map { at($0, "extract", "name")?.text } == [
        "flows.zip/2005.px", "flows.zip/2006.xlsx", "flows.zip/readme.txt",
      ])
    #expect(station.names(in: "inbox").isEmpty)
    #expect(try station.flyt("years").output.text.contains("2006"))
  }
}
