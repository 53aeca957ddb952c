import Foundation

extension Status {
  /// Replaces the file in one step, durably: a reader finds the old status or the new one, whole.
  ///
  /// - Errors: `missingFolder`, `notPermitted`, `inputOutput`.
  package func write(to path: String) throws(StatusFileError) {
    let content: Data
    do {
      content = try json()
    } catch {
      throw StatusFileError(.inputOutput(doing: "encoding", system: "\(error)"), at: path)
    }
    try replaceFile(at: path, with: content)
  }

  /// Reads the file.
  ///
  /// - Errors: `missing`, `notPermitted`, `notAStatus`, `newerSchema`, `inputOutput`.
  package static func read(from path: String) throws(StatusFileError) -> Status {
    let content = try content(of: path)
    let schema = try decoding(path) { try JSONDecoder().decode(Header.self, from: content).schema }
    guard schema <= Self.schema else {
      throw StatusFileError(.newerSchema(found: schema, known: Self.schema), at: path)
    }
    return try decoding(path) { try Status(json: content) }
  }

  private static func content(of path: String) throws(StatusFileError) -> Data {
    do {
      return try Data(contentsOf: URL(filePath: path))
    } catch CocoaError.fileReadNoSuchFile, CocoaError.fileNoSuchFile {
      throw StatusFileError(.missing, at: path)
    } catch CocoaError.fileReadNoPermission {
      throw StatusFileError(.notPermitted(doing: "reading"), at: path)
    } catch {
      throw StatusFileError(.inputOutput(doing: "reading", system: error.localizedDescription), at: path)
    }
  }

  private static func decoding<Value>(
    _ path: String, _ decode: () throws -> Value
  ) throws(StatusFileError) -> Value {
    do {
      return try decode()
    } catch let error as DecodingError {
      throw StatusFileError(.notAStatus(error.sentence), at: path)
    } catch {
      throw StatusFileError(.notAStatus("\(error)"), at: path)
    }
  }

  /// What every schema has.
  private struct Header: Decodable {
    let schema: Int
  }
}

extension DecodingError {
  /// Which key is at fault, and why.
  fileprivate var sentence: String {
    switch self {
    case .keyNotFound(let key, let context):
      "'\((context.codingPath + [key]).map(\.stringValue).joined(separator: "."))' is missing"
    case .dataCorrupted(let context) where context.codingPath.isEmpty:
      "it is not JSON"
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      "'\(context.codingPath.map(\.stringValue).joined(separator: "."))' has a value that does not fit"
    @unknown default:
      "it cannot be decoded"
    }
  }
}
