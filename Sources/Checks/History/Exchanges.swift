import FlowTables

/// Two rows, two columns or two places that fit another year far better as one another.
func exchangedFinding(in comparison: Comparison, beside other: FigureGrid, _ roots: RootSquare) -> Finding? {
  guard let best = bestExchange(in: roots) else { return nil }
  let (one, two) = (roots.positions[best.one], roots.positions[best.two])
  let places = comparison.table.places
  let third = roots.positions[best.example(in: roots)]
  let flows = best.kind == .columns ? [(third, one), (third, two)] : [(one, third), (two, third)]
  let figures = flows.map { flow in
    let index = flow.0 * other.count + flow.1
    return
      "\(comparison.flow(at: index)) \(said(comparison.here.numbers[index])) (\(said(other.numbers[index])))"
  }
  let what =
    switch best.kind {
    case .rows: "the rows from \(places[one]) and from \(places[two]) fit"
    case .columns: "the columns to \(places[one]) and to \(places[two]) fit"
    case .places: "the rows and columns of \(places[one]) and \(places[two]) fit"
    }
  return Finding(
    .looksExchanged,
    "\(what) \(other.year) far better as one another: \(figures.joined(separator: ", ")). They or their headings "
      + "may have been exchanged; compare with the publisher's table.",
    severity: .warning, from: best.kind == .columns ? nil : places[one].code,
    to: best.kind == .columns ? places[one].code : nil,
    at: comparison.table.cells[flows[0].0 * other.count + flows[0].1].at)
}

/// The exchange that brings a table most nearer to the other year; `nil` where none explains the difference.
private func bestExchange(in roots: RootSquare) -> Exchange? {
  guard roots.count >= 4 else { return nil }
  let candidates = strangers(in: roots)
  var best: Exchange?
  for (index, one) in candidates.enumerated() {
    for two in candidates[(index + 1)...] {
      let distances = ExchangeDistances(one, two, in: roots)
      for kind in Exchange.Kind.allCases {
        let (before, after) = distances.of(kind)
        // A true exchange takes nearly all of the distance away, and more of it than chance leaves in a row.
        guard 4 * after < before, before - after > max(100, best?.gain ?? 0) else { continue }
        best = Exchange(kind: kind, one: one, two: two, gain: before - after)
      }
    }
  }
  return best
}

/// The places whose rows and columns are least like the other year's, few enough to try every pair of them.
private func strangers(in roots: RootSquare) -> [Int] {
  let count = roots.count
  let distances = (0..<count).map { place in
    var (distance, persons) = (0.0, 1.0)
    for other in 0..<count {
      let (row, column) = (place * count + other, other * count + place)
      distance +=
        squared(roots.here[row] - roots.there[row]) + squared(roots.here[column] - roots.there[column])
      persons += squared(roots.there[row]) + squared(roots.there[column])
    }
    return distance / persons
  }
  // Among few places the exchanged ones are the usual ones.
  let usual = count < 8 ? 0 : 3 * median(of: distances)
  return (0..<count).filter { distances[$0] > usual }
    .sorted { (distances[$1], $0) < (distances[$0], $1) }.prefix(24).sorted()
}
