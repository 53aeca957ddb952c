/// A label as it is compared: without regard to case, spacing and Unicode form.
///
/// `Finnmark  FINNMÁRKU` and `finnmarkfinnmárku` have the same key. Equality
/// is canonical equivalence, which Swift's strings give for free.
package struct LabelKey: Hashable, Sendable {
  /// The folded characters.
  package let folded: String

  /// Folds a text.
  package init(_ text: some StringProtocol) {
    folded = text.lowercased().filter { !$0.isWhitespace && $0 != "\u{AD}" && $0 != "\u{FEFF}" }
  }

  /// Whether nothing of the text counts.
  package var isEmpty: Bool { folded.isEmpty }
}
