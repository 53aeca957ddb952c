import FlowTables

/// Whether rows are origins or destinations, as the headings say; `nil` where they don't.
///
/// A table has a heading over its row labels (the stub) and one that spans its
/// columns. In a page's text the stub's comes first: "From county, Total, To
/// county, 01 …"; but a spanning heading may stand on a line above it.
func rowAxis(saidBy headings: [HeadingsPart]) -> Axis? {
  headings.lazy.compactMap { rowAxis(saidBy: $0.tokens) }.first
}

private func rowAxis(saidBy tokens: [Token]) -> Axis? {
  let lead = tokens.prefix { !$0.isPlaceLabel }
  let axes = lead.compactMap { token -> (axis: Axis, token: Token)? in
    if case .axis(let axis) = token.kind { (axis, token) } else { nil }
  }
  guard let first = axes.first else { return nil }
  guard let second = axes.dropFirst().first(where: { $0.axis != first.axis }) else {
    // Alone, a word over the row labels shares its line with the total after it.
    let next = lead.drop { $0.at != first.token.at }.dropFirst().first
    return next.map { !$0.isHeadingOfAxis && $0.line == first.token.line } == true ? first.axis : nil
  }
  let between = lead.drop { $0.at != first.token.at }.dropFirst().prefix { $0 != second.token }
  if between.contains(where: { !$0.isHeadingOfAxis }) { return first.axis }
  // Both words stand together: one on a line above the stub's own spans the columns.
  guard first.token.line < second.token.line else { return first.axis }
  let isIndented = first.token.indent.map { $0 > (second.token.indent ?? 0) } ?? false
  if isIndented { return second.axis }
  let next = tokens.drop { $0 != second.token }.dropFirst().first
  // Without indentation "To county / From county Total 01" may be either; the definition decides.
  return next?.line == second.token.line ? nil : first.axis
}

extension Token {
  fileprivate var isHeadingOfAxis: Bool {
    if case .axis = kind { true } else { false }
  }

  fileprivate var isPlaceLabel: Bool {
    if case .label(let label) = kind { label.subject != .total } else { false }
  }
}
