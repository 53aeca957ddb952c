package import FlowTables

/// A dataset's definition, made ready for finding its words in documents.
package struct Vocabulary: Sendable {
  /// The definition that was compiled.
  package let dataset: Dataset
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
  package init(_ dataset: Dataset) {
    self.dataset = dataset
    labels = LabelTrie(of: dataset)
    fieldLabels = LabelTrie(ofFieldsOf: dataset)
    titles = dataset.titles.sorted { $0.key < $1.key }.flatMap(\.value).map(TitlePattern.init)
    figures = FigureForm(symbols: dataset.symbols)
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
