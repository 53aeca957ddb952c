import FlowTables

/// How a table's printed sums agree with its cells.
struct SumVerdict {
  /// The printed grand total.
  private(set) var printedTotal: Int?
  /// Which identities hold exactly, within the dataset's tolerance.
  private(set) var proof: [Proof] = []
  private(set) var findings: [Finding] = []

  init(of grid: ReportedGrid, tolerance: Int) {
    // A table without any sums, such as a long list, is proven by nothing; one with a few has lost some.
    guard !grid.totals.isEmpty else { return }
    let rows = Self.identities(grid.places.map { .from($0) }, of: grid, tolerance: tolerance)
    let columns = Self.identities(grid.places.map { .to($0) }, of: grid, tolerance: tolerance)
    let grand = GrandTotal(of: grid, tolerance: tolerance)
    printedTotal = grand.printed
    if rows.allSatisfy(\.isProven) { proof.append(.rows) }
    if columns.allSatisfy(\.isProven) { proof.append(.columns) }
    if grand.isProven { proof.append(.total) }
    findings =
      missingTotals(in: grid) + doubledTotals(in: grid) + (rows + columns).compactMap(\.finding)
      + grand.findings
      + suspects(rows: rows.filter(\.isBroken), columns: columns.filter(\.isBroken), grand: grand, in: grid)
  }

  private static func identities(_ margins: [Margin], of grid: ReportedGrid, tolerance: Int) -> [SumIdentity]
  {
    margins.map { SumIdentity(of: $0, in: grid, tolerance: tolerance) }
  }

  private func missingTotals(in grid: ReportedGrid) -> [Finding] {
    let expected = grid.places.map { Margin.from($0) } + grid.places.map { .to($0) } + [.grand]
    let missing = expected.filter { grid.totals[$0] == nil }
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

/// One printed sum against the cells that it sums.
struct SumIdentity {
  let margin: Margin
  /// `nil` where no number is printed.
  let printed: Int?
  let computed: Int
  let at: SourcePlace?
  /// Some cell hides its number, so that the cells may only fall short.
  private let isOpen: Bool
  private let tolerance: Int

  init(of margin: Margin, in grid: ReportedGrid, tolerance: Int) {
    let figure = grid.totals[margin]?.first
    (self.margin, self.tolerance, at) = (margin, tolerance, figure?.at)
    printed = figure?.value?.number
    computed = grid.flows(of: margin).reduce(0) { $0 + grid.persons($1) }
    isOpen = grid.hidesNumber(in: margin)
  }

  /// Printed less computed; 0 where nothing is printed.
  var residual: Int { printed.map { $0 - computed } ?? 0 }

  var isBroken: Bool { isOpen ? residual < -tolerance : abs(residual) > tolerance }

  var isProven: Bool { printed != nil && !isOpen && !isBroken }

  var finding: Finding? {
    guard isBroken, let printed else { return nil }
    let (from, to) = margin.ends
    let (code, what): (Finding.Code, String) =
      from == "total" ? (.columnSum, "all moves to \(to)") : (.rowSum, "all moves from \(from)")
    let place = at.map { " (\($0))" } ?? ""
    return Finding(
      code, "\(what): \(grouped(printed)) is printed\(place), the cells add up to \(grouped(computed)).",
      from: from, to: to, expected: printed, found: computed, at: at)
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

  var isProven: Bool { printed != nil && rows != nil && columns != nil && findings.isEmpty }

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
