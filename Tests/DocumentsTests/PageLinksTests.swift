import Documents
import Extracts
import Foundation
import Testing

@Suite struct PageLinksTests {
  private func links(_ text: String) throws -> PageLinks {
    try PageLinks(
      in: Extract(name: "index", bytes: Array(text.utf8), retrievedAt: Date(timeIntervalSince1970: 0)))
  }

  @Test func `links come once each, in their order, with what they are relative to`() throws {
    let page = try links(
      """
      <html><head><base href="/t/"><link href="style.css"></head><body>
      <a href=" a.html ">A</a><a name="x">none</a><AREA HREF="b&amp;c.html"><a href="a.html">again</a>
      <script>document.write('<a href="no.html">')</script></body></html>
      """)
    #expect(page.base == "/t/")
    #expect(page.references == ["a.html", "b&c.html"])
  }

  @Test func `a page that was cut is refused`() {
    #expect(throws: DocumentError.self) { try links("<html><a href=\"a.html") }
  }
}
