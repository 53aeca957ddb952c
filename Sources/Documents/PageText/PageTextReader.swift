package import Extracts

/// Opens text as a person copies it from a page, in whatever encoding.
package struct PageTextReader: DocumentReader {
  /// Far more than any table's text; what is larger is no table.
  package static let sizeLimit = 16 << 20

  /// The name of the format.
  package let format = "page text"

  /// A reader; it has no settings.
  package init() {}

  /// Claims every extract that no other format's first bytes claim.
  package func recognizes(_ extract: Extract) -> Bool {
    ForeignFormat(of: extract.bytes) == nil && !isPDF(extract.bytes)
  }

  /// Decodes the bytes and parts them into words.
  package func read(_ extract: Extract) throws(DocumentError) -> Document {
    guard extract.bytes.count <= Self.sizeLimit else {
      throw DocumentError(.tooLarge(bytes: extract.bytes.count, limit: Self.sizeLimit), in: extract.name)
    }
    do throws(DocumentError.Reason) {
      let text = try PageText(utf8: try utf8(of: extract.bytes))
      guard !text.words.isEmpty else { throw DocumentError.Reason.empty }
      return .pageText(text)
    } catch {
      throw DocumentError(error, in: extract.name)
    }
  }
}

extension DocumentError.Reason: Error {}
