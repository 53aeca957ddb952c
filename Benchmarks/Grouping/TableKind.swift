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
    var kinds: [Self] = []
    for (places, tables, seconds) in [
      (20, 10, 1.0), (60, 10, 1.0), (100, 5, 3.0), (200, 2, 4.0), (300, 2, 4.0),
    ] {
      for share in [5, 20, 50] {
        for width in [11, nil] {
          let label = "distance decay, \(places) places, \(share) % over 999"
          kinds.append(
            Self(label: label, width: width, tables: tables, seconds: seconds, mayBeUndecided: places > 100) {
              PlainFigures.distanceDecay(places: places, shareOver999: Double(share) / 100, using: &$0)
            })
        }
      }
    }
    return kinds
  }

  private static var logarithmic: [Self] {
    var kinds: [Self] = []
    for (places, tables, seconds) in [
      (10, 20, 2.0), (30, 20, 2.0), (40, 5, 4.0), (60, 3, 4.0), (100, 2, 4.0),
    ] {
      for limit in [10_000, 100_000, 1_000_000] {
        for width in [11, nil] {
          let label = "log-uniform below \(limit), \(places) places"
          kinds.append(
            Self(label: label, width: width, tables: tables, seconds: seconds, mayBeUndecided: places > 30) {
              PlainFigures.logUniform(places: places, below: Double(limit), using: &$0)
            })
        }
      }
    }
    return kinds
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
    [false, true].map { isDamaged in
      Self(
        label: "any of 3 to 28 places" + (isDamaged ? ", one digit changed" : ""), width: nil,
        tables: isDamaged ? 1_000 : 10_000, seconds: 4, isDamaged: isDamaged, inner: anyFigures)
    }
  }

  @Sendable private static func anyFigures(using random: inout SeededGenerator) -> [[Int]] {
    let places = Int.random(in: 3...28, using: &random)
    guard random.chance(50) else {
      return PlainFigures.logUniform(places: places, below: 100_000, using: &random)
    }
    let share = [0.05, 0.2, 0.5].randomElement(using: &random) ?? 0.2
    return PlainFigures.distanceDecay(places: places, shareOver999: share, using: &random)
  }

  private init(
    label: String, width: Int?, tables: Int, seconds: Double, mayBeUndecided: Bool = false,
    isDamaged: Bool = false, inner: @escaping @Sendable (inout SeededGenerator) throws -> [[Int]]
  ) {
    (self.label, self.width, self.tables, self.seconds) = (label, width, tables, seconds)
    (self.mayBeUndecided, self.isDamaged, self.inner) = (mayBeUndecided, isDamaged, inner)
  }
}
