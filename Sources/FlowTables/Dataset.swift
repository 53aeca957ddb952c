/// One yearly table of one publisher: everything that is particular to it.
///
/// Comes from a file in the definitions folder; nothing about any publisher is
/// compiled in. Stored with each release that was read with it.
package struct Dataset: Hashable, Sendable, Codable {
  /// The name that commands and stores use, such as `ssb-county-flows`.
  package var id: String
  /// Who publishes the table.
  package var publisher: String
  /// The source line for reuse, by language code.
  package var source: [String: String]
  /// The terms of reuse, where known.
  package var license: String?
  /// What is counted; `persons` in every dataset so far.
  package var unit: String
  /// How far a printed sum may lie from the computed one, in persons.
  package var tolerance: Int
  /// What the rows are where the headings don't say.
  package var rows: Axis
  /// The first year of the series; no table before it is believed.
  package var firstYear: ReferenceYear?
  /// The last year of a series that ended; nothing after it is expected or late.
  package var lastYear: ReferenceYear?
  /// When editions come; `nil` where nothing says.
  package var expected: ExpectedDate?
  /// Title patterns by language code; `{year}` stands for the reference year.
  package var titles: [String: [String]]
  /// What the table calls its own parts.
  package var words: Words
  /// Printed symbols and what they mean.
  package var symbols: [String: SymbolMeaning]
  /// Every region of every year, in the order of the definition; Abroad last, where the table has it.
  package var places: [PlaceDefinition]
  /// Pairs that cannot have a figure, however they are printed.
  package var empty: Set<Flow>
  /// The dataset whose flows add up to this one's, where the ``PlaceDefinition/parts`` of each place are its places.
  ///
  /// Left out of what is stored where there is none, so that older definitions keep their text.
  package var sumOf: String?

  /// A definition; what is left out has the value that most tables have.
  package init(
    id: String, publisher: String, source: [String: String] = [:], license: String? = nil,
    unit: String = "persons", tolerance: Int = 0, rows: Axis = .from, firstYear: ReferenceYear? = nil,
    lastYear: ReferenceYear? = nil, expected: ExpectedDate? = nil, titles: [String: [String]],
    words: Words, symbols: [String: SymbolMeaning], places: [PlaceDefinition], empty: Set<Flow> = [],
    sumOf: String? = nil
  ) {
    (self.id, self.publisher, self.source, self.license) = (id, publisher, source, license)
    (self.unit, self.tolerance, self.rows) = (unit, tolerance, rows)
    (self.firstYear, self.lastYear, self.expected) = (firstYear, lastYear, expected)
    (self.titles, self.words, self.symbols) = (titles, words, symbols)
    (self.places, self.empty, self.sumOf) = (places, empty, sumOf)
  }

  /// When an edition is expected, in the year after the reference year.
  package struct ExpectedDate: Hashable, Sendable, Codable {
    /// From 1 to 12.
    package var month: Int
    /// Day of the month.
    package var day: Int
    /// Days after which a missing edition is late.
    package var graceDays: Int

    /// A day in the year after the reference year.
    package init(month: Int, day: Int, graceDays: Int) {
      (self.month, self.day, self.graceDays) = (month, day, graceDays)
    }
  }

  /// What the table calls its own parts, in any language.
  package struct Words: Hashable, Sendable, Codable {
    /// Over origins.
    package var from: [String]
    /// Over destinations.
    package var to: [String]
    /// Over or before sums.
    package var total: [String]
    /// Before the reference year.
    package var year: [String]
    /// Over figures.
    package var value: [String]

    /// The words for a table's parts, in any language.
    package init(from: [String], to: [String], total: [String], year: [String] = [], value: [String] = []) {
      (self.from, self.to, self.total, self.year, self.value) = (from, to, total, year, value)
    }
  }
}

/// A place as one dataset knows it.
package struct PlaceDefinition: Hashable, Sendable, Codable {
  /// Which place this defines.
  package var place: Place
  /// Names by language code.
  package var names: [String: String]
  /// Other printed forms.
  package var aliases: [String]
  /// First and last reference year; `nil` where the place has no limit.
  package var from: Int?
  /// The last reference year, see ``from``.
  package var to: Int?
  /// The places of ``Dataset/sumOf`` that make this one; left out of what is stored where there are none.
  package var parts: [Place]?

  /// A place with its names, and the years of its code.
  package init(
    place: Place, names: [String: String], aliases: [String] = [], from: Int? = nil, to: Int? = nil,
    parts: [Place]? = nil
  ) {
    (self.place, self.names, self.aliases) = (place, names, aliases)
    (self.from, self.to, self.parts) = (from, to, parts)
  }

  /// Every printed form but the code.
  package var labels: [String] { names.sorted { $0.key < $1.key }.map(\.value) + aliases }

  /// Whether the place belongs to that year's classification.
  package func exists(in year: ReferenceYear) -> Bool {
    year.value >= (from ?? .min) && year.value <= (to ?? .max)
  }
}

extension Dataset {
  /// The places of one year's table, in the order of the definition, Abroad last.
  package func places(in year: ReferenceYear) -> [Place] {
    places.filter { $0.exists(in: year) }.map(\.place)
  }

  /// What the definition says of a place; `nil` for one it does not know.
  package func definition(of place: Place) -> PlaceDefinition? { places.first { $0.place == place } }

  /// A place's name in the first of the languages that has one, else its code.
  package func name(of place: Place, in languages: [String] = ["en", "no"]) -> String {
    guard let names = definition(of: place)?.names else { return place.code }
    return languages.lazy.compactMap { names[$0] }.first ?? names.min { $0.key < $1.key }?.value ?? place.code
  }
}
