import FlowTables

extension Balance {
  /// So many figures are named together at most; more are a spoilt table and no list of misreadings.
  private static let limit = 12

  /// Figures that were misread each by itself, where the sums tell them apart.
  var independentCorrections: [[Correction]] {
    guard max(brokenRows.count, brokenColumns.count) <= Self.limit else { return [] }
    if brokenRows.isEmpty || brokenColumns.isEmpty { return balancedPairs }
    var crossings = Crossings(of: self)
    crossings.matchEquals()
    crossings.matchStars()
    crossings.matchPairs()
    crossings.matchStars()
    return crossings.endings.compactMap(corrections)
  }

  /// Two figures of one line that are wrong by opposite numbers, in the lines where known misreadings explain both.
  private var balancedPairs: [[Correction]] {
    let pairs: [[Correction]]
    switch (brokenRows, brokenColumns) {
    case ([], let columns) where columns.count == 2:
      pairs = rows.indices.compactMap { row in
        corrections(columns.map { (row, $0, self.columns[$0] ?? 0) })
      }
    case (let rows, []) where rows.count == 2:
      pairs = columns.indices.compactMap { column in
        corrections(rows.map { ($0, column, self.rows[$0] ?? 0) })
      }
    default: pairs = []
    }
    let explained = pairs.filter { $0.allSatisfy(isExplained) }
    return explained.count > 3 ? [] : explained
  }

  /// The right figures at some crossings, where they make everything add up.
  private func corrections(_ crossings: [(row: Int, column: Int, lack: Int)]) -> [Correction]? {
    let corrections = crossings.compactMap { correction($0.row, $0.column, lacking: $0.lack) }
    guard corrections.count == crossings.count, corrections.count <= Self.limit,
      // Several lost figures are a lost piece of the table.
      corrections.count(where: { figure($0.position) == nil }) <= 1, isSettled(by: corrections)
    else { return nil }
    return corrections.sorted {
      ($0.position.row, $0.position.column) < ($1.position.row, $1.position.column)
    }
  }

  /// Crossings of a row and a column that lack the same as no others do, in a table that isn't explained as a whole.
  ///
  /// Only those that a known misreading explains: in a spoilt table equal numbers come about by chance.
  var partialCorrections: [Correction] {
    var crossings = Crossings(of: self)
    crossings.matchEquals()
    let corrections = crossings.found.compactMap { correction($0.row, $0.column, lacking: $0.lack) }
      .filter { figure($0.position)?.value?.number != nil && isExplained($0) }
    return corrections.count > Self.limit ? [] : corrections
  }
}

/// Broken rows and columns on the way to being paired.
private struct Crossings {
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
