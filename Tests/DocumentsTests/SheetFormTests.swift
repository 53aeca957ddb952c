import Documents
import Extracts
import FlowTables
import FlytTesting
import Foundation
import Testing

@Suite struct SheetFormTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let form: DelimitedForm
    /// How many rows and fields 20 places make, in one year or two.
    var years = [2011]
    let rows: Int
    let fields: Int
    /// The row of the first cell of the first origin.
    let first: [String]
  }

  @Test(arguments: [
    Example(
      testDescription: "long", form: DelimitedForm(), years: [2010, 2011], rows: 801,
      fields: 4,
      first: ["2010", "01", "01"]),
    Example(
      testDescription: "long with commas and symbols",
      form: DelimitedForm(
        .long(
          [(.to, "til"), (.from, "fra"), (.value, "antall"), (.symbol, "merke"), (.year, "aar")],
          totals: false),
        separator: ",", quoting: .all, encoding: .utf16, label: .name), rows: 401, fields: 5,
      first: ["Østfold", "Østfold"]),
    Example(
      testDescription: "wide with tabs",
      form: DelimitedForm(
        .wide(years: false, totals: true), separator: "\t", encoding: .latin1, hasTitle: true,
        notes: ["Kilde"]),
      rows: 26, fields: 22, first: ["I alt"]),
    Example(
      testDescription: "wide by years",
      form: DelimitedForm(.wide(years: true, totals: false), separator: "|", encoding: .utf8WithMark),
      years: [2010, 2011], rows: 41, fields: 22, first: ["2010", "01"]),
    Example(
      testDescription: "an export of places", form: .export(), rows: 23, fields: 21, first: ["01 Østfold"]),
    Example(
      testDescription: "an export of years", form: .export(.exportOfYears), years: [2010, 2011], rows: 403,
      fields: 4,
      first: ["01 Østfold", "01 Østfold"]),
  ])
  func `delimited forms open as their rows`(_ example: Example) throws {
    let bytes = example.form.bytes(of: try tables(of: example.years))
    let copy = Extract(name: "f", bytes: bytes, retrievedAt: Date(timeIntervalSince1970: 0))
    let opened = try open(copy).first { $0.format == "delimited text" }
    guard case .sheets(let sheets)? = opened?.document else {
      Issue.record("not opened")
      return
    }
    let rows = try #require(sheets.first).rows
    #expect(rows.count == example.rows)
    let widest = rows.compactMap { $0.last?.column }.max()
    #expect(widest == example.fields - 1)
    let head = try #require(rows.firstIndex { $0.count > 1 })
    #expect(Array(rows[head + 1].map(\.text).prefix(example.first.count)) == example.first)
  }

  @Test(arguments: [true, false], [true, false])
  func `Markdown forms open as titles and tables`(isLong: Bool, hasFrame: Bool) throws {
    let form = MarkdownForm(isLong: isLong, hasFrame: hasFrame)
    let bytes = form.bytes(of: try tables(of: [2010, 2011]))
    let copy = Extract(name: "f", bytes: bytes, retrievedAt: Date(timeIntervalSince1970: 0))
    let opened = try open(copy)
    #expect(opened.map(\.format) == ["page text", "Markdown table"])
    guard case .sheets(let sheets)? = opened.last?.document else { return }
    #expect(sheets.map(\.rows.count) == [1, isLong ? 442 : 22, 1, isLong ? 442 : 22])
    #expect(sheets.first?.rows.first?.first?.text.hasSuffix("2010") == true)
  }

  private func tables(of years: [Int]) throws -> [SyntheticTable] {
    let dataset = try Fixtures.shippedDataset("ssb-county-flows")
    return years.compactMap(ReferenceYear.init).map { SyntheticTable(dataset: dataset, year: $0, seed: 3) }
  }
}
