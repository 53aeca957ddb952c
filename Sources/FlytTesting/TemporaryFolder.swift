import Foundation

/// A new, empty folder that is removed when it goes out of scope.
package struct TemporaryFolder: ~Copyable {
  /// Free of links, so that paths beneath it compare equal.
  package let path: String

  /// Makes a folder of a name that no other test has.
  package init() throws {
    let name = "flyt-\(UUID().uuidString.prefix(13).lowercased())"
    let url = FileManager.default.temporaryDirectory.appending(path: name)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.resolvingSymlinksInPath().path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of something in the folder.
  package func path(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes a file, with the folders above it.
  @discardableResult
  package func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
    let url = URL(filePath: path(name))
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
    return url.path
  }

  /// Writes a text file, with the folders above it.
  @discardableResult
  package func write(_ name: String, text: String) throws -> String { try write(name, text.utf8) }

  /// Makes a folder in the folder.
  @discardableResult
  package func makeFolder(_ name: String) throws -> String {
    try FileManager.default.createDirectory(atPath: path(name), withIntermediateDirectories: true)
    return path(name)
  }

  /// The names in the folder, or in one of its folders, in order; hidden ones too.
  package func names(in name: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path(name)).sorted()
  }

  /// The bytes of a file in the folder.
  package func bytes(_ name: String) throws -> [UInt8] {
    try Array(Data(contentsOf: URL(filePath: path(name))))
  }
}

/// Runs a body with the path of a new folder, and removes the folder afterwards.
package func withTemporaryFolder<Result>(
  _ body: (String) async throws -> Result
) async throws -> Result {
  let folder = try TemporaryFolder()
  return try await body(folder.path)
}
