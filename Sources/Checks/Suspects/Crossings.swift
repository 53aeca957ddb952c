/// Broken rows and columns on the way to being paired.
struct Crossings {
  private(set) var found: [(row: Int, column: Int, lack: Int)] = []
  private var rows: [Int: Int]
  private var columns: [Int: Int]

  init(of balance: Balance) {
    rows = Dictionary(uniqueKeysWithValues: balance.brokenRows.map { ($0, balance.rows[$0] ?? 0) })
    columns = Dictionary(uniqueKeysWithValues: balance.brokenColumns.map { ($0, balance.columns[$0] ?? 0) })
  }

  /// All crossings in each way that is left: one where everything is paired, two where two rows and two columns
  /// lack the same, else none.
  var endings: [[(row: Int, column: Int, lack: Int)]] {
    let (rows, columns) = (rows.sorted { $0.key < $1.key }, columns.sorted { $0.key < $1.key })
    if rows.isEmpty, columns.isEmpty { return [found] }
    guard rows.count == 2, columns.count == 2, Set(rows.map(\.value) + columns.map(\.value)).count == 1 else {
      return []
    }
    return [columns, columns.reversed()].map { columns in
      found + zip(rows, columns).map { (row: $0.key, column: $1.key, lack: $0.value) }
    }
  }

  /// A row and a column that lack the same, as no others do.
  mutating func matchEquals() {
    let columnsByLack = Dictionary(grouping: columns.keys) { columns[$0] ?? 0 }
    for (lack, rows) in Dictionary(grouping: rows.keys, by: { rows[$0] ?? 0 }).sorted(by: { $0.key < $1.key })
    {
      guard rows.count == 1, let crossing = columnsByLack[lack], crossing.count == 1 else { continue }
      take(rows[0], crossing[0], lack)
    }
  }

  /// One row that is left lacks what all columns that are left do, or the other way round.
  mutating func matchStars() {
    if rows.count == 1, let (row, lack) = rows.first, columns.values.reduce(0, +) == lack {
      for (column, lack) in columns.sorted(by: { $0.key < $1.key }) { take(row, column, lack) }
    } else if columns.count == 1, let (column, lack) = columns.first, rows.values.reduce(0, +) == lack {
      for (row, lack) in rows.sorted(by: { $0.key < $1.key }) { take(row, column, lack) }
    }
  }

  /// A row that lacks what two columns do together, where only those two do, and the other way round.
  mutating func matchPairs() {
    for (row, lack) in rows.sorted(by: { $0.key < $1.key }) {
      guard let (one, other) = onlyPair(in: columns, adding: lack) else { continue }
      for column in [one, other] { take(row, column, columns[column] ?? 0) }
    }
    for (column, lack) in columns.sorted(by: { $0.key < $1.key }) {
      guard let (one, other) = onlyPair(in: rows, adding: lack) else { continue }
      for row in [one, other] { take(row, column, rows[row] ?? 0) }
    }
  }

  private mutating func take(_ row: Int, _ column: Int, _ lack: Int) {
    found.append((row, column, lack))
    rows[row] = nil
    columns[column] = nil
  }

  private func onlyPair(in lacks: [Int: Int], adding sum: Int) -> (Int, Int)? {
    let keys = lacks.keys.sorted()
    var pairs: [(Int, Int)] = []
    for (index, one) in keys.enumerated() {
      for other in keys[(index + 1)...] where (lacks[one] ?? 0) + (lacks[other] ?? 0) == sum {
        pairs.append((one, other))
      }
    }
    return pairs.count == 1 ? pairs[0] : nil
  }
}
