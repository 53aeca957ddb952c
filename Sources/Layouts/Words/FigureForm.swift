import FlowTables

/// How figures and symbols are printed in a dataset's tables.
struct FigureForm: Sendable {
  /// More persons than any table counts; below it sums of whole tables can't overflow.
  private static let limit = 999_999_999_999

  /// Whether a figure may be a difference, with a sign before it.
  let isSigned: Bool
  private let symbols: [String: SymbolMeaning]
  /// No symbol is printed with more bytes, whichever dash it has.
  private let longestSymbol: Int

  init(symbols: [String: SymbolMeaning], isSigned: Bool = false) {
    self.isSigned = isSigned
    self.symbols = Dictionary(symbols.map { (Self.folded($0.key), $0.value) }) { first, _ in first }
    longestSymbol = symbols.keys.map { $0.unicodeScalars.count * 4 }.max() ?? 0
  }

  /// Whether a word stands where a figure stands: a number however spoilt, or a symbol.
  func looksLikeFigure(_ text: String) -> Bool {
    if isNumeric(text) || meaning(of: text)?.value != nil { return true }
    var digits = text.unicodeScalars[...]
    if let first = digits.first, isDash(first) || first == "+" { digits.removeFirst() }
    guard let first = digits.first, isDigit(first), !isDate(digits) else { return false }
    // One foreign character, such as a letter read for a digit, doesn't make prose of a figure.
    let foreign = digits.filter { !isDigit($0) && $0 != "," && $0 != "." }
    return foreign.isEmpty
      || foreign.count == 1 && foreign.allSatisfy { $0.properties.isAlphabetic || $0 == "*" }
  }

  /// What a figure's text says, with the printed symbol.
  func reading(of text: String) -> (reading: ReportedFigure.Reading, mark: String?) {
    if let signed = signedReading(of: text, by: unsignedReading) { return signed }
    return unsignedReading(of: text)
  }

  private func unsignedReading(of text: String) -> (reading: ReportedFigure.Reading, mark: String?) {
    if let digits = Self.digits(of: text) {
      guard let number = Int(digits), number <= Self.limit else {
        return (.unreadable(text, .overflowing), nil)
      }
      // A definition may give the printed 0 a meaning of its own; the number stays the same.
      return (.value(.persons(number)), number == 0 && symbols[text] != nil ? text : nil)
    }
    if let value = meaning(of: text)?.value { return (.value(value), text) }
    if let first = text.unicodeScalars.first, isDash(first) { return (.unreadable(text, .negative), nil) }
    let isFraction = text.unicodeScalars.allSatisfy { isDigit($0) || $0 == "," || $0 == "." }
    return (.unreadable(text, isFraction ? .fractional : .malformed), nil)
  }

  /// The number behind a sign, where figures have one; a dash alone stays a symbol.
  func signedReading(
    of text: String, by read: (String) -> (reading: ReportedFigure.Reading, mark: String?)
  ) -> (reading: ReportedFigure.Reading, mark: String?)? {
    guard isSigned, let sign = text.unicodeScalars.first, isDash(sign) || sign == "+" else { return nil }
    let rest = String(text.unicodeScalars.dropFirst())
    guard beginsWithDigit(rest), case (.value(.persons(let number)), let mark) = read(rest) else {
      return nil
    }
    // Numbers that can be read are far from the smallest one, which has no opposite.
    return (.value(.persons(sign == "+" ? number : -number)), mark)
  }

  func meaning(of text: String) -> SymbolMeaning? {
    text.utf8.count <= longestSymbol ? symbols[Self.folded(text)] : nil
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
    // The other dashes are not ASCII.
    if symbol.utf8.allSatisfy({ $0 < 0x80 }) { return symbol }
    return String(String.UnicodeScalarView(symbol.unicodeScalars.map { isDash($0) ? "-" : $0 }))
  }
}

/// Whether digits are set as a day, such as `11.05.2012`.
private func isDate(_ text: Substring.UnicodeScalarView) -> Bool {
  let parts = text.split(separator: ".", omittingEmptySubsequences: false)
  return parts.count == 3 && parts[0].count <= 2 && parts[1].count <= 2 && parts[2].count == 4
    && parts.joined().allSatisfy(isDigit)
}

private func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
