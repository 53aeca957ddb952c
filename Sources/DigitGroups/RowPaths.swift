/// The ways to part one row: paths over points (column, token), each step a candidate.
///
/// A figure exceeds the sum of its groups by a multiple of 999. With every group of the row counted
/// once, "the cells add up to the total" becomes a sum of small whole numbers, the weights, that is 0.
struct RowPaths {
  /// Under one column after the other, so that every step leads to a later point.
  private(set) var candidates: [Candidate] = []
  /// How many points there are; paths lead from the first to the last.
  private(set) var points = 1
  /// Whether the row has a sum to fit: a total, and no hidden number.
  let hasSum: Bool

  /// With more ways to read its total a row is not searched for its nearest parting.
  private static let mostTotals = 8

  private let totalColumn: Int?
  /// The sum of all groups, each for itself.
  private let groups: Int

  /// All paths; none, where a block's tokens cannot be its cells.
  init(_ row: [[GroupToken]], blocks: [Int], totalColumn: Int?) {
    hasSum = totalColumn != nil && !row.joined().contains(where: \.hidesNumber)
    self.totalColumn = totalColumn
    groups = row.joined().reduce(0) { $0 + $1.value }
    var column = 0
    for (tokens, width) in zip(row, blocks) {
      guard let paths = BlockPaths(tokens, columns: width) else {
        candidates = []
        return
      }
      // The last point of a block is the first of the next.
      let start = points - 1
      for cell in paths.cells { add(cell, of: tokens, column: column, start: start) }
      points = start + paths.points
      column += width
    }
  }

  private mutating func add(_ cell: BlockPaths.Cell, of tokens: [GroupToken], column: Int, start: Int) {
    let run = tokens[cell.tokens]
    let sum = run.reduce(0) { $0 + $1.value }
    let value = run.count == 1 ? sum : run.reduce(0) { $0 * 1000 + $1.value }
    var (weight, misfit) = (0, 0)
    if hasSum {
      weight = (value - sum) / 999
      if column + cell.column == totalColumn {
        // All other groups must reach the total: `groups - sum` plus 999 times their cells' weights.
        let surplus = groups - 2 * sum
        misfit = (surplus % 999 + 999) % 999
        weight = (surplus - misfit) / 999 - weight
      }
    }
    candidates.append(
      Candidate(
        column: Int32(column + cell.column), first: Int32(cell.tokens.lowerBound), count: Int32(run.count),
        from: Int32(start + cell.from), to: Int32(start + cell.to),
        hidesNumber: run.contains(where: \.hidesNumber), value: value, weight: weight, misfit: misfit))
  }

  /// Leaves out what lies on no path that fits the row's own sum, as far as `bits` show; whether a path is left.
  ///
  /// Where none is, the candidates stay as they are.
  mutating func fitSum(with filter: inout LineFilter, bits: Int) -> Bool {
    var steps = steps { $0.misfit == 0 }
    var dropped: [Int32] = []
    guard !candidates.isEmpty,
      case .filtered = filter.filter(&steps, points: points, bits: bits, dropping: &dropped)
    else { return false }
    candidates = steps.map { candidates[Int($0.candidate)] }
    return true
  }

  /// What the cells exceed the total by in the parting that comes closest; `nil` where that is out of reach.
  func nearestExcess(with filter: inout LineFilter) -> Int? {
    let totals = candidates.indices.filter { Int(candidates[$0].column) == totalColumn }
    guard hasSum, totals.count <= Self.mostTotals else { return nil }
    var nearest: Int?
    for total in totals {
      let steps = steps {
        $0.column != candidates[total].column
          || $0.first == candidates[total].first
            && $0.count == candidates[total].count
      }
      for sum in filter.sumsNearZero(of: steps, points: points) {
        let excess = 999 * sum + candidates[total].misfit
        if nearest.map({ abs(excess) < abs($0) }) ?? true { nearest = excess }
      }
    }
    return nearest
  }

  private func steps(where isTaken: (Candidate) -> Bool) -> [Step] {
    candidates.indices.filter { isTaken(candidates[$0]) }.map { index in
      let candidate = candidates[index]
      return Step(from: candidate.from, to: candidate.to, weight: candidate.weight, candidate: Int32(index))
    }
  }
}
