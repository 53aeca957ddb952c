/// The candidates that are left for each cell, and the way back to more of them.
struct Domains {
  let rows: Int
  let columns: Int
  let candidates: [Candidate]
  /// The row of each candidate.
  let rowOf: [Int32]
  private var isLeft: [Bool]
  /// How many candidates each cell has left, row by row.
  private(set) var choices: [Int32]
  /// How many of them hide a number, by column.
  private(set) var hiding: [Int32]
  /// Those that are gone, in the order of going.
  private var trail: [Int32] = []

  init(_ paths: [RowPaths], columns: Int) {
    (rows, self.columns) = (paths.count, columns)
    candidates = paths.flatMap(\.candidates)
    rowOf = paths.indices.flatMap { Array(repeating: Int32($0), count: paths[$0].candidates.count) }
    isLeft = Array(repeating: true, count: candidates.count)
    choices = Array(repeating: 0, count: rows * columns)
    hiding = Array(repeating: 0, count: columns)
    for index in candidates.indices { count(index, by: 1) }
  }

  /// How many candidates are gone; a state to go back to.
  var mark: Int { trail.count }

  func contains(_ index: Int32) -> Bool { isLeft[Int(index)] }

  func cell(of index: Int32) -> (row: Int, column: Int) {
    (Int(rowOf[Int(index)]), Int(candidates[Int(index)].column))
  }

  mutating func remove(_ index: Int32) {
    isLeft[Int(index)] = false
    count(Int(index), by: -1)
    trail.append(index)
  }

  /// Brings back all that went since a mark.
  mutating func restore(to mark: Int) {
    while trail.count > mark, let index = trail.popLast() {
      isLeft[Int(index)] = true
      count(Int(index), by: 1)
    }
  }

  private mutating func count(_ index: Int, by change: Int32) {
    let (row, column) = cell(of: Int32(index))
    choices[row * columns + column] += change
    if candidates[index].hidesNumber { hiding[column] += change }
  }
}
