import FlowTables

/// What a table has, where whole rows or whole columns of it are missing.
///
/// A single lost row or column is no part: it is damage that a copy does.
struct PartShape {
  /// Why a table is cut so.
  enum Cut {
    case columns([Place])
    case rows([Place])
    case rowsAndColumns(rows: [Place], columns: [Place])
    /// Only pairs on one side of the diagonal are there.
    case oneDirection
  }

  let cut: Cut
  /// The cells and printed sums that are there, and all that a whole table of its kind has.
  let figures: (found: Int, of: Int)

  /// `nil` for a whole table, an empty one, and one with gaps of another shape.
  init?(of grid: ReportedGrid) {
    let places = grid.places
    let isThere = grid.indices.map { grid.count(at: $0) > 0 }
    let found = isThere.count { $0 }
    guard found > 0, found < isThere.count else { return nil }
    let isRow = places.indices.map { row in grid.row(row).contains { isThere[$0] } }
    let isColumn = places.indices.map { column in grid.column(column).contains { isThere[$0] } }
    let missing = { (isThere: [Bool]) in zip(places, isThere).filter { !$0.1 }.map(\.0) }
    let (rows, columns) = (missing(isRow), missing(isColumn))
    if found == (places.count - rows.count) * (places.count - columns.count),
      rows.count != 1, columns.count != 1
    {
      cut =
        rows.isEmpty
        ? .columns(columns) : columns.isEmpty ? .rows(rows) : .rowsAndColumns(rows: rows, columns: columns)
    } else if Self.isOneDirection(isThere, of: places.count) {
      cut = .oneDirection
    } else {
      return nil
    }
    let sums = grid.totals.count
    figures = (
      found + sums, sums == 0 ? isThere.count : (places.count + 1) * (places.count + 1)
    )
  }

  /// Whether the cells are all those above the diagonal, or all below it; the diagonal itself may be there.
  private static func isOneDirection(_ isThere: [Bool], of count: Int) -> Bool {
    guard count > 2 else { return false }
    var (above, below) = (0, 0)
    for index in isThere.indices where isThere[index] {
      let (row, column) = index.quotientAndRemainder(dividingBy: count)
      if row < column { above += 1 } else if row > column { below += 1 }
    }
    let half = count * (count - 1) / 2
    return above == half && below == 0 || above == 0 && below == half
  }

  var finding: Finding {
    Finding(
      .halfTable,
      "\(figures.found) of \(figures.of): \(missing). What is here is kept; the rest may come in another extract, "
        + "or drop the whole table.", expected: figures.of, found: figures.found)
  }

  private var missing: String {
    let codes = { (places: [Place]) in places.map(\.code).joined(separator: ", ") }
    return switch cut {
    case .columns(let places): "columns \(codes(places)) are missing"
    case .rows(let places): "rows \(codes(places)) are missing"
    case .rowsAndColumns(let rows, let columns):
      "rows \(codes(rows)) and columns \(codes(columns)) are missing"
    case .oneDirection: "only one direction of each pair is here"
    }
  }
}
