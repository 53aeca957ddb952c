import Foundation

/// Writes lines of text as a PDF: Courier, each line where it would stand on paper.
///
/// Source: ISO 32000-1; only what a page of plain text needs.
package struct PDFForm {
  /// The lines that fit on a page.
  package var linesPerPage: Int
  /// Whether the pages have text at all; a scan has none.
  package var hasText: Bool

  /// A writer of pages.
  package init(linesPerPage: Int = 90, hasText: Bool = true) {
    (self.linesPerPage, self.hasText) = (linesPerPage, hasText)
  }

  /// A file with the text of these lines; no page for no line.
  package func bytes(of lines: [String]) -> [UInt8] {
    let pages = stride(from: 0, to: lines.count, by: linesPerPage).map {
      Array(lines[$0..<min($0 + linesPerPage, lines.count)])
    }
    let kids = pages.indices.map { "\(4 + 2 * $0) 0 R" }.joined(separator: " ")
    var objects = [
      Array("<< /Type /Catalog /Pages 2 0 R >>".utf8),
      Array("<< /Type /Pages /Count \(pages.count) /Kids [\(kids)] >>".utf8),
      Array("<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>".utf8),
    ]
    for (index, page) in pages.enumerated() {
      let width = 60 + 5 * (page.map(\.count).max() ?? 0)
      objects.append(
        Array(
          ("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 \(width) 1000] /Contents \(5 + 2 * index) 0 R "
            + "/Resources << /Font << /F1 3 0 R >> >> >>").utf8))
      objects.append(stream(content(of: page)))
    }
    return file(of: objects)
  }

  private func content(of page: [String]) -> [UInt8] {
    guard hasText else { return Array("0 0 100 100 re f".utf8) }
    var content = Array("BT /F1 8 Tf\n".utf8)
    for (number, line) in page.enumerated() where !line.isEmpty {
      content += Array("1 0 0 1 20 \(970 - 10 * number) Tm (".utf8)
      for byte in line.precomposedStringWithCanonicalMapping.data(using: .windowsCP1252) ?? Data("?".utf8) {
        if "()\\".utf8.contains(byte) { content.append(UInt8(ascii: "\\")) }
        content.append(byte)
      }
      content += Array(") Tj\n".utf8)
    }
    return content + Array("ET".utf8)
  }

  private func stream(_ content: [UInt8]) -> [UInt8] {
    Array("<< /Length \(content.count) >>\nstream\n".utf8) + content + Array("\nendstream".utf8)
  }

  private func file(of objects: [[UInt8]]) -> [UInt8] {
    var file = Array("%PDF-1.4\n".utf8)
    var table = "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for (index, object) in objects.enumerated() {
      let offset = String(file.count)
      table += String(repeating: "0", count: 10 - offset.count) + offset + " 00000 n \n"
      file += Array("\(index + 1) 0 obj\n".utf8) + object + Array("\nendobj\n".utf8)
    }
    let trailer = "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(file.count)\n%%EOF\n"
    return file + Array((table + trailer).utf8)
  }
}
