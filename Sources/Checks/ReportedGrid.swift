import FlowTables

/// A reported table by the positions of one year's places.
///
/// - Shape: `places.count` squared cells, origin first; each the reported
///   figures of that pair, which ought to be one.
struct ReportedGrid {
  let places: [Place]
  private(set) var totals: [Margin: [ReportedFigure]] = [:]
  /// The first figure of each cell; `nil` where none was reported.
  private var firsts: [ReportedFigure?]
  /// Further figures of the cells that have more than one.
  private var others: [Int: [ReportedFigure]] = [:]

  init(_ table: ReportedTable, places: [Place]) {
    self.places = places
    let positions = Dictionary(uniqueKeysWithValues: places.enumerated().map { ($1, $0) })
    firsts = Array(repeating: nil, count: places.count * places.count)
    for cell in table.cells {
      // A place that the year does not know has a finding of its own.
      guard let origin = positions[cell.flow.origin], let destination = positions[cell.flow.destination]
      else { continue }
      let index = origin * places.count + destination
      if firsts[index] == nil {
        firsts[index] = cell.figure
      } else {
        others[index, default: []].append(cell.figure)
      }
    }
    for total in table.totals { totals[total.margin, default: []].append(total.figure) }
  }

  /// The positions of all cells, origin first.
  var indices: Range<Int> { firsts.indices }

  /// The pair of a cell.
  func flow(at index: Int) -> Flow {
    let (origin, destination) = index.quotientAndRemainder(dividingBy: places.count)
    return Flow(from: places[origin], to: places[destination])
  }

  /// Everything that was reported for a cell.
  func figures(at index: Int) -> [ReportedFigure] {
    [firsts[index]].compactMap(\.self) + (others[index] ?? [])
  }

  /// How many figures were reported for a cell.
  func count(at index: Int) -> Int { firsts[index] == nil ? 0 : 1 + (others[index]?.count ?? 0) }

  /// The figure of a cell.
  func figure(at index: Int) -> ReportedFigure? { firsts[index] }

  /// The figure where an origin's row and a destination's column cross.
  func figure(from origin: Place, to destination: Place) -> ReportedFigure? {
    guard let row = places.firstIndex(of: origin), let column = places.firstIndex(of: destination) else {
      return nil
    }
    return firsts[row * places.count + column]
  }

  /// The cells that the sum of all moves from a place runs over.
  func row(_ position: Int) -> StrideTo<Int> {
    stride(from: position * places.count, to: (position + 1) * places.count, by: 1)
  }

  /// The cells that the sum of all moves to a place runs over.
  func column(_ position: Int) -> StrideTo<Int> { stride(from: position, to: firsts.count, by: places.count) }

  /// The cells of a table that has passed: one figure each, structurally empty pairs made so.
  func checkedCells(empty: Set<Flow>) -> [CheckedCell] {
    indices.compactMap { index in
      guard let figure = firsts[index], let value = figure.value else { return nil }
      let flow = flow(at: index)
      let canonical = empty.contains(flow) ? .absent(.notApplicable) : value
      return CheckedCell(flow: flow, value: canonical, mark: figure.mark, at: figure.at)
    }
  }
}

extension ReportedFigure {
  /// The value; `nil` where the printed text is none.
  var value: CellValue? {
    if case .value(let value) = reading { value } else { nil }
  }
}
