package import Extracts

/// Opens the tables of a Markdown text, and tables drawn with pipes and dashes.
///
/// Each table is a sheet, and so is each paragraph between them; rules and code are left out.
package struct MarkdownReader: DocumentReader {
  /// Far more than any table has; what is larger is no table.
  package static let sizeLimit = 16 << 20

  /// The name of the format.
  package let format = "Markdown table"

  /// A reader; it has no settings.
  package init() {}

  /// Claims text with a table near its beginning.
  package func recognizes(_ extract: Extract) -> Bool {
    let head = textHead(of: extract.bytes)
    guard ForeignFormat(of: head) == nil, !isPDF(head), !head.contains(0), head.contains(UInt8(ascii: "|"))
    else { return false }
    return MarkdownBlocks(of: MarkdownLine.lines(of: head), in: head).hasTable
  }

  /// Finds the tables and what stands between them.
  package func read(_ extract: Extract) throws(DocumentError) -> Document {
    do throws(DocumentError.Reason) {
      guard extract.bytes.count <= Self.sizeLimit else {
        throw .tooLarge(bytes: extract.bytes.count, limit: Self.sizeLimit)
      }
      var sheets = MarkdownSheets(of: try utf8(of: extract.bytes))
      let found = try sheets.sheets()
      guard !found.isEmpty else { throw .empty }
      return .sheets(found)
    } catch {
      throw DocumentError(error, in: extract.name)
    }
  }
}
