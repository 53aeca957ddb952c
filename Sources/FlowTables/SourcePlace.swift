/// Where a piece of a table stands in its extract.
///
/// Lines and columns count from 1, columns in characters as a person sees
/// them; `cell` is the address in a sheet, such as `B7`.
package struct SourcePlace: Hashable, Sendable, Codable {
  /// Counts from 1.
  package let line: Int
  /// Counts from 1, in characters.
  package let column: Int
  /// The address in a sheet, where there is one.
  package let cell: String?

  /// A place by its counts.
  package init(line: Int, column: Int, cell: String? = nil) {
    (self.line, self.column, self.cell) = (line, column, cell)
  }
}

extension SourcePlace: CustomStringConvertible {
  /// As messages name it: `line 11, column 22`.
  package var description: String { cell ?? "line \(line), column \(column)" }
}
