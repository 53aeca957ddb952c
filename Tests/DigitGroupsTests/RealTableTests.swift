import DigitGroups
import FlytTesting
import Foundation
import Testing

@Suite struct RealTableTests {
  /// `FLYT_SEEDS` tries more variants than fit into everyday's patience.
  private static let seeds = ProcessInfo.processInfo.environment["FLYT_SEEDS"].flatMap(UInt64.init) ?? 12

  @Test(arguments: [11, 21])
  func `the table of 2011 has one parting`(width: Int) throws {
    let figures = try PlainFigures(PlainFigures.real()).inBlocks(of: width)
    #expect(figures.rows[0][0] == 338_325)
    #expect(try unique(figures.printed()).figures == figures.rows)
  }

  @Test(arguments: [11, 21])
  func `so have tables like it, smaller and larger`(width: Int) throws {
    let real = try PlainFigures.real()
    for seed in 0..<Self.seeds {
      var random = SeededGenerator(seed: seed)
      let scale = exp(Double.random(in: log(0.1)...log(10), using: &random))
      let varied = real.map { row in
        row.map { Int((Double($0) * scale * Double.random(in: 0.7...1.3, using: &random)).rounded()) }
      }
      let figures = PlainFigures(varied, totalsAreLast: seed.isMultiple(of: 2)).inBlocks(of: width)
      #expect(try unique(figures.printed()).figures == figures.rows, "\(random)")
    }
  }

  @Test func `cells are named by their tokens within the block`() throws {
    let table = PlainFigures([[1_200, 3], [40, 5]]).inBlocks(of: 2)
    let parted = try unique(table.printed())
    #expect(parted.rows[0].map(\.tokens) == [0..<2, 2..<4, 0..<1])
    #expect(parted.rows[1].map(\.tokens) == [0..<2, 2..<4, 0..<1])
    #expect(parted.rows[2].map(\.tokens) == [0..<1, 1..<2, 0..<1])
  }
}

/// The only parting, or what the solver says instead.
func unique(_ table: GroupedTable) throws -> PartedTable {
  let grouping = table.parted()
  guard case .unique(let parted) = grouping else { throw NotUnique(grouping: grouping) }
  return parted
}

struct NotUnique: Error { let grouping: Grouping }
