package import FlowTables

/// A dataset's definition, made ready for finding its words in documents.
package struct Vocabulary: Sendable {
  /// The definition that was compiled.
  package let dataset: Dataset
  /// The companion that is read with it; `nil` for a dataset's own tables.
  package let companion: CompanionDefinition?
  let labels: LabelTrie
  /// The labels of headings and fields.
  let fieldLabels: LabelTrie
  let titles: [TitlePattern]
  let figures: FigureForm
  /// Each printed code's place in the definition.
  let codes: [String: Int]
  /// The single words of the dataset's words for its axes.
  private let axisPieces: [String]
  /// How many digits the codes of digits have.
  private let codeLengths: [Int]

  /// Compiles a definition; worth doing once for many documents.
  package init(_ dataset: Dataset) { self.init(reading: dataset, companion: nil) }

  /// Compiles a companion's definition, with the places of the dataset that it is a witness of.
  ///
  /// The tables that are read with it hold its figures in the cells that
  /// ``CompanionDefinition/readingDataset(of:)`` tells, and are no tables of flows.
  package init(companion: CompanionDefinition, of dataset: Dataset) {
    self.init(reading: companion.readingDataset(of: dataset), companion: companion)
  }

  private init(reading dataset: Dataset, companion: CompanionDefinition?) {
    (self.dataset, self.companion) = (dataset, companion)
    labels = LabelTrie(of: dataset)
    fieldLabels = LabelTrie(ofFieldsOf: dataset)
    titles = dataset.titles.sorted { $0.key < $1.key }.flatMap(\.value).map(TitlePattern.init)
    figures = FigureForm(symbols: dataset.symbols, isSigned: companion != nil)
    var codes: [String: Int] = [:]
    for (index, definition) in dataset.places.enumerated() where !definition.place.isAbroad {
      codes[definition.place.code] = codes[definition.place.code] ?? index
    }
    self.codes = codes
    axisPieces = (dataset.words.from + dataset.words.to).flatMap { $0.split(separator: " ").map(String.init) }
      .filter { $0.count > 3 }
    codeLengths = Set(codes.keys.filter { isNumeric($0) }.map(\.utf8.count)).sorted()
  }

  /// Whether a word is part of a word for an axis, or nearly so.
  func isPieceOfAxisWord(_ text: String) -> Bool { nearestName(to: text, among: axisPieces) != nil }

  /// The codes of a year's places by their order, or of all places where the year is unknown.
  func ordinals(in year: ReferenceYear?) -> [String: Int] {
    let places = dataset.places.filter { definition in year.map(definition.exists) ?? true }
    return Dictionary(places.enumerated().map { ($1.place.code, $0) }) { first, _ in first }
  }

  /// Whether a word of digits could be a place's code, known or not.
  func looksLikeCode(_ text: String) -> Bool { codeLengths.contains(text.utf8.count) && isNumeric(text) }
}

/// Whether a text is digits and nothing else.
func isNumeric(_ text: some StringProtocol) -> Bool {
  !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
}

/// Whether a text begins with a digit, as figures and codes mostly do.
func beginsWithDigit(_ text: String) -> Bool { text.utf8.first.map { (0x30...0x39).contains($0) } ?? false }
