package import FlowTables

/// Reads one dataset definition; everything particular to a publisher's table stands in it.
package struct DatasetFile {
  fileprivate let root: TableReader

  /// Reads a definition out of a file's bytes.
  ///
  /// - Errors: every problem of the file, each with its line and key.
  package static func read(_ bytes: [UInt8], path: String) throws(DefinitionsError) -> Dataset {
    let file = try TOMLFile(bytes, path: path)
    let problems = ProblemList(of: file)
    let root = TableReader(file.root, problems: problems)
    let dataset = DatasetFile(root: root).dataset()
    root.finish()
    try problems.throwAny()
    return dataset
  }

  /// What the file says; stand-ins where it is wrong, which nobody sees since the problems are thrown.
  private func dataset() -> Dataset {
    let words = words()
    let places = PlaceReader(root: root, totals: words.total).places()
    let keys = DefinitionKeys(root: root)
    let years = keys.years()
    return Dataset(
      id: keys.identifier() ?? "", publisher: root.required("publisher", .text) ?? "",
      source: root.dictionary("source", of: .text), license: root.optional("license", .text),
      unit: root.optional("unit", .text) ?? "persons",
      tolerance: root.optional("tolerance", .integer(0...1_000_000, example: 0)) ?? 0,
      rows: rows(), firstYear: years.first, lastYear: years.last, expected: expected(),
      titles: keys.titles(), words: words, symbols: keys.symbols(), places: places,
      empty: EmptyPairs(root: root, known: Set(places.map(\.place))).flows(),
      sumOf: sumOf(places))
  }

  /// The dataset that this one sums up; the folder tells whether there is one of that name.
  private func sumOf(_ places: [PlaceDefinition]) -> String? {
    let other = root.optional("sumOf", .text)
    let hasParts = places.contains { $0.parts?.isEmpty == false }
    if other == nil, hasParts, root.lacks("sumOf") {
      root.note(
        "sumOf", "missing, where places have parts", "Add sumOf = \"…\" with the id of the parts' dataset.")
    } else if other != nil, !hasParts {
      root.note("sumOf", "no place has parts", "Add parts = [\"…\"] to each [[place]], or take sumOf out.")
    }
    return other
  }

  private func rows() -> Axis {
    guard let word = root.optional("rows", .text) else { return .from }
    guard let axis = Axis(rawValue: word) else {
      root.note(
        "rows", "'\(word)' is neither 'from' nor 'to'",
        "Write \"from\" where rows are origins, \"to\" where they are destinations.")
      return .from
    }
    return axis
  }

  private func words() -> Dataset.Words {
    guard let words = root.table("words") else {
      if root.isSoundTable("words") { root.note("words", "missing", "Add [words] with from, to and total.") }
      return Dataset.Words(from: [], to: [], total: [])
    }
    func some(_ key: String) -> [String] {
      let found = words.required(key, .texts)
      if found?.isEmpty == true {
        words.note(key, "an empty list", "Write what the table calls it, such as \(key) = [\"…\"].")
      }
      return found ?? []
    }
    return Dataset.Words(
      from: some("from"), to: some("to"), total: some("total"),
      year: words.optional("year", .texts) ?? [], value: words.optional("value", .texts) ?? [])
  }
}

extension DatasetFile {
  private func expected() -> Dataset.ExpectedDate? {
    guard let expected = root.table("expected") else { return nil }
    let month = expected.required("month", .integer(1...12, example: 5))
    let day = expected.required("day", .integer(1...31, example: 11))
    let grace = expected.required("graceDays", .integer(0...366, example: 30))
    guard let month, let day, let grace else { return nil }
    // A common year, since the day must exist in every year.
    if CivilDate(year: 2001, month: month, day: day) == nil {
      expected.note(
        "day", "month \(month) has no day \(day) in every year", "Write a day that it always has.")
    }
    return Dataset.ExpectedDate(month: month, day: day, graceDays: grace)
  }

}
