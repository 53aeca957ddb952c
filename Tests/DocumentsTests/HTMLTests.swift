import Documents
import Extracts
import Foundation
import Testing

@Suite struct HTMLTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let html: String
    /// Each sheet's rows; cells as text, column, spans where they are not 1, and place.
    let sheets: [[[String]]]
  }

  @Test(arguments: [
    Example(
      testDescription: "a table between texts",
      html: "<html><h2>Moves <b>2011</b></h2>\n<table><tr><td>a</td><td>5</td></tr></table><p>End</p></html>",
      sheets: [[["Moves 2011@0 1:11"]], [["a@0 2:16", "5@1 2:26"]], [["End@0 2:48"]]]),
    Example(
      testDescription: "spans",
      html: "<table><tr><th rowspan=2>a<th colspan='2'>b</tr><tr><td>1<td>2</table>",
      sheets: [[["a@0+1x2 1:26", "b@1+2x1 1:43"], ["1@1 1:57", "2@2 1:62"]]]),
    Example(
      testDescription: "blank cells leave their column",
      html: "<table><tr><td>&nbsp;</td><td>1</td></tr><tr></tr></table>", sheets: [[["1@1 1:31"], []]]),
    Example(
      testDescription: "breaks, entities and blanks",
      html: "<table><tr><td>\n  Sør-<br>Trøndelag&nbsp;X\n Y </td><td>1&#160;234<td>5&lt;</table>",
      sheets: [[["Sør- Trøndelag\u{A0}X Y@0 2:3", "1\u{A0}234@1 3:13", "5<@2 3:27"]]]),
    Example(
      testDescription: "a raised note is no digit", html: "<table><tr><td>12<sup>3)</sup></td></table>",
      sheets: [[["12 3)@0 1:16"]]]),
    Example(
      testDescription: "layout tables",
      html: """
        <table><tr><td>Menu</td><td><h1>T</h1><table><tr><td>1</td></tr></table>\
        <p>n</p></td></tr></table>
        """,
      sheets: [[["Menu@0 1:16"]], [["T@0 1:33"]], [["1@0 1:54"]], [["n@0 1:76"]]]),
    Example(
      testDescription: "a table without text is no table",
      html: "<table><tr><td>1<table><tr><td></td></tr></table></td></tr></table>",
      sheets: [[["1@0 1:16"]]]),
    Example(
      testDescription: "a caption", html: "<table><caption>Moves</caption><tr><td>1</td></tr></table>",
      sheets: [[["Moves@0 1:17"]], [["1@0 1:40"]]]),
    Example(
      testDescription: "groups: the foot comes last and no span leaves its group",
      html: """
        <table><thead><tr><th rowspan=9>a<th>b</thead><tfoot><tr><td>t<td>3</tfoot>\
        <tbody><tr><td rowspan=0>1<td>2<tr><td>4</tbody></table>
        """,
      sheets: [
        [
          ["a@0 1:33", "b@1 1:38"], ["1@0+1x2 1:101", "2@1 1:106"], ["4@1 1:115"], ["t@0 1:62", "3@1 1:67"],
        ]
      ]),
    Example(
      testDescription: "what is hidden",
      html: """
        <style>td {}</style><!-- <table> --><script>if (1<2) { "</td>" }</script><template><p>x</p></template>
        <table><tr><td hidden>0</td><td style="display: none">0</td><td>1<span style='DISPLAY:none'>9</span></table>
        """,
      sheets: [[["1@0 2:65"]]]),
    Example(
      testDescription: "today's tags and stray ampersands",
      html: "<main><nav>A & B</nav><section>C&D</section></main></p><table><tr><td>1</td></tr></table>",
      sheets: [[["A & B@0 1:12"]], [["C&D@0 1:32"]], [["1@0 1:71"]]]),
    Example(
      testDescription: "cells without rows and end tags",
      html: "<TABLE BORDER=0><TD>1<TD>2<TR><TD>3<TD>4</TABLE>",
      sheets: [[["1@0 1:21", "2@1 1:26"], ["3@0 1:35", "4@1 1:40"]]]),
    Example(
      testDescription: "preformatted lines between tables",
      html: "<pre>\n Title\n  2011\n</pre><table><tr><td>1</td></tr></table>",
      sheets: [[["Title@0 2:2"]], [["2011@0 3:3"]], [["1@0 4:22"]]]),
    Example(
      testDescription: "a page's own title where nothing else is said",
      html: "<html><head><title>Moves 2011</title></head><table><tr><td>1<td>2</table></html>",
      sheets: [[["Moves 2011@0 1:20"]], [["1@0 1:60", "2@1 1:65"]]]),
    Example(
      testDescription: "a page's own title is not seen elsewhere",
      html: "<html><title>Moves 2011</title><p>x</p><table><tr><td>1<td>2</table></html>",
      sheets: [[["x@0 1:35"]], [["1@0 1:55", "2@1 1:60"]]]),
    Example(
      testDescription: "cells over others give way",
      html: "<table><tr><td>a<td rowspan=2>b<tr><td colspan=2>c<td>d</table>",
      sheets: [[["a@0 1:16", "b@1+1x2 1:31"], ["c@0 1:50", "d@2 1:55"]]]),
  ])
  func `tables are read with their places`(_ example: Example) throws {
    let shown = try shown(Array(example.html.utf8))
    #expect(shown == example.sheets, "\(shown)")
  }

  @Test func `a caption is the table's name`() throws {
    let html = "<table><caption>Moves</caption><tr><td>1</td></tr></table>"
    guard case .sheets(let sheets) = try read(Array(html.utf8)) else { return #expect(Bool(false)) }
    #expect(sheets.map(\.name) == [nil, "Moves"])
  }

  struct Encoded: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let declared: String
    let bytes: [UInt8]
    var expected = "Sør€"
  }

  @Test(arguments: [
    Encoded(testDescription: "UTF-8", declared: "<meta charset=utf-8>", bytes: Array("Sør€".utf8)),
    Encoded(testDescription: "UTF-8, undeclared", declared: "", bytes: Array("Sør€".utf8)),
    Encoded(
      testDescription: "UTF-8 that says Latin-1", declared: "<meta charset='iso-8859-1'>",
      bytes: Array("Sør€".utf8)),
    Encoded(
      testDescription: "Latin-1", declared: "<meta http-equiv=x content='text/html; charset=ISO-8859-1'>",
      bytes: [0x53, 0xF8, 0x72], expected: "Sør"),
    Encoded(
      testDescription: "Windows-1252 that says UTF-8", declared: "<meta charset=\"utf-8\">",
      bytes: [0x53, 0xF8, 0x72, 0x80]),
    Encoded(testDescription: "Windows-1252, undeclared", declared: "", bytes: [0x53, 0xF8, 0x72, 0x80]),
    Encoded(
      testDescription: "Latin-9", declared: "<META CHARSET=ISO-8859-15>", bytes: [0x53, 0xF8, 0x72, 0xA4]),
  ])
  func `the encoding is found out`(_ example: Encoded) throws {
    let start = Array("<html>\(example.declared)<table><tr><td>".utf8)
    let shown = try shown(start + example.bytes + Array("</td></tr></table>".utf8))
    #expect(shown == [[["\(example.expected)@0 1:\(start.count + 1)"]]])
  }

  @Test(arguments: [true, false], [true, false])
  func `UTF-16 is read`(isLittle: Bool, isMarked: Bool) throws {
    let text = (isMarked ? "\u{FEFF}" : "") + "<table><tr><td>Sør</td></tr></table>"
    let bytes = text.utf16.flatMap { unit in
      isLittle ? [UInt8(unit & 0xFF), UInt8(unit >> 8)] : [UInt8(unit >> 8), UInt8(unit & 0xFF)]
    }
    #expect(try shown(bytes) == [[["Sør@0 1:16"]]])
    // Not as a page's text as well.
    #expect(try open(extract(bytes)).map(\.format) == ["HTML"])
  }

  @Test func `a page without tables is its text`() throws {
    let html = """
      <html><title>x</title><body><h1>Moves
      2011</h1><pre>
      From   A&nbsp;&oslash;
       01   5
      </pre>a<br>b</html>
      """
    guard case .pageText(let text) = try read(Array(html.utf8)) else { return #expect(Bool(false)) }
    #expect(
      text.words.map { "\($0.text)@\($0.line):\($0.column)\($0.isFirstOnLine ? "|" : "")" } == [
        "Moves@1:33|", "2011@2:1", "From@3:1|", "A@3:8", "ø@3:15", "01@4:2|", "5@4:7", "a@5:7|", "b@5:12|",
      ])
    #expect(
      text.words[2...].map(\.gap).prefix(4) == [
        .lineStart(indent: 0), .blanks(3), .noBreak, .lineStart(indent: 1),
      ])
  }

  @Test func `preformatted lines in a layout table are text`() throws {
    let html = "<table><tr><td>m</td><td><pre>a  1\nb  2</pre></td></tr></table>"
    guard case .pageText(let text) = try read(Array(html.utf8)) else { return #expect(Bool(false)) }
    #expect(text.words.map(\.text) == ["m", "a", "1", "b", "2"])
    #expect(text.words.map(\.isFirstOnLine) == [true, true, false, true, false])
  }

  private func extract(_ bytes: [UInt8]) -> Extract {
    Extract(name: "p.html", bytes: bytes, retrievedAt: Date(timeIntervalSince1970: 0))
  }

  private func read(_ bytes: [UInt8]) throws -> Document { try HTMLReader().read(extract(bytes)) }

  private func shown(_ bytes: [UInt8]) throws -> [[[String]]] {
    guard case .sheets(let sheets) = try read(bytes) else { return [] }
    return sheets.map { sheet in
      sheet.rows.map { row in
        row.map { cell in
          let span = cell.columns == 1 && cell.rows == 1 ? "" : "+\(cell.columns)x\(cell.rows)"
          return "\(cell.text)@\(cell.column)\(span) \(cell.at)"
        }
      }
    }
  }
}
