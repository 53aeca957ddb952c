import DigitGroups
import FlytTesting
import Foundation
import Testing

@Suite struct SmallTableTests {
  /// `FLYT_SEEDS` compares more tables than fit into everyday's patience.
  private static let seeds = ProcessInfo.processInfo.environment["FLYT_SEEDS"].flatMap(UInt64.init) ?? 120

  /// Figures that can be mistaken for each other as often as possible.
  enum Kind: CaseIterable {
    case onesAndHundreds, withMillions, nearlyAlike, anySize

    func figure(using random: inout SeededGenerator) -> Int {
      switch self {
      case .onesAndHundreds: [1, 100, 1_100].randomElement(using: &random) ?? 1
      case .withMillions: [0, 1, 100, 1_100, 100_100, 1_100_100].randomElement(using: &random) ?? 1
      case .nearlyAlike: [1, 101, 102, 1_100, 1_101, 1_102].randomElement(using: &random) ?? 1
      case .anySize:
        Int.random(in: 0..<([10, 1_000, 10_000].randomElement(using: &random) ?? 10), using: &random)
      }
    }
  }

  @Test(arguments: Kind.allCases)
  func `all partings together say the same`(_ kind: Kind) throws {
    var compared = 0
    for seed in 0..<Self.seeds {
      var random = SeededGenerator(seed: seed)
      let table = table(kind, using: &random)
      let all = BruteForce(table)
      guard all.isComplete else { continue }
      compared += 1
      switch table.parted() {
      case .unique: #expect(all.found == 1, "\(kind), \(random)")
      case .ambiguous(let one, let other): #expect(all.found == 2 && one != other, "\(kind), \(random)")
      case .none: #expect(all.found == 0, "\(kind), \(random)")
      case .undecided, .unfit: Issue.record("\(kind), \(random): undecided")
      }
    }
    #expect(compared > Self.seeds / 2)
  }

  /// A table with or without totals, symbols and hidden numbers, true to its sums or not.
  private func table(_ kind: Kind, using random: inout SeededGenerator) -> GroupedTable {
    let places = Int.random(in: 2...5, using: &random)
    let inner = (0..<places).map { _ in (0..<places).map { _ in kind.figure(using: &random) } }
    let figures = PlainFigures(inner, totalsAreLast: random.chance(50))
    var table = figures.inBlocks(of: random.chance(50) ? 3 : places + 1).printed()
    if random.chance(15) { table.totalRow = nil }
    if random.chance(15) { table.totalColumn = nil }
    if random.chance(40) {
      let row = Int.random(in: table.rows.indices, using: &random)
      let token = Int.random(in: table.rows[row][0].indices, using: &random)
      let kinds: [GroupToken.Kind] = [.whole(nil), .whole(nil), .whole(0), .digits(count: 3, value: 100)]
      table.rows[row][0][token] = GroupToken(
        kinds.randomElement(using: &random) ?? .whole(nil), beginsCell: random.chance(50))
    }
    return table
  }
}
