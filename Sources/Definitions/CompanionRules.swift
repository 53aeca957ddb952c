import FlowTables

/// What must hold between the words of a companion and the places of its dataset.
struct CompanionRules {
  let root: TableReader
  let companion: CompanionDefinition
  let dataset: Dataset

  /// A heading stands for one measure, one place or the whole country.
  func check() {
    var owners: [LabelKey: String] = [:]
    for place in dataset.places {
      for label in [place.place.code] + place.labels { owners[LabelKey(label)] = "place \(place.place)" }
    }
    for word in companion.words.total {
      if let owner = owners[LabelKey(word)] {
        root.note(
          "words", item: "total", "'\(word)' also stands for \(owner)", "Take it out of words.total.")
      }
      owners[LabelKey(word)] = "the whole country"
    }
    guard case .measures(let columns) = companion.content else { return }
    for column in columns {
      for word in column.words {
        let owner = owners.updateValue(column.measure.rawValue, forKey: LabelKey(word))
        guard let owner, owner != column.measure.rawValue else { continue }
        root.note(
          "measures", item: column.measure.rawValue, "'\(word)' also stands for \(owner)",
          "Keep it with one of the two.")
      }
    }
  }
}
