import FlowTables

/// Reads the keys that every kind of definition has: id, titles, years and symbols.
struct DefinitionKeys {
  let root: TableReader

  func identifier() -> String? {
    guard let id = root.required("id", .text) else { return nil }
    if !id.allSatisfy({ "abcdefghijklmnopqrstuvwxyz0123456789-".contains($0) }) {
      root.note(
        "id", "'\(id)' has other characters than a-z, 0-9 and '-'", "Write one such as \"ssb-county-flows\".")
    }
    return id
  }

  func titles() -> [String: [String]] {
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

  func years() -> (first: ReferenceYear?, last: ReferenceYear?) {
    let first = root.optional("firstYear", .referenceYear)
    let last = root.optional("lastYear", .referenceYear)
    if let first, let last, first > last {
      root.note("lastYear", "\(last) lies before firstYear \(first)", "Exchange the two, or correct one.")
    }
    return (first, last)
  }
}

extension DefinitionKeys {
  func symbols() -> [String: SymbolMeaning] {
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
