package import FlowTables

/// A dataset's definition, made ready for finding its words in documents.
package struct Vocabulary: Sendable {
  package let dataset: Dataset
  let labels: LabelTrie
  let titles: [TitlePattern]
  let figures: FigureForm
  /// Codes of digits alone, by their place in the definition; others are labels.
  let numericCodes: [String: Int]
  /// How many digits such codes have.
  let codeLengths: Set<Int>

  /// Compiles a definition; worth doing once for many documents.
  package init(_ dataset: Dataset) {
    self.dataset = dataset
    labels = LabelTrie(of: dataset)
    titles = dataset.titles.sorted { $0.key < $1.key }.flatMap(\.value).map(TitlePattern.init)
    figures = FigureForm(symbols: dataset.symbols)
    var codes: [String: Int] = [:]
    for (index, definition) in dataset.places.enumerated() where isNumeric(definition.place.code) {
      codes[definition.place.code] = codes[definition.place.code] ?? index
    }
    numericCodes = codes
    codeLengths = Set(codes.keys.map(\.utf8.count))
  }

  /// Whether a word could be a place's code, known or not.
  func looksLikeCode(_ text: String) -> Bool { codeLengths.contains(text.utf8.count) && isNumeric(text) }
}

/// Whether a text is digits and nothing else.
func isNumeric(_ text: some StringProtocol) -> Bool {
  !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
}
