import FlowTables

extension Misreading {
  /// The plainest misreading by which a figure that ought to be `right` was found as it was; `nil` for none known.
  static func explaining(_ figure: ReportedFigure?, as right: Int) -> Misreading? {
    switch figure?.reading {
    case nil, .unreadable(_, .blank)?: .figureLost
    case .unreadable(let text, _)?: explaining(text, as: right)
    case .value(.absent)?: right == 0 ? nil : .symbolForNumber
    case .value(.persons(let read))?:
      if read == 0, figure?.mark != nil {
        .symbolForNumber
      } else {
        turning(right, into: read).first ?? (right == 0 ? .numberForSymbol : nil)
      }
    }
  }

  private static func explaining(_ text: String, as right: Int) -> Misreading? {
    let characters = text.filter { !$0.isWhitespace && $0 != "," }
    let digits = characters.filter { ("0"..."9").contains($0) }
    let expected = String(right)
    if digits == expected {
      let isSigned = characters.first.map { !("0"..."9").contains($0) } ?? false
      return isSigned && characters.count == digits.count + 1 ? .signAdded : .characterChanged
    }
    guard characters.count == expected.count else { return nil }
    return zip(characters, expected).count { $0 != $1 } == 1 ? .characterChanged : nil
  }
}
