package import Extracts

/// Opens JSON-stat 2.0 and 1.x, as statistical databases answer.
///
/// - Source: the JSON-stat full format, https://json-stat.org/full/.
package struct JSONStatReader: DocumentReader {
  /// Ten times a publisher's largest answer.
  private static let sizeLimit = 256 << 20

  /// The name of the format.
  package let format = "JSON-stat"

  /// A reader; it has no settings.
  package init() {}

  /// Claims all JSON, so that other JSON is refused by what it is.
  package func recognizes(_ extract: Extract) -> Bool { ForeignFormat(of: extract.bytes) == .json }

  /// Finds every data set in the JSON.
  package func read(_ extract: Extract) throws(DocumentError) -> Document {
    guard extract.bytes.count <= Self.sizeLimit else {
      throw DocumentError(.tooLarge(bytes: extract.bytes.count, limit: Self.sizeLimit), in: extract.name)
    }
    do throws(DocumentError.Reason) {
      return .cubes(try cubes(of: try utf8(of: extract.bytes)))
    } catch {
      throw DocumentError(error, in: extract.name)
    }
  }
}

private func cubes(of bytes: [UInt8]) throws(DocumentError.Reason) -> [Cube] {
  guard bytes.contains(where: { !isJSONBlank($0) }) else { throw .empty }
  var scanner = JSONScanner(bytes)
  guard try scanner.isNext("{") else {
    try scanner.skip()
    throw otherJSON
  }
  let root = try scanner.dataSet()
  try scanner.end()
  var cubes: [Cube] = []
  for data in [root] + root.inner {
    if let values = data.values { cubes.append(try Cube(data, values: values)) }
  }
  guard cubes.isEmpty else { return cubes }
  throw root.withoutFigures
}

private let otherJSON = DocumentError.Reason.unsupported(
  nil, "JSON, but not JSON-stat. Ask the database for outputFormat=json-stat2.")

private func isJSONBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

extension JSONStatData {
  /// Why an object without figures can't be read, by what it looks like.
  fileprivate var withoutFigures: DocumentError.Reason {
    if keys.contains("variables") || dimensions != nil {
      return .unsupported(
        nil,
        "a StatBank metadata answer without figures. Ask the database for the table's data, not its metadata."
      )
    }
    if kind == "collection" {
      return .unsupported(
        at, "a JSON-stat collection of links without figures. Take the data sets that it links to.")
    }
    if let message = messages["error"] ?? messages["detail"] ?? messages["message"]
      ?? (keys.contains("status") ? messages["title"] : nil)
    {
      return .unsupported(nil, "an error answer of the API: \(message). Ask the database for less, or later.")
    }
    if keys.contains("error") {
      return .unsupported(nil, "an error answer of the API. Ask the database again later.")
    }
    return otherJSON
  }
}
