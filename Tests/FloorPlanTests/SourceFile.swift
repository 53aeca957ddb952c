import Foundation
import Testing

/// One Swift file of the program.
struct SourceFile: Sendable, CustomTestStringConvertible {
  /// Which target it belongs to.
  let module: String
  /// Its path below `Sources/`.
  let path: String
  let lines: [Substring]

  var testDescription: String { path }

  /// What it imports, whatever the access level.
  var imports: [String] {
    lines.filter { !$0.hasPrefix(" ") && !$0.hasPrefix("/") }.compactMap { line in
      let words = line.split(separator: " ")
      guard let keyword = words.firstIndex(of: "import"), keyword + 1 < words.count,
        words[..<keyword].allSatisfy({ importPrefixes.contains($0) })
      else { return nil }
      return String(words[keyword + 1].prefix { $0 != "." })
    }
  }

  /// The folder that holds `Package.swift`.
  static let root = URL(filePath: #filePath).appending(path: "../../..").standardized

  /// Every Swift file under `Sources/`, in the order of the paths.
  static func all() throws -> [SourceFile] {
    let sources = root.appending(path: "Sources")
    let paths = try FileManager.default.subpathsOfDirectory(atPath: sources.path)
    return try paths.filter { $0.hasSuffix(".swift") }.sorted().map { path in
      let text = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
      return SourceFile(
        module: String(path.prefix { $0 != "/" }), path: path,
        lines: text.split(separator: "\n", omittingEmptySubsequences: false))
    }
  }
}

private let importPrefixes: Set<Substring> = [
  "package", "public", "internal", "private", "fileprivate", "@testable", "@preconcurrency", "@_exported",
]
