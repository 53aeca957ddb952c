/// A table for a terminal: columns as wide as their widest cell.
package struct TextTable {
  /// How a column's cells stand in it.
  package enum Alignment: Sendable {
    case left
    case right
  }

  private let alignments: [Alignment]
  private var rows: [[String]]

  /// A table with a heading over each column.
  package init(_ columns: [(heading: String, alignment: Alignment)]) {
    alignments = columns.map(\.alignment)
    rows = [columns.map(\.heading)]
  }

  /// Adds a line; a missing cell counts as empty.
  package mutating func add(_ row: [String]) { rows.append(row) }

  /// The lines of the table, each ended.
  package var text: String {
    let widths = alignments.indices.map { column in
      rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      let cells = zip(row, zip(alignments, widths)).map { cell, column in
        let blanks = String(repeating: " ", count: column.1 - cell.count)
        return column.0 == .left ? cell + blanks : blanks + cell
      }
      let line = cells.joined(separator: "  ")
      return line.prefix(line.count - line.reversed().prefix { $0 == " " }.count) + "\n"
    }.joined()
  }
}
