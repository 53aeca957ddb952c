/// An opened file format, with the place of each piece in the bytes; knows nothing of migration.
package enum Document: Equatable, Sendable {
  /// Text as a person copies it from a page: words, and the blanks between them.
  case pageText(PageText)
  /// Tables of cells, in the order of the document; text between them is a sheet of its own.
  case sheets([Sheet])
  /// Figures by any number of dimensions, as statistical databases send them; one for each data set in the extract.
  case cubes([Cube])
}

/// Where a piece of a document stands in its extract.
package struct DocumentPlace: Hashable, Sendable {
  /// Counts from 1; in a workbook the row.
  package let line: Int
  /// Counts from 1, in characters; in a workbook the column.
  package let column: Int
  /// The address in a workbook's sheet, such as `B7`.
  package let cell: String?

  /// A place by its counts.
  package init(line: Int, column: Int, cell: String? = nil) {
    (self.line, self.column, self.cell) = (line, column, cell)
  }
}

extension DocumentPlace: CustomStringConvertible {
  /// As messages name it, behind the extract's name: `11:22` or `B7`.
  package var description: String { cell ?? "\(line):\(column)" }
}
