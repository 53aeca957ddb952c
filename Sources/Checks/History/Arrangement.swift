import FlowTables

/// A table that fits another year, or edition, far better when its figures are put elsewhere.
func arrangementFindings(in comparison: Comparison, beside other: FigureGrid?) -> [Finding] {
  guard let other else { return [] }
  let roots = RootSquare(comparison.here, other)
  if let transposed = transposedFinding(in: comparison, beside: other, roots) { return [transposed] }
  return [exchangedFinding(in: comparison, beside: other, roots)].compactMap(\.self)
}

/// Most surpluses between two places, one way over the other, point the other way than in the other year.
private func transposedFinding(
  in comparison: Comparison, beside other: FigureGrid, _ roots: RootSquare
) -> Finding? {
  let count = roots.count
  var (asIs, transposed) = (0.0, 0.0)
  var (telling, reversed) = (0, 0)
  var example: (one: Int, two: Int, weight: Double)?
  for one in 0..<count {
    for two in (one + 1)..<count {
      let (there, thereBack) = (roots.there[one * count + two], roots.there[two * count + one])
      let (here, back) = (roots.here[one * count + two], roots.here[two * count + one])
      asIs += squared(here - there) + squared(back - thereBack)
      transposed += squared(back - there) + squared(here - thereBack)
      let (surplus, surplusThere) = (here - back, there - thereBack)
      // Two deviations of the difference of two roots; less may be chance.
      guard abs(surplus) > 1.4, abs(surplusThere) > 1.4 else { continue }
      telling += 1
      guard surplus * surplusThere < 0 else { continue }
      reversed += 1
      let weight = -surplus * surplusThere
      if weight > example?.weight ?? 0 { example = (roots.positions[one], roots.positions[two], weight) }
    }
  }
  guard let example, 2 * transposed < asIs, telling >= 4, 5 * reversed >= 4 * telling else { return nil }
  let index = example.one * other.count + example.two
  let back = example.two * other.count + example.one
  let (here, there) = (comparison.here.numbers, other.numbers)
  let cell = comparison.table.cells[index]
  return Finding(
    .looksTransposed,
    "\(grouped(reversed)) of \(grouped(telling)) pairs of places have their surplus the other way than in "
      + "\(other.year), such as \(cell.flow): \(said(here[index])) and \(said(here[back])) back, but "
      + "\(said(there[index])) and \(said(there[back])) back in \(other.year). Origins and destinations may have "
      + "been exchanged; compare the table's headings with the publisher's.",
    severity: .warning, from: cell.flow.origin.code, to: cell.flow.destination.code, expected: there[index],
    found: here[index], at: cell.at)
}

/// A number times itself.
func squared(_ number: Double) -> Double { number * number }
