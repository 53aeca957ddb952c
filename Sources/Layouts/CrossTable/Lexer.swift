import Documents
import FlowTables

/// Turns a page's words into labels, figures and the rest.
struct Lexer {
  private let words: PageWords
  private let vocabulary: Vocabulary
  private let finder: LabelFinder
  private let codes: CodeFinder
  private let titleWords: [Range<Int>]
  private let linesWithTabs: Set<Int>

  init(_ words: [PageText.Word], vocabulary: Vocabulary, titles: [TitlePattern.Match]) {
    let words = PageWords(words)
    (self.words, self.vocabulary) = (words, vocabulary)
    finder = LabelFinder(words, vocabulary: vocabulary)
    let year = titles.lazy.compactMap(\.year.value).first.flatMap(ReferenceYear.init)
    codes = CodeFinder(words, vocabulary: vocabulary, finder: finder, year: year)
    titleWords = titles.map(\.words)
    linesWithTabs = Set(words.indices.lazy.filter { words[$0].gap == .tab }.map { words[$0].line })
  }

  /// Every token of the page but its titles, in order.
  func tokens(_ options: ReadingOptions) -> [Token] {
    var tokens: [Token] = []
    var isUsed = Array(repeating: false, count: words.count)
    var titles = titleWords[...]
    for index in words.indices where !isUsed[index] {
      while let title = titles.first, title.upperBound <= index { titles.removeFirst() }
      if titles.first?.contains(index) == true { continue }
      if let (kind, used) = label(at: index, after: tokens.last, options) {
        for word in used { isUsed[word] = true }
        tokens.append(Token(kind: kind, weight: weight(of: used), at: words[index]))
      } else {
        // Nearly all words are figures; they stand together, so that no list of them is needed.
        let used = figureWords(from: index, options)
        for word in used { isUsed[word] = true }
        let kind: Token.Kind = used.isEmpty ? .other(words[index].text) : .figure(text(of: used))
        let weight = used.isEmpty ? words[index].text.utf8.count : weight(of: used)
        tokens.append(Token(kind: kind, weight: weight, at: words[index]))
      }
    }
    return tokens
  }

  /// The years that stand beside the dataset's word for the year, alone on their line.
  var yearLines: [YearStatement] {
    finder.matches.compactMap { index, match in
      guard match.meanings.contains(.year), words[index].isFirstOnLine, let last = match.words.last,
        words.nextLine(after: index) == last + 2
      else { return nil }
      return YearStatement(text: words[last + 1].text, at: SourcePlace(of: words[last + 1]))
    }
    .filter { $0.value != nil }.sorted { $0.at.line < $1.at.line }
  }

  private func label(
    at index: Int, after previous: Token?, _ options: ReadingOptions
  ) -> (Token.Kind, words: [Int])? {
    if options.unknownRows.contains(words[index].line), let row = codes.unknownRow(at: index) {
      return (.label(row.label), row.words)
    }
    if let coded = codes.label(at: index, after: previous, options) {
      return (.label(coded.label), coded.words)
    }
    guard let match = finder.matches[index], let kind = kind(of: match) else { return nil }
    return (kind, match.words)
  }

  private func kind(of match: LabelFinder.Match) -> Token.Kind? {
    for meaning in match.meanings {
      switch meaning {
      case .total: return .label(codes.label(of: match, as: .total))
      case .axis(let axis): return .axis(axis)
      case .place: return .label(codes.label(of: match, code: nil))
      case .year, .value, .mark: continue
      }
    }
    return nil
  }

  private func weight(of used: some Sequence<Int>) -> Int {
    used.reduce(0) { $0 + words[$1].text.utf8.count }
  }

  // MARK: Figures

  private func text(of figure: Range<Int>) -> String {
    figure.count == 1 ? words[figure.lowerBound].text : figure.map { words[$0].text }.joined()
  }

  /// The words of one figure: its groups of digits, joined by thousands marks; none where no figure stands.
  private func figureWords(from index: Int, _ options: ReadingOptions) -> Range<Int> {
    guard vocabulary.figures.looksLikeFigure(words[index].text) else { return index..<index }
    guard index + 1 < words.count, joins(words[index + 1], options) else { return index..<(index + 1) }
    let first = words[index].text.drop { $0.isDash || $0 == "+" }
    guard isNumeric(first), first.utf8.count <= 3 else { return index..<(index + 1) }
    var next = index + 1
    while next < words.count, joins(words[next], options), words[next].text.utf8.count == 3,
      isNumeric(words[next].text)
    {
      next += 1
    }
    return index..<next
  }

  private func joins(_ word: PageText.Word, _ options: ReadingOptions) -> Bool {
    switch (word.gap, options.joining) {
    case (.noBreak, _): true
    case (.blanks(1), .blanksBetweenTabs): linesWithTabs.contains(word.line)
    case (.blanks(1), .singleBlanks): true
    default: false
    }
  }
}
