/// One way to read a cell: a run of tokens under a column.
struct Candidate {
  /// The most groups of a figure, which stays below ``GroupToken/limit``.
  static let mostGroups = 4

  let column: Int32
  /// The first token within the row's block.
  let first: Int32
  let count: Int32
  /// The points of the row's paths between which it stands.
  let from: Int32
  let to: Int32
  let hidesNumber: Bool
  let value: Int
  /// What it adds to the sum that is 0 on every path that fits the row's total; see ``RowPaths``.
  let weight: Int
  /// What keeps a total from ever being met: 0 where it may be, and below 999.
  let misfit: Int
}
