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
      let (kind, used) = token(at: index, after: tokens.last, options)
      for word in used { isUsed[word] = true }
      tokens.append(Token(kind: kind, weight: weight(of: used), at: words[index]))
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

  private func token(
    at index: Int, after previous: Token?, _ options: ReadingOptions
  ) -> (Token.Kind, words: [Int]) {
    let text = words[index].text
    if options.unknownRows.contains(words[index].line), let row = codes.unknownRow(at: index) {
      return (.label(row.label), row.words)
    }
    if let coded = codes.label(at: index, after: previous, options) {
      return (.label(coded.label), coded.words)
    }
    if let match = finder.matches[index], let kind = kind(of: match) { return (kind, match.words) }
    guard vocabulary.figures.looksLikeFigure(text) else { return (.other(text), [index]) }
    let used = figureWords(from: index, options)
    return (.figure(used.count == 1 ? text : used.map { words[$0].text }.joined()), used)
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

  private func weight(of used: [Int]) -> Int { used.reduce(0) { $0 + words[$1].text.utf8.count } }

  // MARK: Figures

  /// The words of one figure: its groups of digits, joined by thousands marks.
  private func figureWords(from index: Int, _ options: ReadingOptions) -> [Int] {
    var used = [index]
    guard index + 1 < words.count, joins(words[index + 1], options) else { return used }
    let first = words[index].text.drop { $0.isDash || $0 == "+" }
    guard isNumeric(first), first.utf8.count <= 3 else { return used }
    var next = index + 1
    while next < words.count, joins(words[next], options), words[next].text.utf8.count == 3,
      isNumeric(words[next].text)
    {
      used.append(next)
      next += 1
    }
    return used
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
