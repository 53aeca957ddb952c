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
  /// How many figures were reported for each cell.
  private var counts: [Int]
  /// Further figures of the cells that have more than one.
  private var others: [Int: [ReportedFigure]] = [:]

  init(_ table: ReportedTable, places: [Place]) {
    self.places = places
    var positions = Positions(of: places)
    firsts = Array(repeating: nil, count: places.count * places.count)
    counts = Array(repeating: 0, count: firsts.count)
    for cell in table.cells {
      // A place that the year does not know has a finding of its own.
      guard let (origin, destination) = positions.find(cell.flow) else { continue }
      let index = origin * places.count + destination
      counts[index] += 1
      if counts[index] == 1 {
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
  func count(at index: Int) -> Int { counts[index] }

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

  /// Whether every cell has one figure, and a value.
  var isReadable: Bool { indices.allSatisfy { counts[$0] == 1 && firsts[$0]?.value != nil } }

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

/// The positions of a year's places, found fast where cells come row by row.
private struct Positions {
  private let places: [Place]
  private let positions: [Place: Int]
  private var last = (origin: 0, destination: 0)

  init(of places: [Place]) {
    self.places = places
    positions = Dictionary(uniqueKeysWithValues: places.enumerated().map { ($1, $0) })
  }

  /// The positions of both ends; `nil` where the year knows one of them not.
  mutating func find(_ flow: Flow) -> (origin: Int, destination: Int)? {
    guard let origin = find(flow.origin, near: last.origin),
      let destination = find(flow.destination, near: last.destination)
    else { return nil }
    last = (origin, destination)
    return last
  }

  /// Looks at a position and the one after it first: a cell stands beside the one before it, or below.
  private func find(_ place: Place, near guess: Int) -> Int? {
    if places.indices.contains(guess), places[guess] == place { return guess }
    if places.indices.contains(guess + 1), places[guess + 1] == place { return guess + 1 }
    return positions[place]
  }
}

extension ReportedFigure {
  /// The value; `nil` where the printed text is none.
  var value: CellValue? {
    if case .value(let value) = reading { value } else { nil }
  }
}
