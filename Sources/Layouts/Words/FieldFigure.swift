import FlowTables

/// Figures in fields, where nothing but the figure stands: thousands may be parted by blanks, and a mark may follow.
extension FigureForm {
  /// What a field says, with its mark: `1 278`, `2,079,434`, `1278*`, `..`, or nothing.
  func reading(ofField text: String) -> (reading: ReportedFigure.Reading, mark: String?) {
    signedReading(of: text, by: unsignedReading(ofField:)) ?? unsignedReading(ofField: text)
  }

  private func unsignedReading(ofField text: String) -> (reading: ReportedFigure.Reading, mark: String?) {
    if text.isEmpty {
      guard let value = meaning(of: "")?.value else { return (.unreadable("", .blank), nil) }
      return (.value(value), nil)
    }
    let plain = reading(of: text)
    guard case .unreadable = plain.reading else { return plain }
    let number = text.prefix { isDigit($0) || Self.isGroupMark($0) }
    if number.endIndex < text.endIndex, let last = number.last, isDigit(last) || last.isWhitespace {
      let mark = text[number.endIndex...].trimmingBlanks
      guard case .remark? = meaning(of: mark) else { return plain }
      let numbered = reading(of: Self.joined(number.trimmingBlanks) ?? String(number.trimmingBlanks))
      return numbered.mark == nil ? (numbered.reading, mark) : plain
    }
    return Self.joined(text[...].trimmingBlanks).map { reading(of: $0) } ?? plain
  }

  /// What a field of a number and a mark of its own says, as formats send them apart.
  func reading(of number: Int, status: String?) -> (reading: ReportedFigure.Reading, mark: String?) {
    let plain = reading(of: String(number))
    guard let status else { return plain }
    switch meaning(of: status) {
    case .absent(let absence)?:
      // Databases send 0 or nothing where a symbol stands.
      guard number == 0 else { return (.unreadable("\(number) \(status)", .contradictory), status) }
      return (.value(.absent(absence)), status)
    case .zero? where number != 0: return (.unreadable("\(number) \(status)", .contradictory), status)
    // A mark that nobody knows is kept, and changes no number.
    case .zero?, .remark?, nil: return (plain.reading, status)
    }
  }

  /// The digits of a number whose thousands are parted by single blanks; `nil` where the groups are no thousands.
  private static func joined(_ text: String) -> String? {
    let groups = text.split(omittingEmptySubsequences: false, whereSeparator: \.isWhitespace)
    guard groups.count > 1, groups.allSatisfy({ isNumeric($0) }), (1...3).contains(groups[0].utf8.count),
      groups.dropFirst().allSatisfy({ $0.utf8.count == 3 })
    else { return nil }
    return groups.joined()
  }

  private static func isGroupMark(_ character: Character) -> Bool {
    character == "," || character.isWhitespace
  }
}

private func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }

extension Substring {
  /// Without blanks at either end.
  fileprivate var trimmingBlanks: String {
    var text = self
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text.drop(while: \.isWhitespace))
  }
}
