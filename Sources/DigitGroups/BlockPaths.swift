/// The ways to part one block's tokens of a row into as many cells as the block has columns.
struct BlockPaths {
  /// A cell that lies on at least one way, between two points of (column, token).
  struct Cell {
    let column: Int
    let tokens: Range<Int>
    let from: Int
    let to: Int
  }

  /// In the order of columns.
  private(set) var cells: [Cell] = []
  /// How many points there are; every way leads from the first to the last.
  let points: Int

  /// All ways; `nil` where there is none.
  init?(_ tokens: [GroupToken], columns: Int) {
    guard tokens.count >= columns else { return nil }
    let longest = Self.longestFigures(in: tokens)
    // After `column` cells at least as many tokens are used, and at most `spare` more.
    let spare = tokens.count - columns
    var grid = PointGrid(columns: columns, spare: spare)
    grid[0, 0] = .reached
    for column in 0..<columns {
      for extra in 0...spare where grid[column, extra] == .reached {
        for more in 0..<longest[column + extra] where extra + more <= spare {
          grid[column + 1, extra + more] = .reached
        }
      }
    }
    guard grid[columns, spare] == .reached else { return nil }
    grid[columns, spare] = .leading(0)
    for column in (0..<columns).reversed() {
      for extra in 0...spare where grid[column, extra] == .reached {
        for more in 0..<longest[column + extra] where extra + more <= spare {
          guard case .leading = grid[column + 1, extra + more] else { continue }
          grid[column, extra] = .leading(0)
        }
      }
    }
    points = grid.numberLeading()
    for column in 0..<columns {
      for extra in 0...spare {
        guard case .leading(let from) = grid[column, extra] else { continue }
        for more in 0..<longest[column + extra] where extra + more <= spare {
          guard case .leading(let to) = grid[column + 1, extra + more] else { continue }
          let first = column + extra
          cells.append(Cell(column: column, tokens: first..<(first + more + 1), from: from, to: to))
        }
      }
    }
  }

  /// For each token the most groups of a figure that begins with it; 0 where none can.
  private static func longestFigures(in tokens: [GroupToken]) -> [Int] {
    tokens.indices.map { start in
      guard tokens[start].mayLead else { return tokens[start].mayStandAlone ? 1 : 0 }
      return 1 + tokens[(start + 1)...].prefix(Candidate.mostGroups - 1).prefix(while: \.mayFollow).count
    }
  }
}

/// Points of (column, tokens beyond one for each column).
private struct PointGrid {
  enum Point: Equatable {
    case away
    /// A way leads here from the start.
    case reached
    /// And on to the end; its number.
    case leading(Int)
  }

  private var points: [Point]
  private let width: Int

  init(columns: Int, spare: Int) {
    width = spare + 1
    points = Array(repeating: .away, count: (columns + 1) * width)
  }

  subscript(column: Int, extra: Int) -> Point {
    get { points[column * width + extra] }
    set { points[column * width + extra] = newValue }
  }

  /// Numbers the points on whole ways in the order of columns; how many there are.
  mutating func numberLeading() -> Int {
    var next = 0
    for index in points.indices {
      guard case .leading = points[index] else { continue }
      points[index] = .leading(next)
      next += 1
    }
    return next
  }
}
