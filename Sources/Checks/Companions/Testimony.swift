package import FlowTables

/// How a companion's statements agree with a table of flows.
package struct Testimony: Equatable, Sendable {
  /// How many statements could be checked: each of their cells is there and has a number.
  package let checked: Int
  /// How many of these agree.
  package let agreeing: Int
  /// How many different cells stand in the statements that agree.
  package let cells: Int
  /// Each difference, with both figures, as ``Finding/Code/companionDiffers``.
  package let warnings: [Finding]
  /// Cells without a number that a statement determines alone, in the order of their codes.
  package let fills: [Fill]
  /// Whether every checked statement is one of a pair of places.
  let isOfPairs: Bool

  /// A figure that only the companion shows.
  package struct Fill: Hashable, Sendable {
    /// Between which places.
    package let flow: Flow
    /// Never negative.
    package let persons: Int
    /// What determines it.
    package let statement: FlowStatement
  }

  /// Whether something was checked and nothing differs.
  package var isConfirmation: Bool { checked > 0 && agreeing == checked }
}

extension Testimony {
  /// Differences, then what it alone shows of cells without a number; nothing of this is put into a table.
  package var findings: [Finding] {
    guard let first = fills.first else { return warnings }
    let examples = fills.prefix(3).map { "\($0.flow) \(grouped($0.persons))" }.joined(separator: ", ")
    let more = fills.count > 3 ? " and \(fills.count - 3) more" : ""
    return warnings + [
      Finding(
        .companionFills,
        "\(first.statement.witness) shows \(fills.count) of the figures that are not here: \(examples)\(more). They are "
          + "told, not stored.",
        severity: .warning, from: first.flow.origin.code, to: first.flow.destination.code,
        found: first.persons)
    ]
  }
}

extension Testimony: CustomStringConvertible {
  /// As reports say it: `45 of 45 pairs agree`.
  package var description: String { "\(agreeing) of \(checked) \(isOfPairs ? "pairs" : "figures") agree" }
}

/// Compares what companions say with a dataset's flows of the same year.
///
/// Flows that are missing, suppressed or not available are unknown; a pair that
/// can have no figure counts as nobody.
///
/// - Returns: what was checked, each difference, and what the statements fill in.
package func compare(
  _ statements: [FlowStatement], with flows: [Flow: CellValue], tolerance: Int = 0
) -> Testimony {
  var comparison = StatementComparison(flows: flows, tolerance: tolerance)
  for statement in statements { comparison.take(statement) }
  return comparison.testimony
}

extension CheckedTable {
  /// The cells by their pairs, as ``compare(_:with:tolerance:)`` takes them.
  package var flows: [Flow: CellValue] {
    Dictionary(cells.map { ($0.flow, $0.value) }) { first, _ in first }
  }
}
