import FlowTables

/// Whether rows are origins or destinations, as the headings say.
///
/// A table has a word over its row labels (the stub's) and one that spans its
/// columns. In a page's text the stub's comes first: "From county, Total, To
/// county, 01 …"; but a spanning word may stand on a line above it.
struct Orientation {
  /// How many words before the first place may be pieces of an axis word.
  private static let nearbyWords = 24

  /// What the rows are; `nil` where the headings don't say.
  let rows: Axis?
  /// Pieces of words for the axes where no two whole ones stand together: then one of them is spoilt,
  /// and no sum shows which way the table stands.
  let spoiltWords: [Token]

  init(saidBy headings: [HeadingsPart], vocabulary: Vocabulary) {
    let words = headings.map { AxisWords(of: $0.tokens) }
    if let rows = words.lazy.compactMap(\.rowsByBoth).first {
      (self.rows, spoiltWords) = (rows, [])
    } else {
      rows = words.lazy.compactMap(\.rowsByOne).first
      spoiltWords = headings.flatMap { $0.wordsBeforePlaces.suffix(Self.nearbyWords) }
        .filter { vocabulary.isPieceOfAxisWord($0.text) }
    }
  }
}

extension HeadingsPart {
  /// The words that are none of the table's, from just before the headings to the first place.
  fileprivate var wordsBeforePlaces: [Token] {
    guard let first = tokens.first(where: \.isPlaceLabel) else { return lead + unread }
    return lead + unread.filter { ($0.line, $0.column) < (first.line, first.column) }
  }
}

/// The words for the axes in a run of headings, and what stands between them.
private struct AxisWords {
  private typealias Word = (axis: Axis, index: Int)

  private let tokens: [Token]
  private let words: [Word]

  init(of tokens: [Token]) {
    self.tokens = tokens
    words = tokens.enumerated().compactMap { index, token in
      if case .axis(let axis) = token.kind { (axis, index) } else { nil }
    }
  }

  /// What the rows are, where both words stand in the run.
  var rowsByBoth: Axis? {
    guard let first = words.first, let second = words.first(where: { $0.axis != first.axis }) else {
      return nil
    }
    let between = tokens[first.index..<second.index].filter(\.isLabel)
    if !between.isEmpty {
      // A spanning word above a line of codes and names: "To county / 01 02 … / From county Total …".
      return tokens[second.index].line > tokens[first.index].line && between.contains(where: \.isPlaceLabel)
        ? nil : first.axis
    }
    guard tokens[first.index].line < tokens[second.index].line else { return first.axis }
    // Both words stand together: one on a line above the stub's own spans the columns.
    let isIndented = tokens[first.index].indent.map { $0 > (tokens[second.index].indent ?? 0) } ?? false
    if isIndented { return second.axis }
    // Without indentation "To county / From county Total 01" may be either; the definition decides.
    return labelFollows(second) ? nil : first.axis
  }

  /// What the rows are, where one word stands beside the total: before it over the row labels, after it over the columns.
  var rowsByOne: Axis? {
    guard let word = words.first, words.allSatisfy({ $0.axis == word.axis }) else { return nil }
    let before = tokens[..<word.index].filter(\.isLabel)
    if before.contains(where: \.isTotalLabel), !before.contains(where: \.isPlaceLabel) {
      return word.axis.opposite
    }
    let next = tokens[(word.index + 1)...].first
    return next.map { $0.isTotalLabel && $0.line == tokens[word.index].line } == true ? word.axis : nil
  }

  private func labelFollows(_ word: Word) -> Bool {
    tokens[(word.index + 1)...].first.map { $0.line == tokens[word.index].line } ?? false
  }
}

extension Token {
  fileprivate var isLabel: Bool {
    if case .label = kind { true } else { false }
  }

  fileprivate var isTotalLabel: Bool {
    if case .label(let label) = kind { label.subject == .total } else { false }
  }

  fileprivate var isPlaceLabel: Bool { isLabel && !isTotalLabel }
}
