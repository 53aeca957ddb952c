import Documents
import Extracts

/// A database's answer of a million cells, and the opening of it.
enum DatabaseAnswer {
  private static let sizes = [8, 354, 353]
  /// How many cells the answer has.
  static let cellCount = sizes.reduce(1, *)

  /// JSON-stat on one line, as databases send it: 8 years by 354 by 353 places, a tenth of the cells blank with a
  /// status.
  static func bytes() -> [UInt8] {
    let names = ["Tid", "Fraflyttingsregion", "TilflyttRegion"]
    let dimensions = zip(names, sizes).map { name, size in
      let codes = (0..<size).map { name == "Tid" ? String(2010 + $0) : String(1000 + $0) }
      let index = codes.enumerated().map { "\"\($0.element)\":\($0.offset)" }.joined(separator: ",")
      let labels = codes.map { "\"\($0)\":\"Kommune \($0)\"" }.joined(separator: ",")
      return "\"\(name)\":{\"label\":\"\(name)\",\"category\":{\"index\":{\(index)},\"label\":{\(labels)}}}"
    }
    var (values, marks) = ([String](), [String]())
    for cell in 0..<cellCount {
      let isBlank = cell % 10 == 3
      if isBlank { marks.append("\"\(cell)\":\".\"") }
      values.append(isBlank ? "null" : String(cell &* 2_654_435_761 % 4_000))
    }
    let text =
      "{\"version\":\"2.0\",\"class\":\"dataset\",\"label\":\"Flyttinger\",\"id\":[\"\(names.joined(separator: "\",\""))\"],"
      + "\"size\":\(sizes),\"role\":{\"time\":[\"Tid\"]},\"dimension\":{\(dimensions.joined(separator: ","))},"
      + "\"value\":[\(values.joined(separator: ","))],\"status\":{\(marks.joined(separator: ","))}}"
    return Array(text.utf8)
  }

  /// Opens the answer and counts its cells.
  static func read(_ extract: Extract) throws -> Int {
    guard case .cubes(let cubes) = try JSONStatReader().read(extract) else { return 0 }
    return cubes.reduce(0) { $0 + $1.cells.count }
  }
}
