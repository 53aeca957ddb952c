import FlowTables

/// How figures and symbols are printed in a dataset's tables.
struct FigureForm: Sendable {
  /// More persons than any table counts; below it sums of whole tables can't overflow.
  private static let limit = 999_999_999_999

  private let symbols: [String: SymbolMeaning]

  init(symbols: [String: SymbolMeaning]) {
    self.symbols = Dictionary(symbols.map { (Self.folded($0.key), $0.value) }) { first, _ in first }
  }

  /// Whether a word stands where a figure stands: a number however spoilt, or a symbol.
  func looksLikeFigure(_ text: String) -> Bool {
    if symbols[Self.folded(text)] != nil { return true }
    var digits = text[...]
    if let first = digits.first, isDash(first) || first == "+" { digits.removeFirst() }
    guard let first = digits.first, first.isASCII, first.isNumber else { return false }
    // One foreign character, such as a letter read for a digit, doesn't make prose of a figure.
    let foreign = digits.filter { !($0.isASCII && $0.isNumber) && $0 != "," && $0 != "." }
    return foreign.isEmpty || foreign.count == 1 && foreign.allSatisfy { $0.isLetter || $0 == "*" }
  }

  /// What a figure's text says, with the printed symbol.
  func reading(of text: String) -> (reading: ReportedFigure.Reading, mark: String?) {
    if let meaning = symbols[Self.folded(text)] { return (.value(meaning.value), text) }
    if let first = text.first, isDash(first) { return (.unreadable(text, .negative), nil) }
    guard let digits = Self.digits(of: text) else {
      let isFraction = text.allSatisfy { $0.isASCII && $0.isNumber || $0 == "," || $0 == "." }
      return (.unreadable(text, isFraction ? .fractional : .malformed), nil)
    }
    guard let number = Int(digits), number <= Self.limit else {
      return (.unreadable(text, .overflowing), nil)
    }
    return (.value(.persons(number)), nil)
  }

  /// The digits of a whole number, with commas between thousands taken out.
  private static func digits(of text: String) -> String? {
    if isNumeric(text) { return text }
    let groups = text.split(separator: ",", omittingEmptySubsequences: false)
    guard groups.count > 1, groups.allSatisfy({ isNumeric($0) }), (1...3).contains(groups[0].utf8.count),
      groups.dropFirst().allSatisfy({ $0.utf8.count == 3 })
    else { return nil }
    return groups.joined()
  }

  private static func folded(_ symbol: String) -> String {
    String(symbol.map { isDash($0) ? "-" : $0 })
  }
}
