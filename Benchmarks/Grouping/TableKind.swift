import FlytTesting
import Foundation

/// A kind of made-up table, how many there are, and what is asked of them.
struct TableKind {
  let label: String
  /// How many columns a block has; `nil` for all.
  let width: Int?
  let tables: Int
  /// The time that no table may take.
  let seconds: Double
  var mayBeUndecided = false
  var isDamaged = false
  private let inner: @Sendable (inout SeededGenerator) throws -> [[Int]]

  var name: String { "\(label)/\(width ?? 0)" }

  func make(_ random: inout SeededGenerator) throws -> PlainFigures {
    let figures = PlainFigures(try inner(&random))
    return width.map(figures.inBlocks) ?? figures
  }

  static var all: [Self] { real + decaying + logarithmic + small + mixed }

  private static var real: [Self] {
    [11, nil].flatMap { width in
      [
        Self(label: "2011", width: width, tables: 5, seconds: 0.05) { _ in try PlainFigures.real() },
        Self(label: "2011 times 0.1 to 10, cells ±30 %", width: width, tables: 600, seconds: 0.2) { random in
          let scale = exp(Double.random(in: log(0.1)...log(10), using: &random))
          return try PlainFigures.real().map { row in
            row.map { Int((Double($0) * scale * Double.random(in: 0.7...1.3, using: &random)).rounded()) }
          }
        },
      ]
    }
  }

  private static var decaying: [Self] {
    [(20, 10), (60, 10), (100, 5), (200, 2), (300, 2)].flatMap { places, tables in
      [0.05, 0.2, 0.5].flatMap { share in
        [11, nil].map { width in
          Self(
            label: "distance decay, \(places) places, \(Int(share * 100)) % over 999", width: width,
            tables: tables, seconds: places > 100 ? 4 : places > 60 ? 3 : 1, mayBeUndecided: places > 100
          ) { PlainFigures.distanceDecay(places: places, shareOver999: share, using: &$0) }
        }
      }
    }
  }

  private static var logarithmic: [Self] {
    [(10, 20), (30, 20), (40, 5), (60, 3), (100, 2)].flatMap { places, tables in
      [10_000, 100_000, 1_000_000].flatMap { limit in
        [11, nil].map { width in
          Self(
            label: "log-uniform below \(limit), \(places) places", width: width, tables: tables,
            seconds: places > 30 ? 4 : 2, mayBeUndecided: places > 30
          ) { PlainFigures.logUniform(places: places, below: Double(limit), using: &$0) }
        }
      }
    }
  }

  private static var small: [Self] {
    (2...6).map { places in
      Self(label: "figures of 1, 100 and 1100, \(places) places", width: nil, tables: 1_000, seconds: 1) {
        random in
        (0..<places).map { _ in (0..<places).map { _ in [1, 100, 1_100].randomElement(using: &random) ?? 1 } }
      }
    }
  }

  private static var mixed: [Self] {
    [("any of 3 to 28 places", 10_000, false), ("any of 3 to 28 places, one digit changed", 1_000, true)].map
    {
      label, tables, isDamaged in
      Self(label: label, width: nil, tables: tables, seconds: 4, isDamaged: isDamaged) { random in
        let places = Int.random(in: 3...28, using: &random)
        return random.chance(50)
          ? PlainFigures.distanceDecay(
            places: places, shareOver999: [0.05, 0.2, 0.5].randomElement(using: &random) ?? 0.2,
            using: &random)
          : PlainFigures.logUniform(places: places, below: 100_000, using: &random)
      }
    }
  }

  private init(
    label: String, width: Int?, tables: Int, seconds: Double, mayBeUndecided: Bool = false,
    isDamaged: Bool = false, inner: @escaping @Sendable (inout SeededGenerator) throws -> [[Int]]
  ) {
    (self.label, self.width, self.tables, self.seconds) = (label, width, tables, seconds)
    (self.mayBeUndecided, self.isDamaged, self.inner) = (mayBeUndecided, isDamaged, inner)
  }
}
