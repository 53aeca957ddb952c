/// An exchange that would make a table fit another year.
struct Exchange {
  enum Kind: CaseIterable { case rows, columns, places }

  let kind: Kind
  /// Positions in the square of roots.
  let one: Int
  let two: Int
  /// How much nearer the table would be.
  let gain: Double

  /// The place with whose cells the exchange is best shown.
  func example(in roots: RootSquare) -> Int {
    let count = roots.count
    let distance = { (place: Int) in
      [one, two].reduce(0.0) { sum, end in
        let index = kind == .columns ? place * count + end : end * count + place
        return sum + squared(roots.here[index] - roots.there[index])
      }
    }
    return (0..<count).filter { $0 != one && $0 != two }.max { distance($0) < distance($1) } ?? one
  }
}

/// How far the rows and columns of two places lie from another year's, as they are and exchanged.
struct ExchangeDistances {
  private typealias Distances = (before: Double, after: Double)

  /// Of the cells with the other places.
  private var rows: Distances = (0, 0)
  private var columns: Distances = (0, 0)
  /// Of the four cells of the two places themselves, by what is exchanged.
  private let crossing: (before: Double, rows: Double, columns: Double, places: Double)

  init(_ one: Int, _ two: Int, in roots: RootSquare) {
    let (count, here, there) = (roots.count, roots.here, roots.there)
    for place in 0..<count where place != one && place != two {
      let (rowOne, rowTwo) = (one * count + place, two * count + place)
      rows.before += squared(here[rowOne] - there[rowOne]) + squared(here[rowTwo] - there[rowTwo])
      rows.after += squared(here[rowTwo] - there[rowOne]) + squared(here[rowOne] - there[rowTwo])
      let (columnOne, columnTwo) = (place * count + one, place * count + two)
      columns.before +=
        squared(here[columnOne] - there[columnOne]) + squared(here[columnTwo] - there[columnTwo])
      columns.after +=
        squared(here[columnTwo] - there[columnOne]) + squared(here[columnOne] - there[columnTwo])
    }
    let corners = [one * count + one, one * count + two, two * count + one, two * count + two]
    let distance = { (order: [Int]) in
      zip(order, corners).reduce(0) { $0 + squared(here[corners[$1.0]] - there[$1.1]) }
    }
    crossing = (
      distance([0, 1, 2, 3]), rows: distance([2, 3, 0, 1]), columns: distance([1, 0, 3, 2]),
      places: distance([3, 2, 1, 0])
    )
  }

  /// The distances before and after an exchange.
  func of(_ kind: Exchange.Kind) -> (before: Double, after: Double) {
    switch kind {
    case .rows: (rows.before + crossing.before, rows.after + crossing.rows)
    case .columns: (columns.before + crossing.before, columns.after + crossing.columns)
    case .places:
      (rows.before + columns.before + crossing.before, rows.after + columns.after + crossing.places)
    }
  }
}
