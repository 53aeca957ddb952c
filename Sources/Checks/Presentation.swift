import FlowTables

/// What a publisher may change about a table without changing a figure.
package struct Presentation: Hashable, Sendable, Codable {
  /// Which layout read the table.
  package let layout: String
  /// The language whose names most headings are printed in; `nil` where several fit as well.
  package let language: String?
  /// The printed row headings, codes and names, in their order.
  package let rows: [String]
  /// The printed column headings, in theirs.
  package let columns: [String]

  /// A kind of change that leaves every figure as it was.
  package enum Change: String, Hashable, Sendable, Codable, CaseIterable {
    case layout
    case language
    /// A place or a sum is called otherwise in the same language.
    case labels
    case order
    /// A printed symbol, whose meaning or number is the same.
    case marks
  }

  /// How this differs from another; marks stand with the cells and are not compared here.
  package func changes(from other: Self) -> Set<Change> {
    var changes: Set<Change> = []
    if layout != other.layout { changes.insert(.layout) }
    let isTranslated = language != nil && other.language != nil && language != other.language
    if isTranslated { changes.insert(.language) }
    if Set(rows + columns) != Set(other.rows + other.columns) {
      if !isTranslated { changes.insert(.labels) }
    } else if rows != other.rows || columns != other.columns {
      changes.insert(.order)
    }
    return changes
  }
}

extension Presentation {
  init(of table: ReportedTable, in dataset: Dataset) {
    layout = table.layout
    language = Self.language(of: table.headings, in: dataset)
    let text = { (axis: Axis) in
      table.headings.filter { $0.axis == axis }
        .map { [$0.code, $0.label].compactMap(\.self).joined(separator: " ") }
    }
    (rows, columns) = (text(.from), text(.to))
  }

  private static func language(of headings: [Heading], in dataset: Dataset) -> String? {
    var counts: [String: Int] = [:]
    for heading in headings {
      guard case .place(let place) = heading.subject, let label = heading.label else { continue }
      for (language, name) in dataset.definition(of: place)?.names ?? [:] where name == label {
        counts[language, default: 0] += 1
      }
    }
    let most = counts.values.max()
    let best = counts.filter { $0.value == most }
    return best.count == 1 ? best.first?.key : nil
  }
}
