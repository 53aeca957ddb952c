/// The roots of two years' figures between the places that both know.
///
/// The root makes chance weigh alike in large and in small counts: a count of
/// persons varies by about half a unit of its root, whatever its size. A cell
/// without a number counts as 0.
struct RootSquare {
  /// The positions in the table of the places that both years know.
  let positions: [Int]
  /// Row by row of origins, by ``positions``.
  let here: [Double]
  let there: [Double]

  init(_ here: FigureGrid, _ there: FigureGrid) {
    let positions = (0..<here.count).filter { there.from[$0] >= 0 }
    self.positions = positions
    self.here = Self.roots(of: here, at: positions)
    self.there = Self.roots(of: there, at: positions)
  }

  var count: Int { positions.count }

  private static func roots(of grid: FigureGrid, at positions: [Int]) -> [Double] {
    var roots: [Double] = []
    roots.reserveCapacity(positions.count * positions.count)
    for origin in positions {
      for destination in positions {
        roots.append(Double(max(0, grid.numbers[origin * grid.count + destination])).squareRoot())
      }
    }
    return roots
  }
}
