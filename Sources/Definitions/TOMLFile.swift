import Synchronization
import TOMLKit

/// A TOML file that could be parsed: its values, and the lines of its keys.
struct TOMLFile {
  let path: String
  let root: [String: TOMLNode]
  let lines: KeyLines

  /// What was parsed last at each path.
  ///
  /// The parser never frees what it made. A daemon reads its settings anew now and then, mostly without a change.
  private static let parsed = Mutex<[String: (bytes: [UInt8], root: [String: TOMLNode])]>([:])

  /// Far over any real file, so that a wrong path is told instead of read.
  private static let mostBytes = 1_048_576

  /// Parses a file's bytes.
  init(_ bytes: [UInt8], path: String) throws(DefinitionsError) {
    func refusal(_ what: String, _ advice: String, line: Int? = nil) -> DefinitionsError {
      DefinitionsError([DefinitionProblem(place: path, line: line, what: what, advice: advice)])
    }
    guard bytes.count <= Self.mostBytes else {
      throw refusal(
        "\(bytes.count) bytes where at most \(Self.mostBytes) are read", "Is this the right file?")
    }
    // The parser takes a C string: a zero byte would silently end the file there.
    guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
      throw refusal("not UTF-8 text", "Save the file as UTF-8.")
    }
    do {
      if let known = Self.parsed.withLock({ $0[path] }), known.bytes == bytes {
        root = known.root
      } else {
        let root = TOMLNode.entries(of: try TOMLTable(string: text))
        Self.parsed.withLock { $0[path] = (bytes, root) }
        self.root = root
      }
    } catch let error as TOMLParseError {
      let start = error.source.begin
      throw refusal(
        "not TOML at column \(start.column): \(error.description)",
        "Texts stand in quotes, lists in [ ]; every key stands once.", line: start.line)
    } catch {
      throw refusal("not TOML: \(error)", "Texts stand in quotes, lists in [ ]; every key stands once.")
    }
    self.path = path
    lines = KeyLines(of: text)
  }
}
