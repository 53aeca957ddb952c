package import Extracts

/// An opened file format, with the place of each piece in the bytes; knows nothing of migration.
package enum Document: Equatable, Sendable {
  /// Text as a person copies it from a page: words, and the blanks between them.
  case pageText(PageText)
}

/// Opens one file format, knowing the format and nothing of migration.
package protocol DocumentReader: Sendable {
  /// What messages call the format.
  var format: String { get }

  /// Whether the bytes look like this format; `true` is a claim to try, not a
  /// promise that ``read(_:)`` succeeds.
  func recognizes(_ extract: Extract) -> Bool

  /// Opens the bytes; the same bytes always give the same document.
  func read(_ extract: Extract) throws(DocumentError) -> Document
}

/// Every format this version opens, in the order in which they are tried.
package let documentReaders: [any DocumentReader] = [PageTextReader()]

/// Opens an extract in each format that claims it.
///
/// - Throws: ``DocumentError`` of the first claimant where none can open it.
package func open(_ extract: Extract) throws(DocumentError) -> [Document] {
  guard extract.isWhole else {
    throw DocumentError(.overSourceLimit(bytes: extract.size), in: extract.name)
  }
  var documents: [Document] = []
  var refusal: DocumentError?
  for reader in documentReaders where reader.recognizes(extract) {
    do {
      documents.append(try reader.read(extract))
    } catch {
      refusal = refusal ?? error
    }
  }
  guard documents.isEmpty else { return documents }
  throw refusal ?? DocumentError(.unknownFormat(ForeignFormat(of: extract.bytes)), in: extract.name)
}
