/// Figures by any number of dimensions, as statistical databases send them.
///
/// - Shape: one cell for each combination of categories, one of each dimension;
///   the last dimension's categories change fastest.
package struct Cube: Equatable, Sendable {
  /// What the cube is called, in each language that it has.
  package var titles: [Text]
  /// In the order of the cells.
  package var dimensions: [Dimension]
  /// All cells, in order.
  package var cells: CubeCells
  /// When it was last updated, as the format writes it; `nil` where it doesn't say.
  package var updated: String?

  /// A cube; `cells` holds as many as the dimensions' categories make.
  package init(titles: [Text], dimensions: [Dimension], cells: CubeCells, updated: String? = nil) {
    (self.titles, self.dimensions, self.cells, self.updated) = (titles, dimensions, cells, updated)
  }

  /// A piece of text and its place.
  package struct Text: Hashable, Sendable {
    /// The characters.
    package let text: String
    /// Where it begins in the extract.
    package let at: DocumentPlace

    /// A text at a place.
    package init(_ text: String, at: DocumentPlace) { (self.text, self.at) = (text, at) }
  }

  /// One axis of a cube.
  package struct Dimension: Equatable, Sendable {
    /// What a format says of an axis's purpose.
    package enum Role: Sendable { case time, metric, geo }

    /// Its identifier and its names in each language, likeliest first; at least one.
    package var names: [Text]
    /// Its purpose, where the format states it.
    package var role: Role?
    /// In the order of the cells; at least one.
    package var categories: [Category]

    /// An axis of categories.
    package init(names: [Text], role: Role? = nil, categories: [Category]) {
      (self.names, self.role, self.categories) = (names, role, categories)
    }
  }

  /// One step of an axis.
  package struct Category: Hashable, Sendable {
    /// Its code, where the format has codes.
    package let code: String?
    /// Its names in each language; may be empty where there is a code.
    package let labels: [String]
    /// Where the first of them begins in the extract.
    package let at: DocumentPlace

    /// A step by its code and names.
    package init(code: String?, labels: [String], at: DocumentPlace) {
      (self.code, self.labels, self.at) = (code, labels, at)
    }
  }

  /// What stands in one cell.
  package struct Cell: Hashable, Sendable {
    /// A figure, or what stands instead.
    package enum Value: Hashable, Sendable {
      case number(Int)
      /// Any other printed thing: a symbol, or a number that is not whole, as written.
      case text(String)
      /// A place for a figure that holds none.
      case blank
      /// The format leaves the cell out, as sparse forms do.
      case omitted
    }

    /// What stands in the cell.
    package let value: Value
    /// A mark that the format keeps beside the value, such as `..` or `p`.
    package let status: String?
    /// Where the value begins in the extract; of a cell that is left out, where its row or the values begin.
    package let at: DocumentPlace

    /// A cell as it was sent.
    package init(_ value: Value, status: String? = nil, at: DocumentPlace) {
      (self.value, self.status, self.at) = (value, status, at)
    }
  }
}
