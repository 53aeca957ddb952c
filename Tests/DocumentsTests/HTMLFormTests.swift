import Documents
import Extracts
import FlowTables
import FlytTesting
import Foundation
import Testing

@Suite struct HTMLFormTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let change: @Sendable (inout HTMLForm.Options) -> Void
    var tables = 1
  }

  @Test(arguments: [
    Example(testDescription: "plain", change: { _ in }),
    Example(testDescription: "Windows-1252", change: { $0.encoding = .windows1252 }),
    Example(
      testDescription: "undeclared",
      change: { ($0.encoding, $0.declaresEncoding, $0.language) = (.windows1252, false, .bokmål) }),
    Example(testDescription: "UTF-16", change: { $0.encoding = .utf16 }),
    Example(testDescription: "two blocks", change: { $0.columnBlocks = 2 }, tables: 2),
    Example(testDescription: "nested", change: { $0.isNested = true }),
    Example(testDescription: "one line of headings", change: { $0.hasAxisRow = false }),
    Example(
      testDescription: "breaks and marks",
      change: { ($0.breaksLabels, $0.thousandsMark) = (true, "&nbsp;") }),
  ])
  func `every form gives the same figures`(_ example: Example) throws {
    let table = try table()
    var options = HTMLForm.Options()
    example.change(&options)
    guard case .sheets(let sheets) = try HTMLReader().read(extract(HTMLForm(options).bytes(of: [table])))
    else {
      Issue.record("no sheets")
      return
    }
    let grids = sheets.filter { $0.rows.count > 1 }
    #expect(grids.count == example.tables)
    let rows = grids.flatMap { $0.rows.suffix(table.places.count) }
    let figures = rows.map { $0.dropFirst().map { $0.text.replacing("\u{A0}", with: "") } }
    let first = try #require(table.places.first)
    let expected =
      [String(table.total(.from(first)))]
      + table.places.map { table[Flow(from: first, to: $0)] }.map { $0.mark ?? String($0.persons) }
    let halves = example.tables == 2 ? figures[0] + figures[table.places.count] : figures[0]
    #expect(halves == expected)
    #expect(sheets.contains { $0.rows.joined().contains { $0.text.contains("\(table.year)") } })
    #expect(rows[0].first?.text.hasPrefix("01 ") == true)
  }

  @Test(arguments: [true, false])
  func `the reader conforms`(isNested: Bool) throws {
    var options = HTMLForm.Options()
    (options.isNested, options.thousandsMark, options.breaksLabels) = (isNested, "&nbsp;", true)
    let sample = HTMLForm(options).bytes(of: [try table()])
    let suite = ReaderConformance(
      of: HTMLReader(), sample: sample, hasTextPlaces: true,
      oversized: sample + [UInt8](repeating: 0x20, count: 16 << 20))
    #expect(suite.violations() == [])
  }

  private func table() throws -> SyntheticTable {
    let dataset = try Fixtures.shippedDataset("ssb-county-flows")
    return SyntheticTable(dataset: dataset, year: try #require(dataset.lastYear), seed: 7)
  }

  private func extract(_ bytes: [UInt8]) -> Extract {
    Extract(name: "p.html", bytes: bytes, retrievedAt: Date(timeIntervalSince1970: 0))
  }
}
