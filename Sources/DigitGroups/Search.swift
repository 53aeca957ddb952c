/// Finds one solution after the other, by trying what the sums leave open.
struct Search {
  /// What was found.
  enum Outcome {
    case solution([[Candidate]])
    /// There are no others.
    case exhausted
    case outOfWork
  }

  /// A choice that can be taken back.
  private struct Branch {
    let mark: Int
    let choice: Int32
  }

  private var propagation: Propagation
  private var branches: [Branch] = []
  private var isExhausted = false
  /// The line that failed before anything was tried, counted over rows and then columns.
  private(set) var failedLine: Int?

  init(_ propagation: Propagation) { self.propagation = propagation }

  /// Words touched so far, for the limit of work.
  var work: Int { propagation.work }

  /// The next solution, which differs from all before.
  mutating func next() -> Outcome {
    while !isExhausted {
      switch propagation.settle(isBranching: !branches.isEmpty) {
      case .outOfWork: return .outOfWork
      case .failed(let line):
        if branches.isEmpty { failedLine = line }
        retreat()
      case .settled:
        guard let cell = narrowestCell() else {
          let domains = propagation.domains
          let solution = (0..<domains.rows).map { row in
            propagation.candidates(ofRow: row).map { domains.candidates[Int($0)] }
          }
          retreat()
          return .solution(solution)
        }
        branch(at: cell)
      }
    }
    return .exhausted
  }

  /// The open cell with the fewest candidates for the failures of its row and column.
  private func narrowestCell() -> (row: Int, column: Int)? {
    let domains = propagation.domains
    var best: (row: Int, column: Int)?
    var least = Double.infinity
    for row in 0..<domains.rows {
      for column in 0..<domains.columns {
        let choices = domains.choices[row * domains.columns + column]
        guard choices > 1 else { continue }
        let failures = propagation.failures[row] + propagation.failures[domains.rows + column]
        let score = Double(choices) / Double(failures + 1)
        if score < least { (best, least) = ((row, column), score) }
      }
    }
    return best
  }

  private mutating func branch(at cell: (row: Int, column: Int)) {
    if branches.isEmpty { propagation.forgetRemoved() }
    let open = propagation.candidates(ofRow: cell.row).filter {
      propagation.domains.cell(of: $0).column == cell.column
    }
    guard let choice = open.first else { return }
    branches.append(Branch(mark: propagation.domains.mark, choice: choice))
    for other in open.dropFirst() { propagation.remove(other) }
  }

  /// Back to the last choice, which is used up.
  private mutating func retreat() {
    guard let branch = branches.popLast() else {
      isExhausted = true
      return
    }
    propagation.restore(to: branch.mark)
    propagation.remove(branch.choice)
  }
}
