import DigitGroups
import FlytTesting
import Foundation
import Testing

@Suite struct GeneratedTableTests {
  /// `FLYT_SEEDS` tries more tables than fit into everyday's patience.
  private static let seeds = ProcessInfo.processInfo.environment["FLYT_SEEDS"].flatMap(UInt64.init) ?? 60

  @Test func `generated tables are parted as they were made`() throws {
    for seed in 0..<Self.seeds {
      var random = SeededGenerator(seed: seed)
      let figures = made(using: &random)
      switch figures.printed().parted(workLimit: 100_000_000) {
      case .unique(let parted): #expect(parted.figures == figures.rows, "\(random)")
      case .ambiguous(let one, let other): #expect(one != other, "\(random)")
      case .none(let line): Issue.record("\(random): \(String(describing: line))")
      case .undecided, .unfit: Issue.record("\(random): undecided")
      }
    }
  }

  @Test func `one changed digit is never accepted`() throws {
    for seed in 0..<Self.seeds {
      var random = SeededGenerator(seed: seed)
      var table = made(using: &random).printed()
      let row = Int.random(in: table.rows.indices, using: &random)
      let block = Int.random(in: table.blocks.indices, using: &random)
      let index = Int.random(in: table.rows[row][block].indices, using: &random)
      let token = table.rows[row][block][index]
      guard case .digits(let count, let value) = token.kind else { continue }
      let power = (0..<Int.random(in: 0..<count, using: &random)).reduce(1) { power, _ in power * 10 }
      let digit = value / power % 10
      let other = (digit + Int.random(in: 1...9, using: &random)) % 10
      table.rows[row][block][index] = GroupToken(
        .digits(count: count, value: value + (other - digit) * power))
      guard case .none(let line) = table.parted(workLimit: 100_000_000) else {
        Issue.record("\(random): accepted")
        continue
      }
      #expect(line?.line == .row(row), "\(random)")
    }
  }

  private func made(using random: inout SeededGenerator) -> PlainFigures {
    let places = Int.random(in: 3...16, using: &random)
    let inner =
      random.chance(50)
      ? PlainFigures.distanceDecay(
        places: places, shareOver999: [0.05, 0.2, 0.5].randomElement(using: &random) ?? 0.2, using: &random)
      : PlainFigures.logUniform(places: places, below: 100_000, using: &random)
    let figures = PlainFigures(inner, totalsAreLast: random.chance(50))
    return random.chance(50) ? figures : figures.inBlocks(of: 8)
  }
}
