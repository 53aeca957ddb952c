/// Cells in rows and columns: a table of a page, a sheet of a workbook, a file of separated values.
///
/// - Shape: rows may be of different lengths, and empty. A cell that spans
///   several columns or rows stands where it begins; what it covers holds no
///   other cell.
package struct Sheet: Equatable, Sendable {
  /// What the document calls it: a workbook's sheet name, a table's caption.
  package var name: String?
  /// Each row's cells in the order of their columns; blank ones may be left out.
  package var rows: [[Cell]]

  /// A sheet of rows.
  package init(name: String? = nil, rows: [[Cell]]) { (self.name, self.rows) = (name, rows) }

  /// What stands in one field of a sheet.
  package struct Cell: Hashable, Sendable {
    /// The characters, with runs of blanks inside as they are and none around; line ends within become one blank.
    package let text: String
    /// The column in the sheet; counts from 0.
    package let column: Int
    /// How many columns it covers; at least 1.
    package let columns: Int
    /// How many rows it covers; at least 1.
    package let rows: Int
    /// Where its text begins in the extract.
    package let at: DocumentPlace

    /// A cell in its row.
    package init(_ text: String, column: Int, columns: Int = 1, rows: Int = 1, at: DocumentPlace) {
      (self.text, self.column, self.columns, self.rows, self.at) = (text, column, columns, rows, at)
    }
  }
}
