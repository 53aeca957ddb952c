import FlowTables

extension ReportedTable {
  /// Puts a figure where its two labels say: a cell, or the sum of a row, a column or all.
  mutating func place(_ figure: ReportedFigure, from origin: Heading.Subject, to destination: Heading.Subject)
  {
    switch (origin, destination) {
    case (.place(let from), .place(let to)): cells.append(ReportedCell(Flow(from: from, to: to), figure))
    case (.place(let from), .total): totals.append(ReportedTotal(.from(from), figure))
    case (.total, .place(let to)): totals.append(ReportedTotal(.to(to), figure))
    case (.total, .total): totals.append(ReportedTotal(.grand, figure))
    // The heading itself is what is wrong.
    case (.unknown, _), (_, .unknown): break
    }
  }
}
