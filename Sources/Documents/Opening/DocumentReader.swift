package import Extracts

/// Opens one file format, knowing the format and nothing of migration.
package protocol DocumentReader: Sendable {
  /// What messages call the format.
  var format: String { get }

  /// Whether the bytes look like this format; `true` is a claim to try, not a
  /// promise that ``read(_:)`` succeeds. Never looks at the name.
  func recognizes(_ extract: Extract) -> Bool

  /// Opens the bytes; the same bytes always give the same document.
  func read(_ extract: Extract) throws(DocumentError) -> Document
}

/// Every format this version opens, in the order in which they are tried.
package let documentReaders: [any DocumentReader] = [
  PageTextReader(),
  DelimitedReader(),
  MarkdownReader(),
  HTMLReader(),
  WorkbookReader(),
  PDFReader(),
  JSONStatReader(),
  PCAxisReader(),
]

/// A document and the format it was opened as.
package struct OpenedDocument: Equatable, Sendable {
  /// What messages call the format.
  package let format: String
  /// What was found.
  package let document: Document
}

/// Opens an extract in each format that claims it.
///
/// - Throws: ``DocumentError`` of the first claimant where none can open it.
package func open(_ extract: Extract) throws(DocumentError) -> [OpenedDocument] {
  guard extract.isWhole else {
    throw DocumentError(.overSourceLimit(bytes: extract.size), in: extract.name)
  }
  var documents: [OpenedDocument] = []
  var refusal: DocumentError?
  for reader in documentReaders where reader.recognizes(extract) {
    do {
      documents.append(OpenedDocument(format: reader.format, document: try reader.read(extract)))
    } catch {
      refusal = refusal ?? error
    }
  }
  guard documents.isEmpty else { return documents }
  // What keeps a wrapper closed says more than that no reader opens it.
  if refusal == nil { _ = try contents(of: extract) }
  throw refusal ?? DocumentError(.unknownFormat(ForeignFormat(of: extract.bytes)), in: extract.name)
}
