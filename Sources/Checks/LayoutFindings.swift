import FlowTables

/// What the layout could not place, said as findings.
func layoutFindings(of table: ReportedTable) -> [Finding] {
  table.faults.map { fault in
    switch fault.kind {
    case .rowWidth(let row, let figures, let columns):
      let subject = code(of: row)
      return Finding(
        .missingCell,
        "\(fault.at): row \(subject) has \(figures) figures where its headings have \(columns). Look for a figure "
          + "that was lost, doubled or parted on that row.", from: subject, expected: columns, found: figures,
        at: fault.at)
    case .blockWidth(let rows, let figures, let columns):
      return Finding(
        .missingCell,
        "\(fault.at): \(rows) rows of \(figures) figures stand under \(columns) headings. Look for a heading that "
          + "was lost or is unknown, or for a lost column.", expected: columns, found: figures, at: fault.at)
    case .unlabelledFigures(let count):
      return Finding(
        .unplacedFigures,
        "\(fault.at): \(count) figures stand outside the table; they were not used.", severity: .warning,
        found: count,
        at: fault.at)
    case .noColumnHeadings:
      return Finding(
        .unrecognised, "\(fault.at): rows of figures, but no column headings. Copy the whole table.",
        at: fault.at)
    case .rowsWithoutHeadings(let rows):
      return Finding(
        .truncated,
        "\(fault.at): \(rows) rows from here on have no column headings. The extract seems cut; take it again.",
        found: rows, at: fault.at)
    case .unknownAxes(let one, let other):
      return Finding(
        .unrecognised,
        "\(fault.at): nothing says whether '\(one)' or '\(other)' is where people moved from. Add the right one to "
          + "[words] from, the other to [words] to of the dataset's definition.", at: fault.at)
    case .unknownDimension(let name, let steps):
      return Finding(
        .unrecognised,
        "\(fault.at): '\(name)' parts the figures in \(steps), and none of them is the sum. Take the table without "
          + "'\(name)', or add the word for the sum to [words] total.", found: steps, at: fault.at)
    case .ambiguousGrouping(let doubt):
      return Finding(
        .ambiguousGrouping,
        "\(fault.at): the blank between thousands and the blank between columns look the same, \(told(doubt)) "
          + "Take a copy that keeps the no-break spaces.", at: fault.at)
    }
  }
}

/// How many cells are named of those that can be read in two ways.
private let namedCells = 6

/// Why the sums did not tell the figures apart, as the second half of a sentence.
private func told(_ doubt: GroupingDoubt) -> String {
  switch doubt {
  case .noSums: return "so the figures cannot be told apart."
  case .undecided:
    return "and the search for the one reading that satisfies every sum reached its limit undecided."
  case .severalReadings(let cells):
    let named = cells.prefix(namedCells).map {
      "\(code(of: $0.origin))->\(code(of: $0.destination)) is \($0.one) or \($0.other)"
    }
    let others = cells.count - named.count
    return "and two readings satisfy every sum: \(named.joined(separator: ", "))"
      + (others > 0 ? " and \(others) other cells." : ".")
  case .noReading(nil, _): return "and no reading satisfies every sum."
  case .noReading(let nearest?, let excess):
    let line = "\(nearest.axis == .from ? "from" : "to") \(code(of: nearest.subject))"
    guard let excess else { return "and no reading satisfies the sum of the figures \(line)." }
    return "and no reading satisfies every sum: the figures \(line) come closest, \(excess.magnitude) "
      + "\(excess > 0 ? "over" : "under") their total. Look there for a wrong or lost figure."
  }
}

private func code(of subject: Heading.Subject) -> String {
  switch subject {
  case .place(let place): place.code
  case .total: "total"
  case .unknown: "?"
  }
}
