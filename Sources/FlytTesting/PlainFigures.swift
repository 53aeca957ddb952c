package import DigitGroups
import Foundation

/// Figures with their sums, to be printed so that thousands marks and column gaps are the same blank.
///
/// - Totals: computed from the figures, in the first row and column, or in the last.
package struct PlainFigures: Sendable {
  /// All rows with their totals.
  package let rows: [[Int]]
  /// Whether totals stand last.
  package let totalsAreLast: Bool
  /// How many columns each block has.
  package var blocks: [Int]

  /// A table of inner figures, in one block.
  package init(_ inner: [[Int]], totalsAreLast: Bool = false) {
    func withTotal(_ figures: [Int]) -> [Int] {
      let total = figures.reduce(0, +)
      return totalsAreLast ? figures + [total] : [total] + figures
    }
    let rows = inner.map(withTotal)
    let sums = (rows.first ?? []).indices.map { column in rows.reduce(0) { $0 + $1[column] } }
    self.rows = totalsAreLast ? rows + [sums] : [sums] + rows
    self.totalsAreLast = totalsAreLast
    blocks = [sums.count]
  }

  /// The inner figures of the real table of 2011; a cell that cannot be is 0.
  package static func real() throws -> [[Int]] {
    let text = String(decoding: try Fixtures.bytes("ssb/county-flows-2011-en.txt"), as: UTF8.self)
    let lines = text.split(separator: "\n").map { line -> [Int] in
      let words = line.split(separator: " ").map { $0.filter { $0 != "\u{A0}" } }
      return words.reversed().prefix { Int($0) != nil || $0 == "." }.reversed().map { Int($0) ?? 0 }
    }
    // A row's code is parted from its figures by its name, or by lines of it.
    let rows = lines.filter { $0.count > 9 }
    let half = rows.count / 2
    return (1..<half).map { Array((rows[$0] + rows[half + $0]).dropFirst()) }
  }

  /// Figures of places in a plane that fall with their distance, so many of them over 999.
  package static func distanceDecay(
    places: Int, shareOver999: Double, using random: inout SeededGenerator
  ) -> [[Int]] {
    let sites = (0..<places).map { _ in
      let (x, y) = (Double.random(in: 0...1, using: &random), Double.random(in: 0...1, using: &random))
      return (x: x, y: y, size: exp(Double.random(in: 0...2.5, using: &random)))
    }
    let raw = sites.enumerated().map { one, from in
      sites.enumerated().map { other, to in
        let apart = one == other ? 0.02 : hypot(from.x - to.x, from.y - to.y) + 0.03
        return from.size * to.size / pow(apart, 1.5) * exp(Double.random(in: -0.3...0.3, using: &random))
      }
    }
    let ordered = raw.joined().sorted()
    let least = ordered[min(ordered.count - 1, Int(Double(ordered.count) * (1 - shareOver999)))]
    return raw.map { $0.map { Int(($0 / least * 1000).rounded()) } }
  }

  /// Figures even on a logarithmic scale: rows that mix very small and very large ones.
  package static func logUniform(
    places: Int, below limit: Double, using random: inout SeededGenerator
  ) -> [[Int]] {
    (0..<places).map { _ in
      (0..<places).map { _ in Int(exp(Double.random(in: 0...log(limit), using: &random))) }
    }
  }

  /// The same figures in blocks of so many columns, the last of which may be narrower.
  package func inBlocks(of width: Int) -> Self {
    var copy = self
    copy.blocks = stride(from: 0, to: rows[0].count, by: width).map { min(width, rows[0].count - $0) }
    return copy
  }

  /// The figures as they are printed, every group a token; nothing tells the groups apart.
  package func printed() -> GroupedTable {
    let tokens = rows.map { row in
      var column = 0
      return blocks.map { width in
        defer { column += width }
        return row[column..<(column + width)].flatMap(Self.groups)
      }
    }
    return GroupedTable(
      rows: tokens, blocks: blocks, totalRow: totalsAreLast ? rows.count - 1 : 0,
      totalColumn: totalsAreLast ? rows[0].count - 1 : 0)
  }

  /// The groups of a figure, the first of 1 to 3 digits and the others of 3.
  package static func groups(of figure: Int) -> [GroupToken] {
    let last = figure % 1000
    guard figure > 999 else { return [GroupToken(.digits(count: String(last).count, value: last))] }
    return groups(of: figure / 1000) + [GroupToken(.digits(count: 3, value: last))]
  }
}

extension PartedTable {
  /// The figures alone; -1 for a hidden one.
  package var figures: [[Int]] { rows.map { $0.map { $0.value ?? -1 } } }
}
