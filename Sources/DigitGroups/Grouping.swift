/// What a table's sums say about its digit groups.
package enum Grouping: Equatable, Sendable {
  /// One parting satisfies every sum, and no other does.
  case unique(PartedTable)
  /// Two partings satisfy every sum; there may be more.
  case ambiguous(PartedTable, PartedTable)
  /// No parting does; the line that shows it, where a single one does.
  case none(NearestLine?)
  /// The limit was reached before anything was certain; the work that was spent.
  case undecided(work: Int)
  /// The rows and blocks are no table, or one beyond ``GroupedTable/mostLines``.
  case unfit
}

/// The cells of a table, each with the tokens that it is made of.
package struct PartedTable: Equatable, Sendable {
  /// A cell: a run of tokens.
  package struct Cell: Hashable, Sendable {
    /// Its tokens, counted within the row's block.
    package let tokens: Range<Int>
    /// The figure; `nil` where a symbol hides the number.
    package let value: Int?
  }

  /// The cells of each row, over all blocks.
  package let rows: [[Cell]]

  init(_ rows: [[Candidate]]) {
    self.rows = rows.map { row in
      row.map { cell in
        let first = Int(cell.first)
        return Cell(tokens: first..<(first + Int(cell.count)), value: cell.hidesNumber ? nil : cell.value)
      }
    }
  }

  /// Where two partings of one table differ, by row and column.
  package func differences(from other: Self) -> [(row: Int, column: Int)] {
    zip(rows, other.rows).enumerated().flatMap { row, pair in
      zip(pair.0, pair.1).enumerated().compactMap { column, cells in
        cells.0 == cells.1 ? nil : (row, column)
      }
    }
  }
}

/// The line that comes closest to its sum where no parting fits.
package struct NearestLine: Hashable, Sendable {
  /// A row or a column.
  package enum Line: Hashable, Sendable {
    case row(Int)
    case column(Int)
  }

  /// Which line no parting satisfies.
  package let line: Line
  /// What its cells, parted as well as can be, exceed their total by; `nil` where that is not known.
  package let excess: Int?

  /// A line and what it misses its total by.
  package init(line: Line, excess: Int?) { (self.line, self.excess) = (line, excess) }
}
