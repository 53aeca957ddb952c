/// A table in print whose thousands marks look like the gaps between its columns.
///
/// - Shape: every row has one list of tokens for each column block, in the blocks' order.
/// - Totals: a total row and a total column hold sums of the other rows and columns, exact; their own
///   grouping is as unknown as any other.
package struct GroupedTable: Equatable, Sendable {
  /// The most rows, and the most columns, of a table that is tried.
  package static let mostLines = 420
  /// The most tokens of one row of such a table.
  static let mostTokens = 4 * mostLines

  /// The tokens of each row, by column block.
  package var rows: [[[GroupToken]]]
  /// How many columns each block has, from left to right.
  package var blocks: [Int]
  /// Which row holds the sums of the columns.
  package var totalRow: Int?
  /// Which column holds the sums of the rows, counted over all blocks.
  package var totalColumn: Int?

  /// A table as printed.
  package init(rows: [[[GroupToken]]], blocks: [Int], totalRow: Int?, totalColumn: Int?) {
    (self.rows, self.blocks) = (rows, blocks)
    (self.totalRow, self.totalColumn) = (totalRow, totalColumn)
  }
}

extension GroupedTable {
  var columns: Int { blocks.reduce(0, +) }

  /// Whether rows and blocks make a table, and its numbers can be added without overflow.
  var isFit: Bool {
    let lines = 1...Self.mostLines
    guard lines.contains(rows.count), lines.contains(blocks.count),
      blocks.allSatisfy({ lines.contains($0) }), lines.contains(columns),
      totalRow.map(rows.indices.contains) ?? true, totalColumn.map((0..<columns).contains) ?? true
    else { return false }
    return rows.allSatisfy { row in
      row.count == blocks.count && row.reduce(0) { $0 + $1.count } <= Self.mostTokens
        && row.joined().allSatisfy(\.isFit)
    }
  }
}
