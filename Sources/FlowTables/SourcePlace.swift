/// Where a piece of a table stands in its extract.
///
/// Lines and columns count from 1, columns in characters as a person sees
/// them; `cell` is the address in a sheet, such as `B7`.
package struct SourcePlace: Hashable, Sendable, Codable {
  package let line: Int
  package let column: Int
  package let cell: String?

  package init(line: Int, column: Int, cell: String? = nil) {
    (self.line, self.column, self.cell) = (line, column, cell)
  }
}

extension SourcePlace: CustomStringConvertible {
  package var description: String { cell ?? "line \(line), column \(column)" }
}
