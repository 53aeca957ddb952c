package import Extracts

/// Opens PC-Axis files (`.px`), as statistics offices of many countries publish them.
///
/// - Source: Statistics Sweden, "PX file format", version 2013.
package struct PCAxisReader: DocumentReader {
  /// Far more than 20 million cells take.
  private static let sizeLimit = 256 << 20

  /// The name of the format.
  package let format = "PC-Axis"

  /// A reader; it has no settings.
  package init() {}

  /// Claims what begins with a keyword and has a PC-Axis file's usual ones.
  package func recognizes(_ extract: Extract) -> Bool { ForeignFormat(of: extract.bytes) == .pcAxis }

  /// Reads the keywords, then the figures.
  package func read(_ extract: Extract) throws(DocumentError) -> Document {
    guard extract.bytes.count <= Self.sizeLimit else {
      throw DocumentError(.tooLarge(bytes: extract.bytes.count, limit: Self.sizeLimit), in: extract.name)
    }
    do throws(DocumentError.Reason) {
      return .cubes([try Cube(try PCAxisFile(try pcAxisText(of: extract.bytes)))])
    } catch {
      throw DocumentError(error, in: extract.name)
    }
  }
}

/// Whether bytes begin as a PC-Axis file: with an upper-case keyword, and soon one that only such files have.
func isPCAxis(_ head: ArraySlice<UInt8>) -> Bool {
  let keyword = head.prefix { (0x41...0x5A).contains($0) || $0 == UInt8(ascii: "-") }
  let next = head.dropFirst(keyword.count).first.map(Unicode.Scalar.init)
  guard (3...32).contains(keyword.count), next == "=" || next == "(" || next == "[" else { return false }
  return ["AXIS-VERSION=", "VALUES(", "STUB=", "HEADING=", "CHARSET=\""].contains {
    head.contains(Array($0.utf8))
  }
}
