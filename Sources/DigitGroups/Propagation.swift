/// Lets rows and columns take candidates from each other until none can any more.
struct Propagation {
  /// How it ended.
  enum Outcome {
    /// Every line may still be satisfied.
    case settled
    /// This line, counted over rows and then columns, cannot.
    case failed(line: Int)
    case outOfWork
  }

  /// The sets of one look take at most so many words.
  private static let mostWords = 1 << 21

  private(set) var domains: Domains
  /// How often each line has failed, for the choice of branches.
  private(set) var failures: [Int]

  private let points: [Int]
  private let totalRow: Int?
  private let workLimit: Int
  /// The candidates of each line, rows before columns; those that are gone are left out from time to time.
  private var members: [[Int32]]
  private var waiting: WaitingLines
  private var filter: LineFilter
  private var ownWork = 0
  private var steps: [Step] = []
  private var dropped: [Int32] = []

  init(_ paths: [RowPaths], of table: GroupedTable, filter: LineFilter, workLimit: Int) {
    domains = Domains(paths, columns: table.columns)
    points = paths.map(\.points)
    (totalRow, self.filter, self.workLimit) = (table.totalRow, filter, workLimit)
    let lines = paths.count + table.columns
    failures = Array(repeating: 0, count: lines)
    waiting = WaitingLines(lines: lines)
    members = Array(repeating: [], count: lines)
    for index in domains.candidates.indices.lazy.map({ Int32($0) }) {
      let (row, column) = domains.cell(of: index)
      members[row].append(index)
      members[domains.rows + column].append(index)
    }
  }

  /// Words touched so far, for the limit of work.
  var work: Int { filter.work + ownWork }

  /// The candidates that a row has left, in the order of columns.
  func candidates(ofRow row: Int) -> [Int32] { members[row].filter(domains.contains) }

  mutating func settle(isBranching: Bool) -> Outcome {
    let bits = isBranching ? WaitingLines.bitsWhileBranching : WaitingLines.bits
    while let (line, effort) = waiting.next() {
      guard work < workLimit else { return .outOfWork }
      if !look(at: line, bits: bits[effort]) {
        failures[line] += 1
        waiting.removeAll()
        return .failed(line: line)
      }
    }
    return .settled
  }

  /// Takes a candidate away; the lines that it crosses are looked at again.
  mutating func remove(_ index: Int32) { remove(index, noticedBy: nil) }

  /// Back to an earlier state, in which nothing waits.
  mutating func restore(to mark: Int) {
    ownWork += 4 * (domains.mark - mark)
    domains.restore(to: mark)
  }

  /// Leaves those out of the lists that are gone for good: nothing may be restored to before.
  mutating func forgetRemoved() {
    for line in members.indices { members[line].removeAll { !domains.contains($0) } }
  }

  /// Whether a line can still be satisfied, after all is dropped that does not help.
  private mutating func look(at line: Int, bits: Int) -> Bool {
    let isRow = line < domains.rows
    // A column whose number may be hidden has no sum to meet.
    if !isRow, totalRow == nil || domains.hiding[line - domains.rows] > 0 { return true }
    takeSteps(of: line)
    let points = isRow ? points[line] : domains.rows + 1
    let most = max(64, Self.mostWords / (points * 2) * 64)
    dropped.removeAll(keepingCapacity: true)
    switch filter.filter(&steps, points: points, bits: min(bits, most), dropping: &dropped) {
    case .impossible: return false
    case .filtered(let isExact):
      if isExact { waiting.settle(line) }
      for index in dropped { remove(index, noticedBy: line) }
      return true
    }
  }

  private mutating func takeSteps(of line: Int) {
    ownWork += 4 * members[line].count
    steps.removeAll(keepingCapacity: true)
    for index in members[line] where domains.contains(index) {
      let candidate = domains.candidates[Int(index)]
      if line < domains.rows {
        steps.append(
          Step(from: candidate.from, to: candidate.to, weight: candidate.weight, candidate: index))
      } else {
        // Down a column the points lie between the rows.
        let row = domains.rowOf[Int(index)]
        let value = Int(row) == totalRow ? -candidate.value : candidate.value
        steps.append(Step(from: row, to: row + 1, weight: value, candidate: index))
      }
    }
  }

  private mutating func remove(_ index: Int32, noticedBy line: Int?) {
    let (row, column) = domains.cell(of: index)
    domains.remove(index)
    if line != row { waiting.wake(row) }
    if line != domains.rows + column { waiting.wake(domains.rows + column) }
  }
}
