import FlowTables

/// Reads the places of a dataset definition, Abroad last.
struct PlaceReader {
  let root: TableReader
  /// The table's words for its total.
  let totals: [String]

  /// The year limits that a place may have; older than any table.
  private static let years = 1...9_999

  /// Every place, also one with problems: these are noted, and thrown in the end.
  func places() -> [PlaceDefinition] {
    let readers = root.tables("place")
    if readers.isEmpty {
      root.note("place", "no place", "Add a [[place]] with code and names for each region.")
    }
    var found = readers.map { Found(definition: place($0), reader: $0) }
    if let abroad = root.table("abroad") {
      found.append(Found(definition: details(of: .abroad, abroad), reader: abroad))
    }
    PlaceRules(totals: Set(totals.map { LabelKey($0) }), found: found).check()
    return found.map(\.definition)
  }

  /// A place and where it was read.
  struct Found {
    let definition: PlaceDefinition
    let reader: TableReader
  }

  private func place(_ reader: TableReader) -> PlaceDefinition {
    var definition = details(of: Place(code: code(reader)), reader)
    definition.from = reader.optional("from", .integer(Self.years, example: 1919))
    definition.to = reader.optional("to", .integer(Self.years, example: 2019))
    definition.parts = reader.optional("parts", .texts)?.map(Place.init(code:))
    if let from = definition.from, let to = definition.to, from > to {
      reader.note("to", "\(to) lies before from \(from)", "Exchange the two, or correct one.")
    }
    return definition
  }

  /// Empty after a problem, so that no rule speaks of the code again.
  private func code(_ reader: TableReader) -> String {
    guard let code = reader.required("code", .text) else { return "" }
    if ["abroad", "total"].contains(code.lowercased()) {
      reader.note(
        "code", "'\(code)' is a word of our own",
        "Take the publisher's code; Abroad stands under [abroad].")
    } else if code.contains(where: { $0.isWhitespace || $0 == "," || $0 == ";" }) {
      reader.note(
        "code", "'\(code)' holds a blank, a comma or a semicolon",
        "Write the code alone, such as \"03\".")
    } else {
      return code
    }
    return ""
  }

  private func details(of place: Place, _ reader: TableReader) -> PlaceDefinition {
    let names = reader.dictionary("names", of: .text)
    if names.isEmpty, reader.isSoundTable("names") {
      reader.note("names", "no name", "Add names = { en = \"…\" } with a language code for each.")
    }
    return PlaceDefinition(place: place, names: names, aliases: reader.optional("aliases", .texts) ?? [])
  }
}
