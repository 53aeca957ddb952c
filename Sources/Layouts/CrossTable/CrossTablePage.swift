import Documents
import FlowTables

/// A page and everything that is the same in every reading of it.
struct CrossTablePage {
  /// One way of reading the page.
  struct Reading {
    let options: ReadingOptions
    let tokens: [Token]
    let builder: TableBuilder
    var table: ReportedTable

    /// How little of the table was understood: faults first, then figures without a place.
    func isBetter(than other: Self) -> Bool {
      (table.faults.count, -table.cells.count) < (other.table.faults.count, -other.table.cells.count)
    }
  }

  /// How many words are read again, over all other ways of reading a page, before it is given up.
  private static let wordsForDoubts = 500_000

  let years: [YearStatement]
  private let text: PageText
  private let titles: [TitlePattern.Match]
  let vocabulary: Vocabulary
  private let lexer: Lexer
  private let plain: Reading

  init(_ text: PageText, vocabulary: Vocabulary, titles: [TitlePattern.Match]) {
    (self.text, self.titles, self.vocabulary) = (text, titles, vocabulary)
    lexer = Lexer(text.words, vocabulary: vocabulary, titles: titles)
    years = titles.map(\.year) + lexer.yearLines
    plain = Self.reading(with: lexer, ReadingOptions(), vocabulary: vocabulary, years: years)
  }

  /// Whether a page without the dataset's title is its table all the same: it labels half of the places' rows.
  var isRecognised: Bool {
    // Columns may stand in blocks that lie apart, but a measure is known by its heading alone.
    let axes = vocabulary.hasMeasures ? Axis.allCases : [vocabulary.dataset.rows]
    return axes.allSatisfy { axis in
      let places = plain.table.headings.filter { $0.axis == axis }.compactMap(\.place)
      return vocabulary.recognizes(Set(places), on: axis)
    }
  }

  /// Whether most figures stand behind two places on their line: a list of pairs, which is no cross table.
  ///
  /// Read as one it could pass for blocks of a single column each, with origins and destinations exchanged.
  var isListOfPairs: Bool {
    var (figureLines, pairLines, index) = (0, 0, plain.tokens.startIndex)
    while index < plain.tokens.endIndex {
      let line = plain.tokens[index...].prefix { $0.line == plain.tokens[index].line }
      index = line.endIndex
      guard let figure = line.lastIndex(where: \.isFigure) else { continue }
      let labels = line[..<figure].compactMap { token -> Heading.Subject? in
        if case .label(let label) = token.kind { label.subject } else { nil }
      }
      figureLines += 1
      // The sum of all flows has the same label at both ends.
      if labels.count > 1 { pairLines += 1 }
    }
    return pairLines > 3 && pairLines * 2 > figureLines
  }

  /// The plain reading, or the likeliest other one where that finds no table without faults.
  func bestReading() -> Reading {
    var best = plain
    var aligned: Lexer?
    for options in doubts where !best.table.faults.isEmpty || best.table.cells.isEmpty {
      let lexer = options.headingsByColumn ? aligned ?? alignedLexer() : self.lexer
      if options.headingsByColumn { aligned = lexer }
      let reading = Self.reading(with: lexer, options, vocabulary: vocabulary, years: years)
      if reading.isBetter(than: best) { best = reading }
    }
    return best
  }

  /// The reading with the rows whose label nobody knows, where rows are missing; else as it is.
  func namingUnknownRows(in reading: Reading) -> Reading {
    let year = years.lazy.compactMap(\.value).first.flatMap(ReferenceYear.init)
    let places = vocabulary.dataset.places.filter { place in year.map(place.exists) ?? true }
    guard !reading.table.faults.isEmpty || reading.table.cells.count < places.count * places.count else {
      return reading
    }
    let unknown = unknownRows(in: reading)
    guard !unknown.isEmpty else { return reading }
    var options = reading.options
    options.unknownRows = unknown
    let named = self.reading(options)
    return named.table.faults.count <= reading.table.faults.count ? named : reading
  }

  /// Other ways of reading the page, the likeliest first.
  var doubts: [ReadingOptions] {
    let hasTabs = text.words.contains { $0.gap == .tab }
    let hasRuns = text.words.contains { if case .blanks(let count) = $0.gap { count > 1 } else { false } }
    let joinings: [ReadingOptions.Joining] =
      [.noBreaksOnly] + (hasTabs ? [.blanksBetweenTabs] : []) + (hasRuns ? [.singleBlanks] : [])
    var doubts: [ReadingOptions] = []
    for headingsByColumn in hasRuns || hasTabs ? [false, true] : [false] {
      for rowsHaveCodesAlone in [false, true] {
        for dropsLoneFigures in [false, true] {
          for joining in joinings {
            doubts.append(
              ReadingOptions(
                joining: joining, headingsByColumn: headingsByColumn, dropsLoneFigures: dropsLoneFigures,
                rowsHaveCodesAlone: rowsHaveCodesAlone))
          }
        }
      }
    }
    return Array(doubts.dropFirst().prefix(Self.wordsForDoubts / max(1, text.words.count)))
  }

  /// The page read in another way.
  func reading(_ options: ReadingOptions) -> Reading {
    let lexer = options.headingsByColumn ? alignedLexer() : self.lexer
    return Self.reading(with: lexer, options, vocabulary: vocabulary, years: years)
  }

  private func alignedLexer() -> Lexer {
    let words = AlignedHeadings(PageWords(text.words), vocabulary: vocabulary).inReadingOrder()
    let titles = TitlePattern.matches(of: vocabulary.titles, in: words)
    return Lexer(words, vocabulary: vocabulary, titles: titles)
  }

  private static func reading(
    with lexer: Lexer, _ options: ReadingOptions, vocabulary: Vocabulary, years: [YearStatement]
  ) -> Reading {
    let tokens = lexer.tokens(options)
    let parts = TableParts(
      withoutProse(tokens, dropsLoneFigures: options.dropsLoneFigures),
      mayBeTriangle: vocabulary.mayBeTriangle)
    let builder = TableBuilder(parts, vocabulary: vocabulary)
    return Reading(options: options, tokens: tokens, builder: builder, table: builder.table(years: years))
  }

  /// Lines of words and a row's worth of figures, on the line itself or on the lines that follow it.
  private func unknownRows(in reading: Reading) -> Set<Int> {
    let lines = lines(of: reading.tokens)
    let widths = reading.builder.widths
    let widest = widths.max() ?? 0
    var found: Set<Int> = []
    for (index, line) in lines.enumerated()
    where line.contains(where: \.isOther) && !line.contains(where: \.isHeading) {
      var figures = line.reversed().prefix { $0.isFigure }.count
      var next = index + 1
      while !widths.contains(figures), figures < widest, next < lines.count,
        lines[next].allSatisfy(\.isFigure)
      {
        figures += lines[next].count
        next += 1
      }
      if widths.contains(figures) { found.insert(line[line.startIndex].line) }
    }
    return found
  }
}

extension Heading {
  fileprivate var place: Place? {
    if case .place(let place) = subject { place } else { nil }
  }
}
