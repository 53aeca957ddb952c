package import Extracts

/// Where the links of an HTML page lead, in its order, each once; relative to ``base`` where they are relative.
package struct PageLinks: Equatable, Sendable {
  /// What the page says its links are relative to; `nil` for its own address.
  package let base: String?
  /// As they stand in the page.
  package let references: [String]

  /// Reads the links of a page.
  ///
  /// - Errors: as for a page that is read for its tables.
  package init(in extract: Extract) throws(DocumentError) {
    let collector = LinkCollector()
    do throws(DocumentError.Reason) {
      guard extract.bytes.count <= HTMLReader.sizeLimit else {
        throw .tooLarge(bytes: extract.bytes.count, limit: HTMLReader.sizeLimit)
      }
      try parse(utf8(ofPage: extract.bytes), as: .html, for: collector)
    } catch {
      throw DocumentError(error, in: extract.name)
    }
    (base, references) = (collector.base, collector.references)
  }
}

private final class LinkCollector: MarkupHandler {
  private(set) var base: String?
  private(set) var references: [String] = []
  private var seen: Set<String> = []

  func start(_ name: String, _ attributes: MarkupAttributes, offset: Int) throws(DocumentError.Reason) {
    guard let reference = attributes["href"]?.trimmingBlanks, !reference.isEmpty else { return }
    switch name.lowercased() {
    case "base": base = base ?? reference
    case "a", "area": if seen.insert(reference).inserted { references.append(reference) }
    default: break
    }
  }

  func end(_ name: String, offset: Int) throws(DocumentError.Reason) {}
  func text(_ bytes: UnsafeBufferPointer<UInt8>, offset: Int, isLiteral: Bool) throws(DocumentError.Reason) {}
  func problem(_ problem: MarkupProblem) throws(DocumentError.Reason) { try refuse(problem) }
}

extension String {
  fileprivate var trimmingBlanks: String {
    let kept = drop(while: \.isWhitespace)
    return String(
      kept.prefix(upTo: kept.lastIndex { !$0.isWhitespace }.map(kept.index(after:)) ?? kept.startIndex))
  }
}
