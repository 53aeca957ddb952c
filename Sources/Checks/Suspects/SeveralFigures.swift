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
