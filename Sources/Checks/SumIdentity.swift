import FlowTables

/// One printed sum against the cells that it sums.
struct SumIdentity {
  let margin: Margin
  /// `nil` where no number is printed.
  let printed: Int?
  let computed: Int
  let at: SourcePlace?
  /// Some cell hides its number or is still to come, so that the cells may only fall short.
  private let isOpen: Bool
  private let tolerance: Int

  /// Of a part, cells that are missing are still to come; of a whole table they were lost.
  init(of margin: Margin, over cells: StrideTo<Int>, in grid: ReportedGrid, isPart: Bool, tolerance: Int) {
    let figure = grid.totals[margin]?.first
    (self.margin, self.tolerance, at) = (margin, tolerance, figure?.at)
    printed = figure?.value?.number
    var computed = 0
    var isOpen = false
    for cell in cells {
      let figure = grid.figure(at: cell)
      // What has no number, or isn't there, adds nothing.
      computed += figure?.value?.number ?? 0
      isOpen = isOpen || figure.map { $0.value?.hidesNumber == true } ?? isPart
    }
    (self.computed, self.isOpen) = (computed, isOpen)
  }

  /// Whether every cell of the sum is there with its number.
  var isClosed: Bool { !isOpen }

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
