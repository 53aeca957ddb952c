import Documents
import Extracts
import FlytTesting
import Foundation
import Testing

@Suite struct MarkdownTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String
    /// Each sheet's rows of cells with their column, line and column in the text.
    let sheets: [[[String]]]
  }

  @Test(arguments: [
    Example(
      testDescription: "a table with a frame", text: "| a | b |\n|:--|--:|\n| Øst | 1 234 |\n",
      sheets: [[["a@0 1:3", "b@1 1:7"], ["Øst@0 3:3", "1 234@1 3:9"]]]),
    Example(
      testDescription: "a table without one", text: "a | b\n--- | ---\n1 | 2\n",
      sheets: [[["a@0 1:1", "b@1 1:5"], ["1@0 3:1", "2@1 3:5"]]]),
    Example(
      testDescription: "a blank corner", text: "   | b\n---+---\n 1 | 2\n",
      sheets: [[["b@1 1:6"], ["1@0 3:2", "2@1 3:6"]]]),
    Example(
      testDescription: "a pipe that is escaped", text: "|a\\|b|\\*|\n|--|--|\n|c|\\\\|\n",
      sheets: [[["a|b@0 1:2", "*@1 1:8"], ["c@0 3:2", "\\@1 3:5"]]]),
    Example(
      testDescription: "bold sums", text: "|**I alt**|**5**|\n|---|---|\n|*|4|\n",
      sheets: [[["I alt@0 1:4", "5@1 1:14"], ["*@0 3:2", "4@1 3:4"]]]),
    Example(
      testDescription: "a rule drawn around", text: "+---+---+\n| a | b |\n+===+===+\n| - | 2 |\n+---+---+\n",
      sheets: [[["a@0 2:3", "b@1 2:7"], ["-@0 4:3", "2@1 4:7"]]]),
    Example(
      testDescription: "several tables, and text between",
      text: "# Flytting 2011\n\n|a|b|\n|---|---|\n|1|2|\n\nFrom\nto\n|c|d|\n|---|---|\n",
      sheets: [
        [["Flytting 2011@0 1:3"]], [["a@0 3:2", "b@1 3:4"], ["1@0 5:2", "2@1 5:4"]], [["From to@0 7:1"]],
        [["c@0 9:2", "d@1 9:4"]],
      ]),
    Example(
      testDescription: "code is left out", text: "```\n|x|y|\n|---|---|\n```\n|a|b|\n|---|---|\n",
      sheets: [[["a@0 5:2", "b@1 5:4"]]]),
  ])
  func `tables and paragraphs are sheets`(_ example: Example) throws {
    #expect(MarkdownReader().recognizes(extract(example.text)))
    guard case .sheets(let sheets) = try MarkdownReader().read(extract(example.text)) else { return }
    #expect(sheets.map { $0.rows.map { $0.map { "\($0.text)@\($0.column) \($0.at)" } } } == example.sheets)
  }

  @Test(arguments: [
    "a | b\n", "a|b\nc|d\n", "# Title\n\ntext\n---\n", "<p>\n|a|\n|--|", "```\n|x|\n|--|\n```\n",
  ])
  func `what has no table is not claimed`(_ text: String) {
    #expect(!MarkdownReader().recognizes(extract(text)))
  }

  @Test func `a book is refused by its length`() throws {
    let book = "|a|b|\n|---|---|\n" + String(repeating: "\nword\n", count: 10_001)
    let error = #expect(throws: DocumentError.self) { try MarkdownReader().read(extract(book)) }
    #expect(error?.description.hasPrefix("m.md: more than 10000 tables and paragraphs.") == true)
  }

  @Test func `it conforms`() {
    let sample =
      "# Østfold\n\ntext, more\ntext\n\n| fra \\| til | **å** |\n|---|:-:|\n| 1 | 1\u{A0}234 |\n|a\u{30A}|-|\n"
    let violations = ReaderConformance(
      of: MarkdownReader(), sample: Array(sample.utf8), hasTextPlaces: true,
      oversized: Array(sample.utf8) + [UInt8](repeating: 0x20, count: MarkdownReader.sizeLimit)
    ).violations()
    #expect(violations.isEmpty)
  }

  private func extract(_ text: String) -> Extract {
    Extract(name: "m.md", bytes: Array(text.utf8), retrievedAt: Date(timeIntervalSince1970: 0))
  }
}
