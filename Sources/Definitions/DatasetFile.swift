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
    let years = years()
    return Dataset(
      id: identifier() ?? "", publisher: root.required("publisher", .text) ?? "",
      source: root.dictionary("source", of: .text), license: root.optional("license", .text),
      unit: root.optional("unit", .text) ?? "persons",
      tolerance: root.optional("tolerance", .integer(0...1_000_000, example: 0)) ?? 0,
      rows: rows(), firstYear: years.first, lastYear: years.last, expected: expected(),
      titles: titles(), words: words, symbols: symbols(), places: places,
      empty: EmptyPairs(root: root, known: Set(places.map(\.place))).flows())
  }

  private func identifier() -> String? {
    guard let id = root.required("id", .text) else { return nil }
    if !id.allSatisfy({ "abcdefghijklmnopqrstuvwxyz0123456789-".contains($0) }) {
      root.note(
        "id", "'\(id)' has other characters than a-z, 0-9 and '-'", "Write one such as \"ssb-county-flows\".")
    }
    return id
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

  private func titles() -> [String: [String]] {
    let titles = root.dictionary("titles", of: .texts)
    if titles.values.allSatisfy(\.isEmpty), root.isSoundTable("titles") {
      root.note(
        "titles", "no title",
        "Add one that finds the table, such as en = [\"Migration between counties. {year}\"].")
    }
    for (language, patterns) in titles.sorted(by: { $0.key < $1.key }) {
      for pattern in patterns where !pattern.contains("{year}") {
        root.note(
          "titles", item: language, "'\(pattern)' has no {year}",
          "Put {year} where the page prints the reference year.")
      }
    }
    return titles
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
  private func years() -> (first: ReferenceYear?, last: ReferenceYear?) {
    let first = root.optional("firstYear", .referenceYear)
    let last = root.optional("lastYear", .referenceYear)
    if let first, let last, first > last {
      root.note("lastYear", "\(last) lies before firstYear \(first)", "Exchange the two, or correct one.")
    }
    return (first, last)
  }

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

  private func symbols() -> [String: SymbolMeaning] {
    var meanings: [String: SymbolMeaning] = [:]
    for (symbol, word) in root.dictionary("symbols", of: .text).sorted(by: { $0.key < $1.key }) {
      guard let meaning = SymbolMeaning(rawValue: word) else {
        let words = SymbolMeaning.words
        let guess = nearestName(to: word, among: words).map { "Did you mean '\($0)'?" }
        root.note(
          "symbols", item: symbol, "'\(word)' is no meaning",
          guess ?? "The meanings are: \(words.joined(separator: ", ")).")
        continue
      }
      if let fault = Self.fault(of: symbol, meaning) {
        root.note("symbols", item: symbol, fault.what, fault.remedy)
      }
      meanings[symbol] = meaning
    }
    return meanings
  }
}

extension DatasetFile {
  /// What is wrong with a symbol of a meaning, if anything.
  ///
  /// A blank (`""`) and `0` may be symbols of their own; a mark beside a number may be a letter.
  private static func fault(of symbol: String, _ meaning: SymbolMeaning) -> (what: String, remedy: String)? {
    if symbol == "0" {
      return meaning == .zero ? nil : ("the symbol 0 is a number", "Its meaning can be nil only.")
    }
    let isRemark = if case .remark = meaning { true } else { false }
    if symbol.isEmpty {
      return isRemark ? ("a blank can be no mark beside a number", "Name the printed mark.") : nil
    }
    guard symbol.contains(where: { $0.isNumber || $0.isWhitespace || $0.isLetter && !isRemark }) else {
      return nil
    }
    return ("a symbol may hold no letter, digit or blank", "Figures and names would be taken for it.")
  }
}

extension ValueKind<ReferenceYear> {
  /// A year that any dataset may have.
  static var referenceYear: Self {
    let range = ReferenceYear.range
    return Self(name: "a year from \(range.lowerBound) to \(range.upperBound)", example: "2011") { node in
      guard case .integer(let number) = node else { return nil }
      return ReferenceYear(number)
    }
  }
}
