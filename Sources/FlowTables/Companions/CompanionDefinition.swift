/// Another table of the same publication, whose figures are a witness of a dataset's flows.
///
/// Comes from a file of its own beside the dataset definitions. Its places are
/// those of the dataset, so they are not repeated.
package struct CompanionDefinition: Hashable, Sendable, Codable {
  /// The name that messages use, such as `ssb-county-net`.
  package var id: String
  /// The dataset whose flows it is a witness of.
  package var dataset: String
  /// Who publishes the table.
  package var publisher: String
  /// The first year of the series; no table before it is believed.
  package var firstYear: ReferenceYear?
  /// The last year of a series that ended.
  package var lastYear: ReferenceYear?
  /// Title patterns by language code; `{year}` stands for the reference year.
  package var titles: [String: [String]]
  /// What the table calls its own parts.
  package var words: Words
  /// Printed symbols and what they mean.
  package var symbols: [String: SymbolMeaning]
  /// What its figures say.
  package var content: Content

  /// A definition; what is left out has the value that most tables have.
  package init(
    id: String, of dataset: String, publisher: String, firstYear: ReferenceYear? = nil,
    lastYear: ReferenceYear? = nil, titles: [String: [String]], words: Words,
    symbols: [String: SymbolMeaning], content: Content
  ) {
    (self.id, self.dataset, self.publisher) = (id, dataset, publisher)
    (self.firstYear, self.lastYear, self.titles) = (firstYear, lastYear, titles)
    (self.words, self.symbols, self.content) = (words, symbols, content)
  }

  /// What the figures of a companion say.
  package enum Content: Hashable, Sendable, Codable {
    /// The net migration of a row's place versus a column's: what came from there less what went there.
    case netMigrationOfPairs
    /// Columns of measures, in the order of ``Measure/allCases``.
    case measures([MeasureColumn])
  }

  /// A measure and the headings that it has.
  package struct MeasureColumn: Hashable, Sendable, Codable {
    /// What the column says.
    package var measure: Measure
    /// Its headings, in any language.
    package var words: [String]

    /// A column by its headings.
    package init(_ measure: Measure, words: [String]) { (self.measure, self.words) = (measure, words) }
  }

  /// What the table calls its own parts, in any language.
  package struct Words: Hashable, Sendable, Codable {
    /// Over the places of the rows.
    package var place: [String]
    /// Over the columns: the places that a row's is compared with, or the measures.
    package var versus: [String]
    /// For the whole country: a row of a table by place; the sums of a table of pairs.
    package var total: [String]
    /// Before the reference year.
    package var year: [String]
    /// Over figures.
    package var value: [String]

    /// The words for a table's parts, in any language.
    package init(
      place: [String], versus: [String] = [], total: [String] = [], year: [String] = [], value: [String] = []
    ) {
      (self.place, self.versus, self.total, self.year, self.value) = (place, versus, total, year, value)
    }
  }
}
