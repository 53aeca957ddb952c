import Documents
import Extracts
import FlowTables
import FlytTesting
import Foundation
import Testing

@Suite struct WorkbookTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let rows: String
    var strings = ""
    var after = ""
    /// Each row's cells: address, spans where they are not 1, text.
    let expected: [[String]]
  }

  @Test(arguments: [
    Example(
      testDescription: "kinds of values",
      rows: """
        <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c>\
        <c r="C1" t="str"><f>A1</f><v>text</v></c><c r="D1" t="b"><v>1</v></c><c r="E1" t="e"><v>#REF!</v></c>\
        <c r="F1" s="2"><v>7</v></c><c r="G1" t="n"><f>1+1</f><v>2</v></c><c r="H1" s="1"/></row>
        """,
      strings: "<si><t>shared</t></si>",
      expected: [["A1 shared", "B1 inline", "C1 text", "D1 TRUE", "E1 #REF!", "F1 7", "G1 2"]]),
    Example(
      testDescription: "numbers",
      rows: """
        <row><c><v>1278.0</v></c><c><v>1.278E3</v></c><c><v>5.0999999999999996</v></c><c><v>-3</v></c>\
        <c><v>0</v></c><c><v>40909</v></c><c><v>123456789012</v></c><c><v>1e300</v></c></row>
        """,
      expected: [
        ["A1 1278", "B1 1278", "C1 5.1", "D1 -3", "E1 0", "F1 40909", "G1 123456789012", "H1 1e+300"]
      ]),
    Example(
      testDescription: "rows and cells without an address follow on",
      rows: "<row><c><v>1</v></c><c><v>2</v></c></row><row r='3'><c r='C3'><v>3</v></c><c><v>4</v></c></row>",
      expected: [["A1 1", "B1 2"], [], ["C3 3", "D3 4"]]),
    Example(
      testDescription: "shared texts: runs joined, phonetic ones left out, blanks trimmed, escapes undone",
      rows: "<row><c t='s'><v>0</v></c><c t='s'><v>1</v></c><c t='s'><v>2</v></c><c t='s'><v>3</v></c></row>",
      strings: """
        <si><r><rPr><b/></rPr><t>01 </t></r><r><t xml:space="preserve">Øst&amp;fold </t></r></si>\
        <si><t>a</t><rPh sb="0" eb="1"><t>b</t></rPh></si><si><t> </t></si><si><t>c_x000D_\n d</t></si>
        """,
      expected: [["A1 01 Øst&fold", "B1 a", "D1 c d"]]),
    Example(
      testDescription: "merged cells, of which only the first is seen",
      rows: "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row><row><c><v>4</v></c></row>",
      after: "<mergeCells><mergeCell ref='A1:B2'/></mergeCells>",
      expected: [["A1+2x2 1"], [], ["A3 4"]]),
    Example(
      testDescription: "cells out of order",
      rows: "<row r='2'><c r='B2'><v>4</v></c><c r='A2'><v>3</v></c></row><row r='1'><c><v>1</v></c></row>",
      expected: [["A1 1"], ["A2 3", "B2 4"]]),
    Example(
      testDescription: "the last place of a sheet", rows: "<row><c r='XFD1'><v>1</v></c></row>",
      expected: [["XFD1 1"]]),
  ])
  func `cells are read with their addresses`(_ example: Example) throws {
    let bytes = WorkbookSheetWriter.workbook(
      sheets: [("S", false, WorkbookSheetWriter.worksheet(example.rows, after: example.after))],
      sharedStrings: WorkbookSheetWriter.sharedStrings(example.strings))
    let sheets = try sheets(in: bytes)
    let shown = sheets.first?.rows.map { row in
      row.map { cell in
        let span = cell.columns == 1 && cell.rows == 1 ? "" : "+\(cell.columns)x\(cell.rows)"
        return "\(cell.at)\(span) \(cell.text)"
      }
    }
    #expect(shown == example.expected, "\(shown ?? [])")
    let cells = sheets.flatMap { $0.rows.joined() }
    #expect(cells.allSatisfy { $0.at.column == $0.column + 1 })
    #expect(try open(extract(bytes)).map(\.format) == ["Excel workbook"])
  }

  @Test func `hidden sheets come last, and ampersands stay`() throws {
    let sheet = WorkbookSheetWriter.worksheet("<row><c><v>1</v></c></row>")
    let bytes = WorkbookSheetWriter.workbook(sheets: [("A & B", true, sheet), ("C", false, sheet)])
    #expect(try sheets(in: bytes).map(\.name) == ["C", "A & B"])
  }

  @Test(arguments: WorkbookForm.Shape.allCases, [true, false])
  func `forms are read as they were written`(shape: WorkbookForm.Shape, isOther: Bool) throws {
    var options = WorkbookForm.Options()
    (options.shape, options.merges) = (shape, isOther)
    (options.sharesStrings, options.yearsAreNumbers) = (isOther, isOther)
    let dataset = try Fixtures.shippedDataset("ssb-county-flows")
    let tables = try [2010, 2011].map {
      SyntheticTable(dataset: dataset, year: try #require(ReferenceYear($0)), seed: 1)
    }
    let sheet = try #require(try sheets(in: WorkbookForm(options).bytes(of: tables)).first)
    #expect(sheet.rows[0].map(\.text).first?.contains("2010-2011") == true)
    #expect(sheet.rows[1].isEmpty)
    let figures = sheet.rows.joined().count { Int($0.text) != nil || $0.text == "." }
    #expect(figures >= 2 * 20 * 20)
  }

  @Test(.enabled(if: Fixtures.hasPublishedFiles, "FLYT_FORMATS names no folder of published files"))
  func `a real workbook is read`() throws {
    let sheets = try sheets(in: Fixtures.published("xlsx/ssb_13135.xlsx"))
    #expect(sheets.map(\.name) == ["KOSmusikkandelba0000"])
    let cells = Dictionary(
      sheets.flatMap { $0.rows.joined() }.map { ($0.at.cell ?? "", $0.text) }, uniquingKeysWith: { $1 })
    #expect(cells["A1"] == "13135: Utvalgte nøkkeltall for kultur, etter region, statistikkvariabel og år")
    #expect(cells["B4"] == "2015")
    #expect(cells["B5"] == ".")
    #expect(cells["G5"] == "5.1")
  }

  @Test func `the reader conforms`() throws {
    let dataset = try Fixtures.shippedDataset("ssb-county-flows")
    let year = try #require(dataset.firstYear)
    let sample = WorkbookForm().bytes(of: [SyntheticTable(dataset: dataset, year: year, seed: 1)])
    let suite = ReaderConformance(
      of: WorkbookReader(), sample: sample, hasTextPlaces: false,
      oversized: sample + [UInt8](repeating: 0, count: 16 << 20))
    #expect(suite.violations() == [])
  }

  private func extract(_ bytes: [UInt8]) -> Extract {
    Extract(name: "w.xlsx", bytes: bytes, retrievedAt: Date(timeIntervalSince1970: 0))
  }

  private func sheets(in bytes: [UInt8]) throws -> [Sheet] {
    guard case .sheets(let sheets) = try WorkbookReader().read(extract(bytes)) else { return [] }
    return sheets
  }
}
