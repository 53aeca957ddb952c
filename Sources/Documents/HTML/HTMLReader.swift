package import Extracts

/// Opens HTML pages: their tables with the texts between them, or their text where they have no table.
package struct HTMLReader: DocumentReader {
  /// Far more than any table's page; what is larger is no table.
  package static let sizeLimit = 16 << 20

  /// The name of the format.
  package let format = "HTML"

  /// A reader; it has no settings.
  package init() {}

  /// Claims what begins with a tag and has an HTML page's tags near its start.
  package func recognizes(_ extract: Extract) -> Bool { looksLikeHTML(extract.bytes) }

  /// Decodes and parses the page, and lays out its tables.
  package func read(_ extract: Extract) throws(DocumentError) -> Document {
    guard extract.bytes.count <= Self.sizeLimit else {
      throw DocumentError(.tooLarge(bytes: extract.bytes.count, limit: Self.sizeLimit), in: extract.name)
    }
    do throws(DocumentError.Reason) {
      let source = try utf8(ofPage: extract.bytes)
      let builder = HTMLPageBuilder(of: source)
      try parse(source, as: .html, for: builder)
      let document = try builder.page.document(source: source)
      if case .pageText(let text) = document, text.words.isEmpty { throw DocumentError.Reason.empty }
      return document
    } catch {
      throw DocumentError(error, in: extract.name)
    }
  }
}

/// Whether the first bytes are an HTML page's, in UTF-16 too.
private func looksLikeHTML(_ bytes: [UInt8]) -> Bool {
  let isWide =
    bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    || bytes.prefix(2).contains(0)
  var head = bytes.prefix(64 << 10).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
  if isWide { head.removeAll { $0 == 0 || $0 >= 0xFE } }
  if head.starts(with: byteOrderMark) { head.removeFirst(byteOrderMark.count) }
  let body = head.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
  guard body.first == UInt8(ascii: "<") else { return false }
  // Other XML has tables as well: Excel's own of 2003, for one.
  let tags = body.starts(with: Array("<?xml".utf8)) ? ["<!doctype html", "<html"] : pageTags
  let patterns = tags.map { Array($0.utf8) }
  return body.indices.contains { index in
    body[index] == UInt8(ascii: "<")
      && patterns.contains { pattern in
        body[index...].starts(with: pattern)
          && !isNameByte(body.dropFirst(index - body.startIndex + pattern.count).first)
      }
  }
}

private let pageTags = ["<!doctype html", "<html", "<table", "<pre", "<body", "<head"]

private func isNameByte(_ byte: UInt8?) -> Bool {
  guard let byte else { return false }
  return (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
    || byte == UInt8(ascii: ":")
}
