import FlowTables

/// A reported table by the positions of one year's places.
///
/// - Shape: `places.count` squared cells, origin first; each the reported
///   figures of that pair, which ought to be one.
struct ReportedGrid {
  let places: [Place]
  private var figures: [[ReportedFigure]]
  private(set) var totals: [Margin: [ReportedFigure]] = [:]
  private let positions: [Place: Int]

  init(_ table: ReportedTable, places: [Place]) {
    self.places = places
    positions = Dictionary(uniqueKeysWithValues: places.enumerated().map { ($1, $0) })
    figures = Array(repeating: [], count: places.count * places.count)
    for cell in table.cells {
      // A place that the year does not know has a finding of its own.
      guard let index = index(of: cell.flow) else { continue }
      figures[index].append(cell.figure)
    }
    for total in table.totals { totals[total.margin, default: []].append(total.figure) }
  }

  subscript(flow: Flow) -> [ReportedFigure] { index(of: flow).map { figures[$0] } ?? [] }

  /// Every ordered pair, origin first.
  var flows: [Flow] { places.flatMap { origin in places.map { Flow(from: origin, to: $0) } } }

  /// The number in a cell, for sums: what has none, or isn't there, adds nothing.
  func persons(_ flow: Flow) -> Int { self[flow].first?.value?.number ?? 0 }

  /// Whether a margin runs over a cell that hides its number.
  func hidesNumber(in margin: Margin) -> Bool {
    flows(of: margin).contains { self[$0].first?.value?.hidesNumber ?? false }
  }

  /// The cells that a margin sums.
  func flows(of margin: Margin) -> [Flow] {
    switch margin {
    case .from(let place): places.map { Flow(from: place, to: $0) }
    case .to(let place): places.map { Flow(from: $0, to: place) }
    case .grand: flows
    }
  }

  /// The cells of a table that has passed: one figure each, structurally empty pairs made so.
  func checkedCells(empty: Set<Flow>) -> [CheckedCell] {
    flows.compactMap { flow in
      guard let figure = self[flow].first, let value = figure.value else { return nil }
      let canonical = empty.contains(flow) ? .absent(.notApplicable) : value
      return CheckedCell(flow: flow, value: canonical, mark: figure.mark, at: figure.at)
    }
  }

  private func index(of flow: Flow) -> Int? {
    guard let origin = positions[flow.origin], let destination = positions[flow.destination] else {
      return nil
    }
    return origin * places.count + destination
  }
}

extension ReportedFigure {
  /// The value; `nil` where the printed text is none.
  var value: CellValue? {
    if case .value(let value) = reading { value } else { nil }
  }
}
