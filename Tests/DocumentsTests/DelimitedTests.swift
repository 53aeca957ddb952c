import Documents
import Extracts
import FlytTesting
import Foundation
import Testing

@Suite struct DelimitedTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String
    /// Each row's cells with their column, line and column in the text.
    let rows: [[String]]
  }

  @Test(arguments: [
    Example(
      testDescription: "semicolons, and a thousands comma", text: "a;b\nc;1,234\n",
      rows: [["a@0 1:1", "b@1 1:3"], ["c@0 2:1", "1,234@1 2:3"]]),
    Example(
      testDescription: "tabs", text: "a\tb\n\t2\n", rows: [["a@0 1:1", "b@1 1:3"], ["2@1 2:2"]]),
    Example(
      testDescription: "commas and quotes", text: "a,\"1,234\"\r\nb,\" x \"\r\n",
      rows: [["a@0 1:1", "1,234@1 1:4"], ["b@0 2:1", "x@1 2:5"]]),
    Example(
      testDescription: "pipes without a frame", text: "a|b\nc|d",
      rows: [["a@0 1:1", "b@1 1:3"], ["c@0 2:1", "d@1 2:3"]]),
    Example(
      testDescription: "a title and a blank line", text: "\"T: x\"\n\n\"a\";\"b\"\nc;2\n",
      rows: [["T: x@0 1:2"], [], ["a@0 3:2", "b@1 3:6"], ["c@0 4:1", "2@1 4:3"]]),
    Example(
      testDescription: "doubled quotes and line ends inside", text: "\"a\"\"b\";\"c\r\nd\"\n1;2\n",
      rows: [["a\"b@0 1:2", "c d@1 1:9"], ["1@0 3:1", "2@1 3:3"]]),
    Example(
      testDescription: "sep= says which", text: "sep=,\na;b,c\n1;2,3;4\n",
      rows: [["a;b@0 2:1", "c@1 2:5"], ["1;2@0 3:1", "3;4@1 3:5"]]),
    Example(
      testDescription: "a tie goes to the semicolon", text: "a;1,5\nb;2,5\n",
      rows: [["a@0 1:1", "1,5@1 1:3"], ["b@0 2:1", "2,5@1 2:3"]]),
    Example(
      testDescription: "blanks around fields, no-break ones too", text: "  ø ; \u{A0}201\u{A0}\nå;\t 3 \n",
      rows: [["ø@0 1:3", "201@1 1:8"], ["å@0 2:1", "3@1 2:5"]]),
    Example(
      testDescription: "letters of several scalars are one column", text: "A\u{30A};b\ne\u{301}\u{323};d\n",
      rows: [["A\u{30A}@0 1:1", "b@1 1:3"], ["e\u{301}\u{323}@0 2:1", "d@1 2:3"]]),
    Example(
      testDescription: "CR ends lines too", text: "a;b\rc;d\r",
      rows: [["a@0 1:1", "b@1 1:3"], ["c@0 2:1", "d@1 2:3"]]),
    Example(
      testDescription: "blank fields are left out", text: "a;;\"\";d\n;;;e\n",
      rows: [["a@0 1:1", "d@3 1:7"], ["e@3 2:4"]]),
  ])
  func `fields have their places`(_ example: Example) throws {
    #expect(DelimitedReader().recognizes(extract(example.text)))
    #expect(try rows(of: Array(example.text.utf8)) == example.rows)
  }

  @Test func `encodings are known by looking`() throws {
    let text = "Østfold;å\n1;2\n"
    let utf16: [UInt8] =
      [0xFF, 0xFE] + text.utf16.flatMap { unit in [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    let latin1 = try #require(text.data(using: .isoLatin1))
    for bytes in [utf16, Array(latin1), [0xEF, 0xBB, 0xBF] + Array(text.utf8)] {
      let copy = Extract(name: "d.csv", bytes: bytes, retrievedAt: Date(timeIntervalSince1970: 0))
      #expect(DelimitedReader().recognizes(copy))
      #expect(try rows(of: bytes).first == ["Østfold@0 1:1", "å@1 1:9"])
    }
  }

  @Test(arguments: [
    "One sentence, which has a comma.\nAnother, which has one.\nA third, too.\n",
    "CHARSET=\"ANSI\";\nAXIS-VERSION=\"2000\";\nTITLE=\"a\";\n", "{\"a\": [1,2],\n\"b\": [3,4]}",
    "[[1,2],\n[3,4]]",
    "<p>a;b</p>\n<p>c;d</p>", "a;b\n", "%PDF-1.4\na;b\nc;d\n", "| a | b |\n|---|---|\n| 1 | 2 |\n",
    "a\u{0};b\nc;d\n",
    "TITLE(\"x\")=\"a\",\"b\";\nVALUES(\"y\")=\"c\",\"d\";\n",
  ])
  func `what is no delimited text is not claimed`(_ text: String) {
    #expect(!DelimitedReader().recognizes(extract(text)))
  }

  struct Refusal: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String
    let message: String
  }

  @Test(arguments: [
    Refusal(
      testDescription: "a quote never closed", text: "a;b\nc;d\n1; \"2\n3;4\n",
      message: "d.csv:3:4: a quote opens here and never closes. The copy was cut; take the extract again."),
    Refusal(
      testDescription: "separators alone", text: ";;\n;;\n", message: "d.csv: empty. Take the extract again."),
    Refusal(
      testDescription: "no separator", text: "a\nb\n",
      message: "d.csv: no separator parts its lines alike. Save the table with semicolons."),
    Refusal(
      testDescription: "too many fields", text: String(repeating: ";;;;;;;;;\n", count: 200_001),
      message: "d.csv:200001:1: more than 2000000 fields. Is this the table and nothing else?"),
  ])
  func `what cannot be parted is refused by name`(_ refusal: Refusal) throws {
    let error = #expect(throws: DocumentError.self) { try DelimitedReader().read(extract(refusal.text)) }
    #expect(error?.description == refusal.message)
  }

  @Test func `it conforms`() {
    let sample = "\"Tabell; 1\"\n\n\"til\";\"fra \"\"x\"\"\";b\nØst;\"1\u{A0}234\";3\n\"å\n b\";4;\"c\"\"\"\n"
    let violations = ReaderConformance(
      of: DelimitedReader(), sample: Array(sample.utf8), hasTextPlaces: true,
      oversized: Array("a;b\n".utf8) + [UInt8](repeating: 0x20, count: DelimitedReader.sizeLimit)
    ).violations()
    #expect(violations.isEmpty)
  }

  @Test(
    .enabled(if: Fixtures.hasPublishedFiles, "FLYT_FORMATS names no folder of published files"),
    arguments: [
      ("csv/ssb_11616_pxweb_export_latin1.csv", 5, "3801 Horten"),
      ("other-countries/uar_1960_governorates.csv", 13, "Cairo"),
    ])
  func `real files open`(file: String, columns: Int, label: String) throws {
    let bytes = try Fixtures.published(file)
    let copy = Extract(name: file, bytes: bytes, retrievedAt: Date(timeIntervalSince1970: 0))
    #expect(DelimitedReader().recognizes(copy))
    guard case .sheets(let sheets) = try DelimitedReader().read(copy) else { return }
    let rows = try #require(sheets.first).rows
    let row = try #require(rows.first { $0.first?.text == label })
    #expect(row.count == columns)
    #expect(row.map(\.column) == Array(0..<columns))
  }

  private func extract(_ text: String) -> Extract {
    Extract(name: "d.csv", bytes: Array(text.utf8), retrievedAt: Date(timeIntervalSince1970: 0))
  }

  private func rows(of bytes: [UInt8]) throws -> [[String]] {
    let copy = Extract(name: "d.csv", bytes: bytes, retrievedAt: Date(timeIntervalSince1970: 0))
    guard case .sheets(let sheets) = try DelimitedReader().read(copy) else { return [] }
    return sheets.flatMap { $0.rows.map { $0.map { "\($0.text)@\($0.column) \($0.at)" } } }
  }
}
