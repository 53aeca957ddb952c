import FlowTables

/// Finds one year's places by what people call them.
struct PlaceIndex {
  private let definitions: [PlaceDefinition]
  private let year: ReferenceYear

  init(_ dataset: Dataset, in year: ReferenceYear) {
    definitions = dataset.places.filter { $0.exists(in: year) }
    self.year = year
  }

  /// The places that some texts name, in the order of the definition; all where `nil`.
  func places(_ texts: [String]?) throws(AnswerError) -> [Place] {
    guard let texts else { return definitions.map(\.place) }
    var asked: Set<Place> = []
    for text in texts { asked.insert(try place(text)) }
    return definitions.map(\.place).filter(asked.contains)
  }

  /// A place by its code, or by any of its names in any language.
  private func place(_ text: String) throws(AnswerError) -> Place {
    let key = LabelKey(text)
    let found =
      definitions.first { LabelKey($0.place.code) == key }
      ?? definitions.first { $0.labels.contains { LabelKey($0) == key } }
    if let found { return found.place }
    let names = definitions.flatMap { [$0.place.code] + $0.labels }
    throw .noSuchPlace(text, years: year.description, nearest: nearestName(to: text, among: names))
  }
}
