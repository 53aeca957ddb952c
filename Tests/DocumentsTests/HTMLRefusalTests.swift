import Documents
import Extracts
import Foundation
import Testing

@Suite struct HTMLRefusalTests {
  struct Refusal: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let html: String
    /// How the message begins.
    let message: String
  }

  @Test(arguments: [
    Refusal(
      testDescription: "a table cut at a tag", html: "<html>\n<table><tr><td>1</td></tr>",
      message:
        "p.html:2:1: the page ends before this table does. The copy was cut; save the whole page again."),
    Refusal(
      testDescription: "a table that the page's end closes", html: "<table><tr><td>1</td></tr></body></html>",
      message: "p.html:1:1: the page ends before this table does."),
    Refusal(
      testDescription: "cut within a quoted value", html: "<table><tr><td>1</td><td class=\"a",
      message: "p.html:1:1: a tag or comment has no end"),
    Refusal(
      testDescription: "a quote that swallows a cell",
      html: "<table>\n<tr><th rowspan=\"2\\>From</th><th colspan=\"21\">To</th></tr></table>",
      message: "p.html:2:30: an attribute holds cells of the table, so its closing quote was lost."),
    Refusal(
      testDescription: "cut within a comment", html: "<p>1</p>\n<!-- a",
      message: "p.html:2:1: a tag or comment has no end (Comment not terminated"),
    Refusal(
      testDescription: "a character that no text has", html: "<p>a\n&#1;</p>",
      message: "p.html:2:1: not HTML as browsers write it (htmlParseCharRef: invalid xmlChar value 1)."),
    Refusal(
      testDescription: "too deep", html: "<body>\n" + String(repeating: "<div>", count: 300) + "x",
      message: "p.html:2:1271: more than 256 elements inside each other."),
    Refusal(
      testDescription: "too many columns",
      html: "<table><tr>" + String(repeating: "<td colspan=1000000000000>x", count: 20) + "</table>",
      message: "p.html: a table of more than 16384 columns. Is this the table and nothing else?"),
    Refusal(
      testDescription: "too many fields",
      html: "<table><tr>" + String(repeating: "<td colspan=1000 rowspan=0>x", count: 16)
        + String(repeating: "<tr>", count: 400) + "</table>",
      message: "p.html: tables of more than 4000000 fields. Is this the table and nothing else?"),
    Refusal(
      testDescription: "nothing seen", html: "<html><script>1</script></html>",
      message: "p.html: empty. Take the extract again."),
    Refusal(
      testDescription: "control bytes", html: "<p>a\n\u{7}</p>",
      message: "p.html:2: not text (control byte 7). Save the page as plain text."),
  ])
  func `what is cut or no page is refused by place`(_ refusal: Refusal) throws {
    let error = #expect(throws: DocumentError.self) {
      try HTMLReader().read(extract(Array(refusal.html.utf8)))
    }
    #expect(error?.description.hasPrefix(refusal.message) == true, "\(error?.description ?? "")")
  }

  @Test func `an encoding that is not read is refused by name`() throws {
    let bytes = Array("<meta charset=koi8-r><table><tr><td>".utf8) + [0xC1] + Array("</table>".utf8)
    let error = #expect(throws: DocumentError.self) { try HTMLReader().read(extract(bytes)) }
    #expect(
      error?.description == "p.html: is encoded in koi8-r, which is not read. Save the page as UTF-8.")
  }

  @Test func `a huge span allocates nothing`() throws {
    let html = "<table><tr><td colspan=1000000 rowspan=99999999>a<td>b<tr><td>c</table>"
    guard case .sheets(let sheets) = try HTMLReader().read(extract(Array(html.utf8))) else { return }
    #expect(sheets.first?.rows.joined().map(\.columns) == [1000, 1, 1])
    #expect(sheets.first?.rows.joined().map(\.rows) == [2, 1, 1])
  }

  struct Claim: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String
    let isHTML: Bool
  }

  @Test(arguments: [
    Claim(testDescription: "a doctype", text: " \n<!DOCTYPE html>x", isHTML: true),
    Claim(testDescription: "a page", text: "<html lang=no>", isHTML: true),
    Claim(testDescription: "XHTML", text: "<?xml version='1.0'?><html xmlns='x'>", isHTML: true),
    Claim(testDescription: "a part of a page", text: "<div><TABLE >", isHTML: true),
    Claim(testDescription: "preformatted text", text: "<PRE>x", isHTML: true),
    Claim(testDescription: "Excel's XML", text: "<?xml version='1.0'?><Workbook><Table>", isHTML: false),
    Claim(testDescription: "a feed", text: "<feed><tables>", isHTML: false),
    Claim(testDescription: "text", text: "a <table>", isHTML: false),
    Claim(testDescription: "JSON", text: "{\"a\": \"<table>\"}", isHTML: false),
  ])
  func `pages are known by their bytes`(_ claim: Claim) {
    #expect(HTMLReader().recognizes(extract(Array(claim.text.utf8))) == claim.isHTML)
  }

  @Test func `no hostile page takes long`() throws {
    let pages = [
      "<b>", "</i>", "<td>", "<!--", "&", "<a b=c ", "<tr><td rowspan=0 colspan=1000>", "&nbsp;", "æ",
      "<x y>",
    ]
    for piece in pages {
      for start in ["<table><tr><td>", "<!doctype html><pre>"] {
        let page = Array((start + String(repeating: piece, count: (1 << 17) / piece.utf8.count)).utf8)
        let time = ContinuousClock().measure { _ = try? HTMLReader().read(extract(page)) }
        #expect(time < .seconds(2), "\(start)\(piece): \(time)")
      }
    }
  }

  private func extract(_ bytes: [UInt8]) -> Extract {
    Extract(name: "p.html", bytes: bytes, retrievedAt: Date(timeIntervalSince1970: 0))
  }
}
