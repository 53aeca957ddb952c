import Documents
import FlowTables

/// Turns a page's words into labels, figures and the rest.
struct Lexer {
  private let words: [PageText.Word]
  private let vocabulary: Vocabulary
  private let year: ReferenceYear?
  private let finder: LabelFinder
  private let titleWords: Set<Int>
  /// Most names have their code before them.
  private let namesHaveCodes: Bool
  private let linesWithTabs: Set<Int>
  private let codesAsHeadings: Set<Int>

  init(_ text: PageText, vocabulary: Vocabulary, titles: [TitlePattern.Match]) {
    words = text.words
    self.vocabulary = vocabulary
    year = titles.lazy.compactMap(\.year.value).first.flatMap(ReferenceYear.init)
    let finder = LabelFinder(text.words, labels: vocabulary.labels)
    self.finder = finder
    titleWords = Set(titles.flatMap(\.words))
    linesWithTabs = Set(text.words.filter { $0.gap == .tab }.map(\.line))
    let coded = finder.matches.filter { index, match in
      index > 0 && match.places.contains { $0.code == text.words[index - 1].text }
    }
    namesHaveCodes = !coded.isEmpty && coded.count * 2 >= finder.matches.values.count { !$0.places.isEmpty }
    codesAsHeadings = Self.codesAsHeadings(in: text.words, vocabulary: vocabulary, finder: finder)
  }

  /// Every token of the page, in order.
  func tokens(_ options: ReadingOptions) -> [Token] {
    var tokens: [Token] = []
    var consumed: Set<Int> = []
    var index = 0
    while index < words.count {
      defer { index += 1 }
      if consumed.contains(index) { continue }
      let (kind, used) = token(at: index, after: tokens.last, options)
      consumed.formUnion(used.dropFirst())
      let word = words[index]
      var indent: Int?
      if case .lineStart(let blanks) = word.gap { indent = blanks }
      tokens.append(Token(kind: kind, at: SourcePlace(of: word), indent: indent))
    }
    return tokens
  }

  /// The years that stand beside the dataset's word for the year, alone on their line.
  var yearLines: [YearStatement] {
    finder.matches.compactMap { index, match in
      guard match.meanings.contains(.year), words[index].isFirstOnLine, let last = match.words.last,
        last + 1 < words.count, words[last + 1].line == words[index].line,
        last + 2 >= words.count || words[last + 2].isFirstOnLine
      else { return nil }
      return YearStatement(text: words[last + 1].text, at: SourcePlace(of: words[last + 1]))
    }
    .filter { $0.value != nil }.sorted { $0.at.line < $1.at.line }
  }

  private func token(
    at index: Int, after previous: Token?, _ options: ReadingOptions
  ) -> (Token.Kind, words: [Int]) {
    let word = words[index]
    if titleWords.contains(index) { return (.other(word.text), [index]) }
    if options.unknownRows.contains(word.line), let label = unknownLabel(at: index) { return label }
    if vocabulary.looksLikeCode(word.text), let label = codedLabel(at: index, after: previous, options) {
      return label
    }
    if let match = finder.matches[index], let kind = self.kind(of: match) { return (kind, match.words) }
    if vocabulary.figures.looksLikeFigure(word.text) {
      let used = figureWords(from: index, options)
      return (.figure(used.map { words[$0].text }.joined()), used)
    }
    return (.other(word.text), [index])
  }

  // MARK: Labels

  private func kind(of match: LabelFinder.Match) -> Token.Kind? {
    guard let first = match.words.first else { return nil }
    let place = SourcePlace(of: words[first])
    for meaning in match.meanings {
      switch meaning {
      case .total:
        return .label(Label(subject: .total, code: nil, text: text(of: match), labelPlace: nil, at: place))
      case .axis(let axis):
        return .axis(axis)
      case .place:
        return .label(label(match, code: nil, at: place))
      case .code(let coded):
        return .label(Label(subject: .place(coded), code: coded.code, text: nil, labelPlace: nil, at: place))
      case .year:
        continue
      }
    }
    return nil
  }

