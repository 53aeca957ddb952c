import FlowTables

/// Pairs that are missing or stand more than once, gathered by row or column.
func shapeFindings(of grid: ReportedGrid) -> [Finding] {
  let missing = grid.indices.filter { grid.count(at: $0) == 0 }.map(grid.flow)
  let doubled = grid.indices.filter { grid.count(at: $0) > 1 }
  let figures = Dictionary(uniqueKeysWithValues: doubled.map { (grid.flow(at: $0), grid.figures(at: $0)) })
  return missingFindings(missing, of: grid)
    + lines(of: doubled.map(grid.flow)).map { line in
      let first = figures[line.flows[0]] ?? []
      let places = first.map(\.at.description).joined(separator: " and ")
      let what =
        line.flows.count == 1 ? "\(line.flows[0]) stands" : "\(line.name): \(line.flows.count) cells stand"
      return Finding(
        .duplicateCell,
        "\(what) \(first.count) times (\(places)). Remove the one that is not the publisher's.",
        from: line.from, to: line.to, at: first.last?.at)
    }
}

private func missingFindings(_ missing: [Flow], of grid: ReportedGrid) -> [Finding] {
  guard !missing.isEmpty else { return [] }
  let count = grid.places.count
  if missing.count == count * count {
    let advice = "Copy the whole table, headings and rows."
    return [
      Finding(.truncated, "no cell of the table was found. \(advice)", expected: count * count, found: 0)
    ]
  }
  if let part = PartShape(of: grid) { return [part.finding] }
  return lines(of: missing).map { line in
    let what =
      switch line.flows.count {
      case 1: "\(line.flows[0]) is missing"
      case count: "\(line.name) is missing"
      default: "\(line.name): \(line.flows.count) cells are missing, the first \(line.flows[0])"
      }
    return Finding(
      .missingCell, "\(what). Compare the extract with the publisher's table.", from: line.from, to: line.to)
  }
}

/// Cells of one row, or of one column.
private struct Line {
  let name: String
  let from: String?
  let to: String?
  let flows: [Flow]
}

/// Gathers cells into the fewer of rows and columns, so that a lost row is one finding and not twenty.
private func lines(of flows: [Flow]) -> [Line] {
  let byOrigin = Dictionary(grouping: flows, by: \.origin)
  let byDestination = Dictionary(grouping: flows, by: \.destination)
  if byOrigin.count <= byDestination.count {
    return byOrigin.sorted { $0.key < $1.key }.map { place, flows in
      Line(
        name: "row \(place)", from: place.code, to: flows.count == 1 ? flows[0].destination.code : nil,
        flows: flows)
    }
  }
  return byDestination.sorted { $0.key < $1.key }.map { place, flows in
    Line(
      name: "column \(place)", from: flows.count == 1 ? flows[0].origin.code : nil, to: place.code,
      flows: flows)
  }
}
