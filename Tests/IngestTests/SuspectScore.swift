import Checks

/// How often the suspects are the damaged figures.
struct SuspectScore: CustomStringConvertible {
  let damage: FigureDamage
  private(set) var skipped = 0
  private(set) var accepted = 0
  /// Damaged tables with one wrong figure, and those where it is among the first two suspects.
  private(set) var single = (all: 0, found: 0)
  /// Damaged tables with several wrong figures, and those whose first suspects are these and no others.
  private(set) var several = (all: 0, found: 0)
  /// Suspects that name a figure which is right.
  private(set) var innocent = 0
  /// The damages that were not found, for the comment of an expectation.
  private(set) var missed: [String] = []

  init(_ damage: FigureDamage) { self.damage = damage }

  mutating func skip() { skipped += 1 }

  mutating func accept(_ edits: PrintedSquare.Edits) {
    accepted += 1
    missed.append("accepted \(edits)")
  }

  mutating func add(_ findings: [Finding], _ edits: PrintedSquare.Edits, in square: PrintedSquare) {
    let suspects = findings.filter { [.suspectCell, .suspectTotal].contains($0.code) && $0.from != nil }
    let wrong = Set(edits.map { square.ends(of: $0.place) })
    let isFound: Bool
    let isShift = suspects.first?.message.contains("on shifted by one place") ?? false
    let first = suspects.prefix(2).map { [$0.from, $0.to] }
    if wrong.count == 1 {
      isFound = !wrong.isDisjoint(with: first)
      (single.all, single.found) = (single.all + 1, single.found + (isFound ? 1 : 0))
    } else {
      isFound =
        isShift
        ? wrong.contains(first[0])
        : Set(suspects.prefix(wrong.count).map { [$0.from, $0.to] }) == wrong
      (several.all, several.found) = (several.all + 1, several.found + (isFound ? 1 : 0))
    }
    innocent += isShift ? 0 : suspects.count { !wrong.contains([$0.from, $0.to]) }
    if !isFound {
      missed.append(
        "\(edits.map { "\(square.ends(of: $0.place)) \($0.text)" }.prefix(4)): \((suspects.isEmpty ? findings : suspects).map(\.message).prefix(2))"
      )
    }
  }

  var description: String {
    "\(damage): one figure wrong \(single.found) of \(single.all) found, several wrong \(several.found) of "
      + "\(several.all), accepted \(accepted), unchanged \(skipped), innocent suspects \(innocent)"
  }
}
