extension GroupedTable {
  /// The limit of work where none is given: about two seconds of a release build on one core.
  package static let usualWork = 800_000_000

  /// More ways to read the cells than this are not held in memory.
  private static let mostCandidates = 2_000_000
  /// More points of a row's paths than this are not either.
  private static let mostPoints = 400_000
  /// How large the sets are by which a row alone is parted first.
  private static let bitsOfRow = 1 << 12

  /// Parts the table's digit groups so that every sum is exact, if that can be done in one way only.
  ///
  /// The same table and limit always give the same answer.
  ///
  /// - Unit: the limit counts words of memory touched, each one to three nanoseconds of a release build.
  package func parted(workLimit: Int = usualWork) -> Grouping {
    var work = workLimit
    return parted(spending: &work)
  }

  /// Does the same with what is left of a limit that several tables share, and takes off what it spends.
  package func parted(spending work: inout Int) -> Grouping {
    guard isFit else { return .unfit }
    let workLimit = work
    var filter = LineFilter()
    var paths: [RowPaths] = []
    var (candidates, points) = (0, 0)
    defer { work -= filter.work + 8 * points }
    for row in rows {
      let size = zip(row, blocks).reduce(0) { $0 + ($1.1 + 1) * max(1, $1.0.count - $1.1 + 1) }
      points += size
      guard size <= Self.mostPoints, candidates <= Self.mostCandidates, filter.work + 8 * points < workLimit
      else { return .undecided(work: filter.work + 8 * points) }
      var row = RowPaths(row, blocks: blocks, totalColumn: totalColumn)
      guard row.fitSum(with: &filter, bits: Self.bitsOfRow) else {
        return .none(nearestRow(with: &filter, workLimit: workLimit))
      }
      candidates += row.candidates.count
      paths.append(row)
    }
    var search = Search(Propagation(paths, of: self, filter: filter, workLimit: workLimit))
    defer { work -= search.work - filter.work }
    return grouping(by: &search)
  }

  private func grouping(by search: inout Search) -> Grouping {
    var first: PartedTable?
    while true {
      switch search.next() {
      case .outOfWork: return .undecided(work: search.work)
      case .exhausted:
        if let first { return .unique(first) }
        return .none(search.failedLine.map { NearestLine(line: line($0), excess: nil) })
      case .solution(let cells):
        let parted = PartedTable(cells)
        if let first { return .ambiguous(first, parted) }
        first = parted
      }
    }
  }

  private func line(_ index: Int) -> NearestLine.Line {
    index < rows.count ? .row(index) : .column(index - rows.count)
  }

  /// Of the rows that no parting satisfies the one that misses its total by least.
  private func nearestRow(with filter: inout LineFilter, workLimit: Int) -> NearestLine? {
    var nearest: NearestLine?
    for (index, row) in rows.enumerated() where filter.work < workLimit {
      var paths = RowPaths(row, blocks: blocks, totalColumn: totalColumn)
      guard !paths.fitSum(with: &filter, bits: Self.bitsOfRow) else { continue }
      let excess = paths.nearestExcess(with: &filter)
      if nearest.map({ $0.isFarther(than: excess) }) ?? true {
        nearest = NearestLine(line: .row(index), excess: excess)
      }
    }
    return nearest
  }
}

extension NearestLine {
  fileprivate func isFarther(than other: Int?) -> Bool {
    guard let other else { return false }
    return excess.map { abs($0) > abs(other) } ?? true
  }
}
