/// The words of a page's text, in order, with the blanks that part them.
///
/// - Lines and columns count from 1; a column is a character as a person sees
///   it, so a combining mark takes none.
package struct PageText: Equatable, Sendable {
  /// In the order of the page.
  package var words: [Word]

  /// A page of words that are parted already.
  package init(words: [Word]) { self.words = words }

  /// Characters without blanks.
  package struct Word: Equatable, Sendable {
    /// The characters, invisible ones left out.
    package let text: String
    /// Counts from 1.
    package let line: Int
    /// Counts from 1, in characters.
    package let column: Int
    /// What stands before the word.
    package let gap: Gap

    /// A word and its place on the page.
    package init(_ text: String, line: Int, column: Int, gap: Gap) {
      (self.text, self.line, self.column, self.gap) = (text, line, column, gap)
    }

    /// Whether nothing but blanks stands before it on its line.
    package var isFirstOnLine: Bool {
      if case .lineStart = gap { true } else { false }
    }
  }

  /// The blanks between a word and the one before it.
  package enum Gap: Equatable, Sendable {
    /// The word is the first of its line, after that many blanks.
    case lineStart(indent: Int)
    /// That many ordinary blanks, perhaps among others.
    case blanks(Int)
    /// At least one tabulator.
    case tab
    /// Exactly one no-break, narrow or thin blank: a thousands mark looks like this.
    case noBreak
  }
}
