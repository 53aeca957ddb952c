import FlytTesting

/// What may happen to a printed figure, or to a few, so that every one is still a figure.
enum FigureDamage: String, CaseIterable, Sendable {
  case digitChanged, digitsExchanged, digitLost, digitDoubled, groupLost, signAdded
  case cellsExchanged, rowShifted, columnShifted, totalMisprinted

  /// The damaged texts, at or from a figure on; none where the damage would leave all as it is.
  func edits(at place: Int, of square: PrintedSquare, _ random: inout SeededGenerator) -> PrintedSquare.Edits
  {
    let (row, column) = place.quotientAndRemainder(dividingBy: square.size)
    let edits: PrintedSquare.Edits =
      switch self {
      case .cellsExchanged: exchanged(place, of: square, &random)
      case .rowShifted:
        shifted(
          (column..<(square.blockEnds.first { $0 > column } ?? column)).map { row * square.size + $0 },
          of: square,
          &random)
      case .columnShifted: shifted((row..<square.size).map { $0 * square.size + column }, of: square, &random)
      case .totalMisprinted:
        misprinted([row * square.size, column, 0].randomElement(using: &random) ?? 0, of: square, &random)
      default: [(place, spoilt(square.texts[place], &random))]
      }
    return edits.filter { plain($0.text) != plain(square.texts[$0.place]) }
  }

  /// The text without what makes no other number: thousands marks and zeros in front.
  private func plain(_ text: String) -> String {
    let digits = text.filter { $0 != "\u{A0}" }
    return Int(digits).map { digits.hasPrefix("-") ? digits : String($0) } ?? digits
  }

  private func spoilt(_ text: String, _ random: inout SeededGenerator) -> String {
    var characters = Array(text)
    let digits = characters.indices.filter { characters[$0].isNumber }
    guard let index = digits.randomElement(using: &random) else { return text }
    switch self {
    case .digitsExchanged:
      let pairs = zip(digits, digits.dropFirst()).filter { characters[$0] != characters[$1] }
      guard let (one, other) = pairs.randomElement(using: &random) else { return text }
      characters.swapAt(one, other)
    case .digitLost: characters.remove(at: index)
    case .digitDoubled: characters.insert(characters[index], at: index)
    case .groupLost:
      var groups = text.split(separator: "\u{A0}")
      guard groups.count > 1 else { return text }
      groups.remove(at: Int.random(in: 0..<groups.count, using: &random))
      return groups.joined(separator: "\u{A0}")
    case .signAdded: return "-" + text
    default:
      let digit = (characters[index].wholeNumberValue ?? 0) + Int.random(in: 1...9, using: &random)
      characters[index] = Character(String(digit % 10))
    }
    return String(characters)
  }

  private func misprinted(_ total: Int, of square: PrintedSquare, _ random: inout SeededGenerator)
    -> PrintedSquare.Edits
  {
    let kinds: [Self] = [.digitChanged, .digitsExchanged, .digitLost, .digitDoubled, .groupLost]
    let kind = kinds.randomElement(using: &random) ?? .digitChanged
    return [(total, kind.spoilt(square.texts[total], &random))]
  }

  /// With another cell of the row, of the column, or anywhere.
  private func exchanged(_ place: Int, of square: PrintedSquare, _ random: inout SeededGenerator)
    -> PrintedSquare.Edits
  {
    let (row, column) = place.quotientAndRemainder(dividingBy: square.size)
    let (otherRow, otherColumn) = (
      Int.random(in: 1..<square.size, using: &random), Int.random(in: 1..<square.size, using: &random)
    )
    let other =
      [
        row * square.size + otherColumn, otherRow * square.size + column,
        otherRow * square.size + otherColumn,
      ]
      .randomElement(using: &random) ?? place
    return [(place, square.texts[other]), (other, square.texts[place])]
  }

  /// By one place: the first is doubled and the last pushed out, or the first lost and the last doubled.
  private func shifted(_ run: [Int], of square: PrintedSquare, _ random: inout SeededGenerator)
    -> PrintedSquare.Edits
  {
    guard random.chance(50) else { return zip(run, run.dropFirst()).map { ($0, square.texts[$1]) } }
    return zip(run.dropFirst(), run).map { ($0, square.texts[$1]) }
  }
}
