import Documents
import FlowTables

/// Tells codes from figures, and makes labels of codes and names.
struct CodeFinder {
  /// A label and the words it is made of.
  typealias Found = (label: Label, words: [Int])

  private let words: PageWords
  private let vocabulary: Vocabulary
  private let finder: LabelFinder
  private let year: ReferenceYear?
  /// Most names have their code before them.
  private let namesHaveCodes: Bool
  /// Codes that head columns without a name.
  private let codesAlone: Set<Int>

  init(_ words: PageWords, vocabulary: Vocabulary, finder: LabelFinder, year: ReferenceYear?) {
    (self.words, self.vocabulary, self.finder, self.year) = (words, vocabulary, finder, year)
    let names = finder.matches.filter { !$0.value.places.isEmpty }
    let coded = names.count { index, match in
      index > 0 && match.places.contains { $0.code == words[index - 1].text }
    }
    namesHaveCodes = coded > 0 && coded * 2 >= names.count
    codesAlone = Self.codesAlone(
      in: words, vocabulary: vocabulary, finder: finder, ordinals: vocabulary.ordinals(in: year),
      joinsLines: !namesHaveCodes)
  }

  /// A label of code and name, or of a code alone where the page prints such.
  func label(at index: Int, after previous: Token?, _ options: ReadingOptions) -> Found? {
    let code = words[index].text
    let isOfDigits = vocabulary.looksLikeCode(code)
    if !isOfDigits, isNumeric(code) { return nil }
    let known = vocabulary.codes[code].map { vocabulary.dataset.places[$0].place }
    guard isOfDigits || known != nil else { return nil }
    if namesHaveCodes, let name = finder.name(afterCodeAt: index) {
      let agrees = name.places.contains { $0.code == code }
      // A wrong code is one all the same where only a code can stand.
      let standsAsCode = words[index].isFirstOnLine || previous?.isHeading == true
      if agrees || standsAsCode && name.words.first == index + 1 {
        return (label(of: name, code: code, at: index), [index] + name.words)
      }
    }
    guard let known,
      !isOfDigits || codesAlone.contains(index) || headsRow(index, options)
        || words.isAlone(index) && previous?.precedesCodes == true
    else { return nil }
    let place = SourcePlace(of: words[index])
    return (Label(subject: .place(known), code: code, text: nil, labelPlace: nil, at: place), [index])
  }

  /// The label that a name makes, with its code where one stands before it.
  func label(of name: LabelFinder.Match, code: String?, at index: Int? = nil) -> Label {
    let places = name.places
    let named =
      places.first { $0.code == code }
      ?? places.first { place in
        guard let year else { return false }
        return vocabulary.dataset.places.contains { $0.place == place && $0.exists(in: year) }
      } ?? places.first
    let coded = code.flatMap { vocabulary.codes[$0] == nil ? nil : Place(code: $0) }
    let subject = (coded ?? named).map { Heading.Subject.place($0) } ?? .unknown
    return Label(
      subject: subject, code: code, text: words.text(of: name.words), labelPlace: named,
      at: SourcePlace(of: words[index ?? name.words[0]]))
  }

  /// The label that words of the table make, such as those for the total.
  func label(of match: LabelFinder.Match, as subject: Heading.Subject) -> Label {
    Label(
      subject: subject, code: nil, text: words.text(of: match.words), labelPlace: nil,
      at: SourcePlace(of: words[match.words[0]]))
  }

  /// The label of a row that no definition knows: everything before the line's figures.
  func unknownRow(at index: Int) -> Found? {
    guard words[index].isFirstOnLine else { return nil }
    let line = words.restOfLine(from: index)
    let hasCode = vocabulary.looksLikeCode(words[index].text)
    let name = line.dropFirst(hasCode ? 1 : 0).prefix { !vocabulary.figures.looksLikeFigure(words[$0].text) }
    guard !name.isEmpty else { return nil }
    let label = Label(
      subject: .unknown, code: hasCode ? words[index].text : nil, text: words.text(of: name), labelPlace: nil,
      at: SourcePlace(of: words[index]))
    return (label, Array(index..<name.endIndex))
  }

  /// Whether a code of digits begins a line of figures, where rows may have no names.
  private func headsRow(_ index: Int, _ options: ReadingOptions) -> Bool {
    options.rowsHaveCodesAlone && words[index].isFirstOnLine && !words.isAlone(index)
      && index + 1 < words.count && vocabulary.figures.looksLikeFigure(words[index + 1].text)
  }

  /// Codes of digits that are all the numbers of their line, in the order of the definition.
  ///
  /// Lines of one code each count as one line where `joinsLines` says so.
  private static func codesAlone(
    in words: PageWords, vocabulary: Vocabulary, finder: LabelFinder, ordinals: [String: Int],
    joinsLines: Bool
  ) -> Set<Int> {
    func isCodeAlone(_ index: Int) -> Bool {
      joinsLines && words.isAlone(index) && vocabulary.looksLikeCode(words[index].text)
    }
    var found: Set<Int> = []
    var start = 0
    while start < words.count {
      var line = words.restOfLine(from: start)
      while line.upperBound < words.count, isCodeAlone(line.upperBound - 1), isCodeAlone(line.upperBound) {
        line = start..<(line.upperBound + 1)
      }
      start = line.upperBound
      // Most lines hold figures, and the first of them that is no code says so.
      let isFigure = { vocabulary.figures.looksLikeFigure(words[$0].text) && ordinals[words[$0].text] == nil }
      guard !line.contains(where: isFigure) else { continue }
      let numbers = line.filter { ordinals[words[$0].text] != nil && beginsWithDigit(words[$0].text) }
      guard numbers.count > 1, !numbers.contains(where: { finder.name(afterCodeAt: $0) != nil }) else {
        continue
      }
      if areUnmistakable(numbers.map { words[$0].text }, ordinals: ordinals) { found.formUnion(numbers) }
    }
    return found
  }

  /// Whether numbers can be codes only: figures that happen to be codes neither follow one another nor begin with 0.
  private static func areUnmistakable(_ numbers: [String], ordinals: [String: Int]) -> Bool {
    let order = numbers.compactMap { ordinals[$0] }
    let steps = zip(order, order.dropFirst()).map { $1 - $0 }
    let zeros = numbers.count { $0.hasPrefix("0") && $0.utf8.count > 1 }
    return steps.allSatisfy { $0 == 1 } && (steps.count > 1 || zeros > 0)
      || steps.allSatisfy { $0 > 0 } && zeros > 1
  }
}

extension Token {
  /// Whether a code that stands alone on the next line heads a column.
  fileprivate var precedesCodes: Bool {
    switch kind {
    case .axis: true
    case .label(let label): label.code != nil && label.text == nil
    case .figure, .other: false
    }
  }
}
