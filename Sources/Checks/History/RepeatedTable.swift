import FlowTables

/// A table with another year's figures: all of them, or all but a few.
///
/// Only figures of ten persons and more show anything; smaller ones are often
/// the same by chance.
func repeatedTableFindings(in comparison: Comparison) -> [Finding] {
  let alike = comparison.years.compactMap { year in
    differing(comparison.here, year).map { (year: year, cells: $0) }
  }
  guard let best = alike.min(by: { $0.cells.count < $1.cells.count }) else { return [] }
  let all = grouped(comparison.here.numbers.count)
  let (year, here) = (best.year.year, comparison.table.referenceYear)
  let what: String
  if let first = best.cells.first {
    let (figure, other) = (comparison.here.numbers[first], best.year.numbers[first])
    what =
      "all but \(best.cells.count) of \(all) cells have the figures of \(year); the first that differs is "
      + "\(comparison.flow(at: first)), \(said(figure)) here and \(said(other)) in \(year)"
  } else {
    what = "all \(all) cells have the figures of \(year)"
  }
  return [
    Finding(
      .sameAsOtherYear,
      "\(what). Compare with the publisher's tables of \(here) and of \(year): one of them may stand under the "
        + "wrong year.",
      severity: .warning, found: best.cells.count)
  ]
}

/// The cells that differ; `nil` where they are too many for one table to be the other.
private func differing(_ here: FigureGrid, _ there: FigureGrid) -> [Int]? {
  guard there.hasSamePlaces else { return nil }
  var differing: [Int] = []
  var same = 0
  for index in here.numbers.indices {
    let (one, other) = (here.numbers[index], there.numbers[index])
    if one == other {
      if one >= 10 { same += 1 }
    } else if max(one, other) > 0 {
      differing.append(index)
      if differing.count > here.numbers.count / 10 { return nil }
    }
  }
  return same >= 4 && same >= 9 * differing.count ? differing : nil
}

/// A figure in words.
func said(_ figure: Int) -> String { figure < 0 ? "no number" : grouped(figure) }
