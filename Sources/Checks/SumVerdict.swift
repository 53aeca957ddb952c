import FlowTables

/// How a table's printed sums agree with its cells.
struct SumVerdict {
  /// The printed grand total.
  private(set) var printedTotal: Int?
  /// Which identities hold exactly, within the dataset's tolerance.
  private(set) var proof: [Proof] = []
  /// How many of each kind were tried.
  private(set) var identities: [Identity] = []
  private(set) var findings: [Finding] = []

  /// `unplaced` are rows that the layout could not put under their headings, `empty` the pairs without a figure.
  init(
    of grid: ReportedGrid, isPart: Bool = false, tolerance: Int, unplaced: [UnplacedRow] = [],
    empty: Set<Flow> = []
  ) {
    // A table without any sums, such as a long list, is proven by nothing; one with a few has lost some.
    guard !grid.totals.isEmpty else { return }
    let rows = grid.places.enumerated().map { position, place in
      SumIdentity(of: .from(place), over: grid.row(position), in: grid, isPart: isPart, tolerance: tolerance)
    }
    let columns = grid.places.enumerated().map { position, place in
      SumIdentity(of: .to(place), over: grid.column(position), in: grid, isPart: isPart, tolerance: tolerance)
    }
    let grand = GrandTotal(of: grid, tolerance: tolerance)
    printedTotal = grand.printed
    identities = [
      Self.identity(.rows, rows), Self.identity(.columns, columns),
      Identity(
        kind: .total, holds: grand.held, tried: 2, cells: grand.held * grid.places.count),
    ]
    proof = identities.filter { $0.holds == $0.tried }.map(\.kind)
    let broken = (rows + columns).compactMap(\.finding) + grand.findings
    let printed =
      (isPart ? lostTotals(of: rows, columns) : missingTotals(in: grid)) + doubledTotals(in: grid)
    let hidden = hiddenFindings(of: grid, empty: empty, tolerance: tolerance)
    let isWrong =
      !(broken + printed).isEmpty || hidden.contains { $0.severity == .error } || grid.hasUnreadable
    // Causes before what follows from them. What sums leave for a hidden number is told only where they hold.
    findings =
      printed
      + (isWrong ? suspects(in: grid, unplaced: unplaced, tolerance: tolerance) : [])
      + (isWrong ? hidden.filter { $0.severity == .error } : hidden) + broken
  }

  private static func identity(_ kind: Proof, _ sums: [SumIdentity]) -> Identity {
    let holds = sums.count(where: \.isProven)
    return Identity(kind: kind, holds: holds, tried: sums.count, cells: holds * sums.count)
  }

  private func missingTotals(in grid: ReportedGrid) -> [Finding] {
    let expected = grid.places.map { Margin.from($0) } + grid.places.map { .to($0) } + [.grand]
    return missingTotals(expected.filter { grid.totals[$0] == nil }, of: expected)
  }

  /// In a part the sums of the whole rows or columns that it has; those of one side may all be in another part.
  private func lostTotals(of rows: [SumIdentity], _ columns: [SumIdentity]) -> [Finding] {
    [rows, columns].flatMap { identities -> [Finding] in
      let whole = identities.filter(\.isClosed)
      let missing = whole.filter { $0.printed == nil }.map(\.margin)
      return missing.count == whole.count ? [] : missingTotals(missing, of: whole.map(\.margin))
    }
  }

  private func missingTotals(_ missing: [Margin], of expected: [Margin]) -> [Finding] {
    guard !missing.isEmpty else { return [] }
    let ends = missing.map { "\($0.ends.from)->\($0.ends.to)" }.joined(separator: ", ")
    return [
      Finding(
        .missingCell,
        "\(missing.count) of \(expected.count) printed sums are missing: \(ends). Compare the extract with the "
          + "publisher's table.", from: missing[0].ends.from, to: missing[0].ends.to)
    ]
  }

  /// A sum may be printed again in each column block, but not differently.
  private func doubledTotals(in grid: ReportedGrid) -> [Finding] {
    grid.totals.sorted { $0.key.ends < $1.key.ends }.compactMap { margin, figures in
      guard Set(figures.map(\.value)).count > 1 else { return nil }
      let (from, to) = margin.ends
      let places = figures.map { "\(grouped($0.value?.number ?? 0)) on \($0.at)" }.joined(separator: ", ")
      return Finding(
        .duplicateCell, "\(from)->\(to): the sum is printed with different figures: \(places).", from: from,
        to: to,
        at: figures.last?.at)
    }
  }
}

/// The printed grand total against both margins.
struct GrandTotal {
  let printed: Int?
  let at: SourcePlace?
  /// The printed sums of all rows, and of all columns, added up; `nil` where one is missing.
  let rows: Int?
  let columns: Int?
  private let tolerance: Int

  init(of grid: ReportedGrid, tolerance: Int) {
    let figure = grid.totals[.grand]?.first
    (printed, at, self.tolerance) = (figure?.value?.number, figure?.at, tolerance)
    rows = Self.sum(grid.places.map { .from($0) }, of: grid)
    columns = Self.sum(grid.places.map { .to($0) }, of: grid)
  }

  /// Of the two margins, how many add up to it.
  var held: Int { printed == nil ? 0 : [rows, columns].count { $0 != nil } - findings.count }

  var findings: [Finding] {
    guard let printed else { return [] }
    return [(rows, "rows"), (columns, "columns")].compactMap { sum, name in
      guard let sum, abs(printed - sum) > tolerance else { return nil }
      let place = at.map { " (\($0))" } ?? ""
      return Finding(
        .grandTotal,
        "the grand total: \(grouped(printed)) is printed\(place), the totals of the \(name) add up to "
          + "\(grouped(sum)).", from: "total", to: "total", expected: printed, found: sum, at: at)
    }
  }

  private static func sum(_ margins: [Margin], of grid: ReportedGrid) -> Int? {
    var sum = 0
    for margin in margins {
      guard let figure = grid.totals[margin]?.first?.value?.number else { return nil }
      sum += figure
    }
    return sum
  }
}
