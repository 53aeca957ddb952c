/// Writes made-up tables as a statistical database's JSON-stat.
///
/// - Shape: one data set of all years, whose places are those of the first
///   table; the word `contents` is a dimension of a single category.
package struct JSONStatForm: Sendable {
  /// How data sets are wrapped.
  package enum Wrapping: CaseIterable, Sendable {
    /// 2.0: the data set itself.
    case none
    /// 2.0: an item of a collection, beside a link without figures.
    case collection
    /// 1.x: `{"dataset": …}`.
    case dataset
    /// 1.x: under a name of its own.
    case bundle
  }

  /// How marks are written.
  package enum Statuses: CaseIterable, Sendable {
    /// As texts among the values.
    case asValues
    /// Null, and the mark in an object by position.
    case object
    /// Null, and the mark in an array with an entry for each cell.
    case array
  }

  /// How categories have their codes; a dimension of one category has none where they are left out.
  package enum Index: CaseIterable, Sendable { case list, object, leftOutOfSingles }

  /// How data sets are wrapped.
  package var wrapping = Wrapping.none
  /// Values as an object by position, without those that have no figure.
  package var isSparse = false
  /// How marks are written.
  package var statuses = Statuses.object
  /// How categories have their codes.
  package var index = Index.object
  /// Breaks lines and indents.
  package var isIndented = false
  /// The dimensions, their order and their names.
  package var shape = DatabaseShape()

  /// The form of the database's own answers.
  package init() {}

  /// The bytes of one data set of all tables' years.
  package func bytes(of tables: [SyntheticTable]) -> [UInt8] {
    let cube = DatabaseCube(of: tables, shape: shape)
    let dataSet = wrapping == .none || wrapping == .collection ? newer(cube) : older(cube)
    let wrapped =
      switch wrapping {
      case .none: dataSet
      case .dataset: object([("dataset", dataSet)])
      case .bundle: object([("flows", dataSet)])
      case .collection:
        object([
          ("version", quoted("2.0")), ("class", quoted("collection")),
          ("link", "{\"item\":[{\"class\":\"dataset\",\"href\":\"https://example.org\"},\(dataSet)]}"),
        ])
      }
    return Array(wrapped.utf8)
  }

  private func newer(_ cube: DatabaseCube) -> String {
    object(
      [
        ("version", quoted("2.0")), ("class", quoted("dataset")), ("label", quoted(cube.title)),
        ("source", quoted("Statistisk sentralbyrå")), ("updated", quoted("2012-05-11T06:00:00Z")),
      ] + axes(cube) + [("dimension", object(dimensions(cube)))] + figures(cube))
  }

  private func older(_ cube: DatabaseCube) -> String {
    object(
      [("label", quoted(cube.title)), ("dimension", object(axes(cube) + dimensions(cube)))] + figures(cube))
  }

  private func axes(_ cube: DatabaseCube) -> [(String, String)] {
    let names = { (part: DatabaseShape.Part) in
      array(cube.axes.filter { $0.part == part }.map { quoted($0.code) })
    }
    return [
      ("id", array(cube.axes.map { quoted($0.code) })),
      ("size", array(cube.axes.map { String($0.categories.count) })),
      ("role", object([("time", names(.year)), ("metric", names(.contents))])),
    ]
  }

  private func dimensions(_ cube: DatabaseCube) -> [(String, String)] {
    cube.axes.map { axis in
      let index =
        switch index {
        case .list: array(axis.categories.map { quoted($0.code) })
        case .object, .leftOutOfSingles:
          object(axis.categories.enumerated().map { ($0.element.code, String($0.offset)) })
        }
      let labels = object(axis.categories.map { ($0.code, quoted($0.label)) })
      let leavesOut = self.index == .leftOutOfSingles && axis.categories.count == 1
      let members =
        (leavesOut ? [] : [("index", index)]) + (shape.hasLabels || leavesOut ? [("label", labels)] : [])
      return (axis.code, object([("label", quoted(axis.label)), ("category", object(members))]))
    }
  }

  private func figures(_ cube: DatabaseCube) -> [(String, String)] {
    let values = cube.cells.map { cell in
      guard let mark = cell.mark else { return String(cell.persons) }
      return statuses == .asValues ? quoted(mark) : "null"
    }
    let sparse = zip(values.indices, values).filter { $0.1 != "null" }.map { (String($0.0), $0.1) }
    let value = ("value", isSparse ? object(sparse) : array(values))
    let marks = cube.cells.enumerated().compactMap { index, cell in
      cell.mark.map { (String(index), quoted($0)) }
    }
    return switch statuses {
    case .asValues: [value]
    case .object: [value] + (marks.isEmpty ? [] : [("status", object(marks))])
    case .array: [value, ("status", array(cube.cells.map { $0.mark.map(quoted) ?? "null" }))]
    }
  }

  private func object(_ members: [(key: String, value: String)]) -> String {
    let parts = members.map { quoted($0.key) + (isIndented ? ": " : ":") + $0.value }
    return isIndented ? "{\n  \(parts.joined(separator: ",\n  "))\n}" : "{\(parts.joined(separator: ","))}"
  }

  private func array(_ parts: [String]) -> String {
    isIndented ? "[\n  \(parts.joined(separator: ",\n  "))\n]" : "[\(parts.joined(separator: ","))]"
  }

  private func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
