package import Documents
import FlowTables

/// A table of crossing rows and columns in a page's text, in one or several column blocks.
package struct CrossTableLayout: Layout {
  static let layoutName = "cross-table"

  /// Beyond this many words a page is read in one way only.
  private static let wordsForDoubts = 400_000

  package var name: String { Self.layoutName }

  package init() {}

  package func tables(of vocabulary: Vocabulary, in document: Document) -> [TableReadings] {
    guard case .pageText(let text) = document else { return [] }
    let titles = TitlePattern.matches(of: vocabulary.titles, in: text.words)
    let page = CrossTablePage(text, vocabulary: vocabulary, titles: titles)
    let plain = page.reading(ReadingOptions())
    guard !titles.isEmpty || page.isRecognised(by: plain.table) else { return [] }

    var best = plain
    if !plain.table.faults.isEmpty, text.words.count <= Self.wordsForDoubts {
      for options in page.doubts(about: plain) {
        let reading = page.reading(options)
        if reading.table.faults.count < best.table.faults.count { best = reading }
        if best.table.faults.isEmpty { break }
      }
    }
    best = page.namingUnknownRows(in: best)
    let moved =
      best.builder.hasMovedHeadings ? [best.builder.table(years: page.years, order: inUsualOrder)] : []
    return [TableReadings(isTitled: !titles.isEmpty, readings: [best.table] + moved)]
  }
}

/// A page and everything that is the same in every reading of it.
struct CrossTablePage {
  /// One way of reading the page.
  struct Reading {
    let options: ReadingOptions
    let tokens: [Token]
    let builder: TableBuilder
    let table: ReportedTable
  }

  let years: [YearStatement]
  private let words: [PageText.Word]
  private let vocabulary: Vocabulary
  private let lexer: Lexer

  init(_ text: PageText, vocabulary: Vocabulary, titles: [TitlePattern.Match]) {
    words = text.words
    self.vocabulary = vocabulary
    lexer = Lexer(text.words, vocabulary: vocabulary, titles: titles)
    years = titles.map(\.year) + lexer.yearLines
  }

  func reading(_ options: ReadingOptions) -> Reading {
    let tokens = lexer.tokens(options)
    let parts = TableParts(withoutProse(tokens, dropsLoneFigures: options.dropsLoneFigures))
    let builder = TableBuilder(parts, vocabulary: vocabulary)
    return Reading(options: options, tokens: tokens, builder: builder, table: builder.table(years: years))
  }

  /// Whether a page without the dataset's title is its table all the same: it labels half of the places' rows.
  func isRecognised(by table: ReportedTable) -> Bool {
    let rows = Set(table.headings.filter { $0.axis == vocabulary.dataset.rows }.map(\.subject))
    let known = Set(vocabulary.dataset.places.map { Heading.Subject.place($0.place) })
    return rows.intersection(known).count * 2 >= max(known.count, 4)
  }

  /// Other ways of reading a page that was misunderstood, the likeliest first.
  func doubts(about plain: Reading) -> [ReadingOptions] {
    let hasTabs = words.contains { $0.gap == .tab }
    let hasRuns = words.contains { if case .blanks(let count) = $0.gap { count > 1 } else { false } }
    let joinings: [ReadingOptions.Joining] =
      [.noBreaksOnly] + (hasTabs ? [.blanksBetweenTabs] : []) + (hasRuns ? [.singleBlanks] : [])
    return joinings.flatMap { joining in
      [false, true].flatMap { rowsHaveCodesAlone in
        [false, true].map { dropsLoneFigures in
          ReadingOptions(
            joining: joining, dropsLoneFigures: dropsLoneFigures, rowsHaveCodesAlone: rowsHaveCodesAlone)
        }
      }
    }
  }

  /// The reading with the rows whose label nobody knows, where rows are missing; else as it is.
  func namingUnknownRows(in reading: Reading) -> Reading {
    let places = Set(
      vocabulary.dataset.places.filter { place in
        years.lazy.compactMap(\.value).first.flatMap(ReferenceYear.init).map(place.exists) ?? true
      }.map { Heading.Subject.place($0.place) })
    let rows = Set(reading.table.headings.map(\.subject))
    guard !places.isSubset(of: rows) || !reading.table.faults.isEmpty else { return reading }
    let unknown = unknownRows(in: reading)
    guard !unknown.isEmpty else { return reading }
    var options = reading.options
    options.unknownRows = unknown
    let named = self.reading(options)
    return named.table.faults.count <= reading.table.faults.count ? named : reading
  }

  /// Lines of words and a row's worth of figures, on the line itself or on the lines that follow it.
  private func unknownRows(in reading: Reading) -> Set<Int> {
    let lines = lines(of: reading.tokens)
    var found: Set<Int> = []
    for (index, line) in lines.enumerated()
    where line.contains(where: \.isOther) && !line.contains(where: \.isHeading) {
      let ownFigures = line.reversed().prefix { $0.isFigure }.count
      let laterFigures = lines[(index + 1)...].prefix { $0.allSatisfy(\.isFigure) }.map(\.count)
      let totals = laterFigures.prefix(reading.builder.widths.max() ?? 0)
        .reduce(into: [ownFigures]) { totals, count in totals.append((totals.last ?? 0) + count) }
      if totals.contains(where: reading.builder.widths.contains) {
        found.insert(line[line.startIndex].line)
      }
    }
    return found
  }
}
