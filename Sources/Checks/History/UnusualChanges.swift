import FlowTables
import Foundation

/// Sums and cells far outside the changes from year to year seen so far: the worst few, the worst first.
func unusualChangeFindings(in comparison: Comparison) -> [Finding] {
  guard !comparison.neighbours.isEmpty else { return [] }
  let places = comparison.table.places
  let grand = history(of: comparison, ChangeLimits(persons: 300, ratio: 1.25, ratioUnseen: 3)) { [$0.total] }
  let sums = history(of: comparison, ChangeLimits(persons: 300, ratio: 1.4, ratioUnseen: 3)) {
    $0.from + $0.to
  }
  let cells = history(of: comparison, ChangeLimits(persons: 100, ratio: 1.5, ratioUnseen: nil)) { $0.numbers }

  let unusual =
    grand.unusual().map { Named($0, from: "total", to: "total", at: nil) }
    + sums.unusual().map { figure in
      let place = places[figure.index % places.count].code
      return figure.index < places.count
        ? Named(figure, from: place, to: "total", at: nil) : Named(figure, from: "total", to: place, at: nil)
    }
    + cells.unusual().map { figure in
      let cell = comparison.table.cells[figure.index]
      return Named(figure, from: cell.flow.origin.code, to: cell.flow.destination.code, at: cell.at)
    }
  let worst = unusual.sorted { $0.figure.excess > $1.figure.excess }
  let shown = worst.prefix(5)
  var findings = shown.map(\.finding)
  if worst.count > shown.count {
    findings[shown.count - 1].message +=
      " And \(grouped(worst.count - shown.count)) more figures changed as unusually."
  }
  return findings
}

private func history(
  of comparison: Comparison, _ limits: ChangeLimits, figures: (FigureGrid) -> [Int]
) -> FigureHistory {
  FigureHistory(
    here: (comparison.here.year, figures(comparison.here)),
    years: comparison.years.map { ($0.year, figures($0)) },
    neighbours: comparison.neighbours.map { ($0.year, figures($0)) }, limits: limits)
}

/// An unusual figure with the ends of its flow.
private struct Named {
  let figure: UnusualFigure
  let from: String
  let to: String
  let at: SourcePlace?

  init(_ figure: UnusualFigure, from: String, to: String, at: SourcePlace?) {
    (self.figure, self.from, self.to, self.at) = (figure, from, to, at)
  }

  var finding: Finding {
    let change = percent(relativeChange(from: figure.neighbour, to: figure.figure))
    let usual =
      figure.usual.map { usual in
        "in the years stored so far it changed by \(percent(exp(usual.low) - 1)) to \(percent(exp(usual.high) - 1)) "
          + "a year"
      } ?? "too few years are stored to say what is usual"
    return Finding(
      .unusualChange,
      "\(from)->\(to): \(grouped(figure.figure)), but \(grouped(figure.neighbour)) in \(figure.year) (\(change)); "
        + "\(usual)\(at.map { " (\($0))" } ?? ""). Compare with the publisher's table.",
      severity: .warning, from: from, to: to, expected: figure.neighbour, found: figure.figure, at: at)
  }
}
