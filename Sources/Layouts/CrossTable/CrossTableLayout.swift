package import Documents
import FlowTables

/// A table of crossing rows and columns in a page's text, in one or several column blocks.
package struct CrossTableLayout: Layout {
  static let layoutName = "cross-table"

  /// What releases and messages call the layout.
  package var name: String { Self.layoutName }

  /// A layout; it has no settings.
  package init() {}

  /// Those of which a title stands on the page.
  package func titled(among vocabularies: [Vocabulary], in document: Document) -> Set<Int> {
    guard case .pageText(let text) = document else { return [] }
    return TitlePattern.owners(of: vocabularies.map(\.titles), in: text.words)
  }

  /// The page's table, read in each likely way.
  package func tables(of vocabulary: Vocabulary, in document: Document) -> [TableReadings] {
    guard case .pageText(let text) = document else { return [] }
    let titles = TitlePattern.matches(of: vocabulary.titles, in: text.words)
    let page = CrossTablePage(text, vocabulary: vocabulary, titles: titles)
    guard !page.isListOfPairs, !titles.isEmpty || page.isRecognised else { return [] }
    let best = page.partingGroups(in: page.namingUnknownRows(in: page.bestReading()))
    let readings = best.flatMap { reading in
      [reading.table]
        + reading.builder.otherOrders.map { reading.builder.table(years: page.years, order: $0) }
    }
    return [TableReadings(isTitled: !titles.isEmpty, readings: readings)]
  }
}
