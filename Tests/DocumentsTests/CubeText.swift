import Documents
import Extracts
import Foundation
import Testing

/// An extract of bytes under a name that messages show.
func extract(_ bytes: [UInt8], name: String) -> Extract {
  Extract(name: name, bytes: bytes, retrievedAt: Date(timeIntervalSince1970: 0))
}

/// The cubes that a reader finds.
func cubes(_ bytes: [UInt8], _ reader: any DocumentReader, name: String = "t") throws -> [Cube] {
  let extract = extract(bytes, name: name)
  #expect(reader.recognizes(extract))
  guard case .cubes(let cubes) = try reader.read(extract) else { return [] }
  return cubes
}

/// A cube on few lines, to compare: titles, dimensions, cells.
func lines(of cube: Cube) -> [String] {
  [cube.titles.map(\.text).joined(separator: " | ")]
    + cube.dimensions.map { dimension in
      let role = dimension.role.map { " (\($0))" } ?? ""
      let categories = dimension.categories.map { category in
        ([category.code ?? "?"] + category.labels).joined(separator: "=")
      }
      return dimension.names.map(\.text).joined(separator: " | ") + role + ": "
        + categories.joined(separator: ", ")
    } + [cube.cells.map(text(of:)).joined(separator: " ")]
}

/// A cell in a word: `12`, `"12.5"`, `blank`, each with its status behind a slash.
func text(of cell: Cube.Cell) -> String {
  let value =
    switch cell.value {
    case .number(let number): String(number)
    case .text(let text): "\"\(text)\""
    case .blank: "blank"
    case .omitted: "omitted"
    }
  return value + (cell.status.map { "/\($0)" } ?? "")
}
