import FlowTables

/// An edition that changes more of the one it follows, of that number, than revisions do.
func revisionFindings(in comparison: Comparison, following current: FigureGrid?, vintage: Int) -> [Finding] {
  guard let current else { return [] }
  let here = comparison.here
  var cells = 0
  var changed = 0
  for (one, other) in zip(here.numbers, current.numbers) where max(one, other) > 0 {
    cells += 1
    if one != other { changed += 1 }
  }
  let change = relativeChange(from: current.total, to: here.total)
  guard 3 * changed > cells || abs(change) > 0.2 else { return [] }
  return [
    Finding(
      .unusualChange,
      "total->total: \(grouped(here.total)), but \(grouped(current.total)) in edition \(vintage) of \(current.year) "
        + "(\(percent(change))); \(grouped(changed)) of \(grouped(cells)) figures differ from it. Revisions change "
        + "less: compare with the publisher's table, and the title's year with its figures.",
      severity: .warning, from: "total", to: "total", expected: current.total, found: here.total)
  ]
}

/// A change as a part of the earlier figure; of 1 where that is 0.
func relativeChange(from earlier: Int, to later: Int) -> Double {
  (Double(later) - Double(earlier)) / Double(max(earlier, 1))
}

/// A relative change as messages print it: `+12 %`, `-3 %`.
func percent(_ change: Double) -> String {
  // A larger change says no more, and must not be too large for a number.
  let rounded = Int((min(change, 1e6) * 100).rounded())
  return "\(rounded < 0 ? "" : "+")\(grouped(rounded)) %"
}