  /// A label of code and name, or of a code alone where the page prints such.
  private func codedLabel(
    at index: Int, after previous: Token?, _ options: ReadingOptions
  ) -> (Token.Kind, words: [Int])? {
    let code = words[index].text
    let place = SourcePlace(of: words[index])
    if namesHaveCodes, let match = finder.label(afterCodeAt: index), !match.places.isEmpty,
      !match.places.contains(.abroad)
    {
      let agrees = match.places.contains { $0.code == code }
      let isNext = match.words.first == index + 1
      // A wrong code is one all the same where only a code can stand.
      if agrees || isNext && (words[index].isFirstOnLine || previous?.isHeading == true) {
        return (.label(label(match, code: code, at: place)), [index] + match.words)
      }
    }
    guard let known = vocabulary.numericCodes[code].map({ vocabulary.dataset.places[$0].place }) else {
      return nil
    }
    let isRowCode =
      options.rowsHaveCodesAlone && words[index].isFirstOnLine && index + 1 < words.count
      && words[index + 1].line == words[index].line
      && vocabulary.figures.looksLikeFigure(words[index + 1].text)
    guard codesAsHeadings.contains(index) || isRowCode else { return nil }
    return (.label(Label(subject: .place(known), code: code, text: nil, labelPlace: nil, at: place)), [index])
  }

  private func label(_ match: LabelFinder.Match, code: String?, at place: SourcePlace) -> Label {
    let places = match.places
    let labelled =
      places.first { $0.code == code }
      ?? places.first { place in
        guard let year else { return false }
        return vocabulary.dataset.places.contains { $0.place == place && $0.exists(in: year) }
      } ?? places.first
    let isKnownCode = code.map { vocabulary.numericCodes[$0] != nil } ?? false
    let subject = isKnownCode ? code.map { Place(code: $0) } : labelled
    return Label(
      subject: subject.map { .place($0) } ?? .unknown, code: code, text: text(of: match),
      labelPlace: labelled,
      at: place)
  }

  /// The label of a row that no definition knows: everything before the line's figures.
  private func unknownLabel(at index: Int) -> (Token.Kind, words: [Int])? {
    guard words[index].isFirstOnLine else { return nil }
    let line = words[index...].prefix { $0.line == words[index].line }
    let hasCode = vocabulary.looksLikeCode(words[index].text)
    let names = line.dropFirst(hasCode ? 1 : 0).prefix { !vocabulary.figures.looksLikeFigure($0.text) }
    guard !names.isEmpty else { return nil }
    let label = Label(
      subject: .unknown, code: hasCode ? words[index].text : nil,
      text: names.map(\.text).joined(separator: " "),
      labelPlace: nil, at: SourcePlace(of: words[index]))
    return (.label(label), Array(index..<names.endIndex))
  }

  private func text(of match: LabelFinder.Match) -> String {
    match.words.map { words[$0].text }.joined(separator: " ")
  }

  /// Codes that head columns without a name: all the numbers of their line, known and in order.
  private static func codesAsHeadings(
    in words: [PageText.Word], vocabulary: Vocabulary, finder: LabelFinder
  ) -> Set<Int> {
    var found: Set<Int> = []
    var start = 0
    while start < words.count {
      let end = words[(start + 1)...].firstIndex(where: \.isFirstOnLine) ?? words.count
      let numbers = (start..<end).filter { vocabulary.figures.looksLikeFigure(words[$0].text) }
      let order = numbers.compactMap { vocabulary.numericCodes[words[$0].text] }
      let isUnmistakable = numbers.count > 2 || numbers.contains { words[$0].text.hasPrefix("0") }
      if numbers.count > 1, order.count == numbers.count, isUnmistakable,
        zip(order, order.dropFirst()).allSatisfy({ $0 < $1 })
      {
        found.formUnion(numbers)
      }
      start = end
    }
    return found
  }

  // MARK: Figures

  /// The words of one figure: its groups of digits, joined by thousands marks.
  private func figureWords(from index: Int, _ options: ReadingOptions) -> [Int] {
    var used = [index]
    let first = words[index].text.drop { isDash($0) || $0 == "+" }
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

extension LabelFinder.Match {
  /// The places whose name this is.
  var places: [Place] {
    meanings.compactMap { if case .place(let place) = $0 { place } else { nil } }
  }
}

extension Token {
  /// Whether the token can stand in a row of column headings.
  var isHeading: Bool {
    switch kind {
    case .label, .axis: true
    case .figure, .other: false
    }
  }
}
