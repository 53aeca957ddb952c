import FlowTables

/// What must hold between the places of one dataset.
struct PlaceRules {
  let totals: Set<LabelKey>
  let found: [PlaceReader.Found]

  /// In any one year a code, a name or an alias stands for one place, and none for the total.
  func check() {
    checkCodes()
    checkLabels()
    checkParts()
  }

  private func checkCodes() {
    for (index, place) in found.enumerated() {
      let earlier = found[..<index].first {
        $0.definition.place == place.definition.place && overlap($0.definition, place.definition)
      }
      if let earlier, !place.definition.place.code.isEmpty {
        place.reader.note(
          "code",
          "'\(place.definition.place)' is also the code of \(earlier.reader.keyPath) in the same years",
          "Give the two different codes, or years (from, to) that do not meet.")
      }
    }
  }

  private func checkLabels() {
    var owners: [LabelKey: [PlaceDefinition]] = [:]
    for place in found {
      let definition = place.definition
      for label in [definition.place.code] + definition.labels {
        let key = LabelKey(label)
        if key.isEmpty { continue }
        if totals.contains(key) {
          place.reader.note(
            "'\(label)' is also a word for the total", "Take it out of the place or of words.total.")
        }
        let rival = owners[key, default: []].first {
          $0.place != definition.place && overlap($0, definition)
        }
        if let rival {
          place.reader.note(
            "'\(label)' of \(definition.place) also stands for \(rival.place) in the same years",
            "Keep it with one of the two, or give them years (from, to) that do not meet.")
        }
        owners[key, default: []].append(definition)
      }
    }
  }

  private func checkParts() {
    var owners: [Place: [PlaceDefinition]] = [:]
    for place in found {
      for part in place.definition.parts ?? [] {
        if let rival = owners[part, default: []].first(where: { overlap($0, place.definition) }) {
          place.reader.note(
            "parts", "'\(part)' is also a part of \(rival.place) in the same years",
            "Keep it with one of the two: its flows would count twice.")
        }
        owners[part, default: []].append(place.definition)
      }
    }
  }

  private func overlap(_ one: PlaceDefinition, _ other: PlaceDefinition) -> Bool {
    max(one.from ?? .min, other.from ?? .min) <= min(one.to ?? .max, other.to ?? .max)
  }
}
