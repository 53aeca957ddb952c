extension Cube {
  /// More omitted cells than any table has: a few bytes must not ask for much room.
  private static let mostOmitted = 4_000_000

  /// A data set's figures by its dimensions.
  init(_ data: JSONStatData, values: JSONStatData.Values) throws(DocumentError.Reason) {
    guard let dimensions = data.dimensions, let ids = data.ids, let sizes = data.sizes else {
      let missing = data.dimensions == nil ? "dimension" : data.ids == nil ? "id" : "size"
      throw .malformed(data.at, "a data set without '\(missing)'. Take the extract again.")
    }
    guard ids.count == sizes.count, !ids.isEmpty else {
      throw .malformed(data.at, "\(ids.count) dimensions and \(sizes.count) sizes. Take the extract again.")
    }
    var names: Set<String> = []
    var axes: [Dimension] = []
    for (id, size) in zip(ids, sizes) {
      guard names.insert(id.text).inserted else { throw twice(id) }
      guard let dimension = dimensions[id.text] else {
        throw .malformed(id.at, "'\(id.text)' is no member of 'dimension'. Take the extract again.")
      }
      let categories = try Self.categories(of: dimension, size: size)
      axes.append(
        Dimension(names: [id] + dimension.labels, role: data.roles[id.text], categories: categories))
    }
    let cells = try Self.cells(values, statuses: data.statuses, count: try Self.cellCount(sizes))
    self.init(titles: data.labels, dimensions: axes, cells: cells, updated: data.updated)
  }

  private static func categories(
    of dimension: JSONStatData.Dimension, size: JSONStatData.Size
  ) throws(DocumentError.Reason) -> [Category] {
    let name = dimension.name
    // Only the categories of one that has a single one may be without an index.
    let single = size.number == 1 && dimension.categoryLabels.count == 1 ? dimension.firstLabelled : nil
    let index = dimension.index ?? single.map { [($0, 0)] } ?? []
    guard index.count == size.number, !index.isEmpty else {
      throw .malformed(
        size.at,
        "'\(name.text)' has \(index.count) categories, but its size is \(size.number). Take the extract again."
      )
    }
    var categories: [Category?] = Array(repeating: nil, count: index.count)
    var codes: Set<String> = []
    for (code, position) in index {
      guard codes.insert(code.text).inserted else { throw twice(code) }
      guard categories.indices.contains(position), categories[position] == nil else {
        throw .malformed(
          code.at,
          "'\(code.text)' of '\(name.text)' has the position \(position), which is taken or beyond the size "
            + "\(size.number). Take the extract again.")
      }
      let label = dimension.categoryLabels[code.text]
      categories[position] = Category(
        code: code.text, labels: label.map { [$0.text] } ?? [], at: label?.at ?? code.at)
    }
    return categories.compactMap(\.self)
  }

  private static func cellCount(_ sizes: [JSONStatData.Size]) throws(DocumentError.Reason) -> Int {
    var count = 1
    for size in sizes {
      let (product, overflow) = count.multipliedReportingOverflow(by: size.number)
      guard !overflow else {
        throw .malformed(size.at, "sizes that make more cells than there can be. Take the extract again.")
      }
      count = product
    }
    return count
  }

  private static func cells(
    _ values: JSONStatData.Values, statuses: JSONStatData.Statuses?, count: Int
  ) throws(DocumentError.Reason) -> CubeCells {
    var cells = values.cells
    if let positions = values.positions {
      cells = try expanded(values, positions, count: count)
    } else if cells.count != count {
      throw .malformed(
        values.at, "\(cells.count) values, but the sizes make \(count). Take the extract again.")
    }
    try Self.put(statuses, on: &cells)
    return cells
  }

  private static func expanded(
    _ values: JSONStatData.Values, _ positions: [Int], count: Int
  ) throws(DocumentError.Reason) -> CubeCells {
    guard count - positions.count <= mostOmitted else {
      throw .beyondLimit(
        values.at,
        "\(positions.count) of \(count) cells; at most \(mostOmitted) may be left out. Ask for fewer.")
    }
    var cells = CubeCells(omitted: count, line: values.at.line, column: values.at.column)
    for (cell, position) in zip(values.cells, positions) {
      guard cells.indices.contains(position) else {
        throw .malformed(
          cell.at, "the value of cell \(position), but the sizes make \(count). Take the extract again.")
      }
      guard cells.isOmitted(at: position) else {
        throw .malformed(cell.at, "a second value of cell \(position). Take the extract again.")
      }
      cells.replace(at: position, with: cell.value, line: cell.at.line, column: cell.at.column)
    }
    return cells
  }

  private static func put(
    _ statuses: JSONStatData.Statuses?, on cells: inout CubeCells
  ) throws(DocumentError.Reason) {
    func put(_ mark: String, at index: Int) {
      // A cell of which something is said is there, and empty.
      if cells.isOmitted(at: index) { cells.blank(at: index) }
      cells.setStatus(mark, at: index)
    }
    switch statuses {
    case nil: break
    case .everywhere(let mark):
      if !mark.isEmpty { for index in cells.indices { put(mark, at: index) } }
    case .list(let marks, let place):
      guard marks.count == 1 || marks.count == cells.count else {
        throw .malformed(
          place, "\(marks.count) statuses for \(cells.count) cells. Take the extract again.")
      }
      for index in cells.indices {
        if let mark = marks[marks.count == 1 ? 0 : index] { put(mark, at: index) }
      }
    case .sparse(let marks):
      for (position, mark, place) in marks {
        guard cells.indices.contains(position) else {
          throw .malformed(
            place, "the status of cell \(position), but there are \(cells.count). Take the extract again.")
        }
        put(mark, at: position)
      }
    }
  }
}
