package import Extracts

/// Opens text whose fields are parted by semicolons, tabs, commas or pipes, as one sheet.
///
/// - Lines and columns are those of each field's text, inside its quotes.
package struct DelimitedReader: DocumentReader {
  /// Far more than any table has; what is larger is no table.
  package static let sizeLimit = 16 << 20

  /// The name of the format.
  package let format = "delimited text"

  /// A reader; it finds separator, quotes and encoding by looking.
  package init() {}

  /// Claims text of which a separator parts at least two lines alike, and that is not plainly something else.
  package func recognizes(_ extract: Extract) -> Bool {
    let head = textHead(of: extract.bytes)
    guard !isOther(head), let separator = Separator(of: head) else { return false }
    return separator.byte != UInt8(ascii: "|") || !MarkdownReader().recognizes(extract)
  }

  /// Parts the text into rows and fields.
  package func read(_ extract: Extract) throws(DocumentError) -> Document {
    do throws(DocumentError.Reason) {
      guard extract.bytes.count <= Self.sizeLimit else {
        throw .tooLarge(bytes: extract.bytes.count, limit: Self.sizeLimit)
      }
      let text = try utf8(of: extract.bytes)
      guard text.contains(where: { $0 > 0x20 }) else { throw .empty }
      guard let separator = Separator(of: text) else {
        throw .malformed(nil, "no separator parts its lines alike. Save the table with semicolons.")
      }
      var scanner = DelimitedScanner(of: text, separator: separator)
      let rows = try scanner.rows()
      guard rows.contains(where: { !$0.isEmpty }) else { throw .empty }
      return .sheets([Sheet(rows: rows)])
    } catch {
      throw DocumentError(error, in: extract.name)
    }
  }

  /// Whether the text begins as another format does: JSON, markup, or PC-Axis with its `KEYWORD=`.
  private func isOther(_ head: [UInt8]) -> Bool {
    guard ForeignFormat(of: head) == nil, !isPDF(head), !head.contains(0) else { return true }
    let text = head.drop { $0 <= 0x20 }
    let keyword = text.prefix { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    let next = text.dropFirst(keyword.count).first
    return text.first == UInt8(ascii: "[")
      || keyword.count >= 4 && next.map { "=[(".utf8.contains($0) } == true
  }
}

/// The first bytes of a text, as far as readers look to know it; UTF-16 made UTF-8, the rest as it is.
func textHead(of bytes: [UInt8]) -> [UInt8] {
  // One byte more than is surveyed says that there is more; an even number cuts no half of a character.
  let head = Array(bytes.prefix(Separator.surveyed + 2))
  if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) {
    return (try? utf8(of: head)) ?? []
  }
  return head.starts(with: byteOrderMark) ? Array(head.dropFirst(byteOrderMark.count)) : head
}
