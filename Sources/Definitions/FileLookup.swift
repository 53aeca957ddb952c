import Foundation

/// What this module asks of the file system, so that tests can answer instead.
package struct FileLookup: Sendable {
  /// Whether a folder stands at a path.
  package var isFolder: @Sendable (String) -> Bool
  /// Whether a regular file stands at a path: another kind could keep its reader waiting for ever.
  package var isFile: @Sendable (String) -> Bool
  /// The names in a folder, in no order.
  package var names: @Sendable (String) throws -> [String]
  /// The bytes of a file.
  package var bytes: @Sendable (String) throws -> [UInt8]

  /// A file system of four answers.
  package init(
    isFolder: @escaping @Sendable (String) -> Bool, isFile: @escaping @Sendable (String) -> Bool,
    names: @escaping @Sendable (String) throws -> [String],
    bytes: @escaping @Sendable (String) throws -> [UInt8]
  ) {
    (self.isFolder, self.isFile, self.names, self.bytes) = (isFolder, isFile, names, bytes)
  }

  /// The machine's own files.
  package static let disk = Self(
    isFolder: { kind(of: $0) == .typeDirectory },
    isFile: { kind(of: $0) == .typeRegular },
    names: { try FileManager.default.contentsOfDirectory(atPath: $0) },
    bytes: { try Array(Data(contentsOf: URL(filePath: $0))) })

  /// No files at all.
  package static let none = Self(
    isFolder: { _ in false }, isFile: { _ in false }, names: { _ in [] }, bytes: { _ in [] })

  /// What a path comes to after its links.
  private static func kind(of path: String) -> FileAttributeType? {
    let target = URL(filePath: path).resolvingSymlinksInPath().path
    let attributes = try? FileManager.default.attributesOfItem(atPath: target)
    return attributes?[.type] as? FileAttributeType
  }

  /// A file's bytes; what goes wrong names the path.
  func read(_ path: String) throws(DefinitionsError) -> [UInt8] {
    guard isFile(path) else {
      throw DefinitionsError([
        DefinitionProblem(
          place: path, what: "no regular file", advice: "Put a file there, or take the entry away.")
      ])
    }
    do { return try bytes(path) } catch {
      throw Self.unreadable(path, error)
    }
  }

  /// The TOML files of a folder in the order of their names; hidden ones are left out.
  func definitions(in folder: String) throws(DefinitionsError) -> [String] {
    do {
      return try names(folder).filter { $0.hasSuffix(".toml") && !$0.hasPrefix(".") }
        .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    } catch {
      throw Self.unreadable(folder, error)
    }
  }

  private static func unreadable(_ path: String, _ error: any Error) -> DefinitionsError {
    let cause = ((error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError) ?? (error as NSError)
    let reason =
      cause.domain == NSPOSIXErrorDomain ? String(cString: strerror(Int32(cause.code))) : "\(error)"
    let problem = DefinitionProblem(
      place: path, what: "cannot be read: \(reason)", advice: "Let the user that runs flyt read it.")
    return DefinitionsError([problem])
  }
}

/// A path made absolute and free of `.` and `..`.
///
/// By the letters alone, without looking at links.
func absolute(_ path: String, in folder: String) -> String {
  var parts: [Substring] = []
  for part in (path.hasPrefix("/") ? path : "\(folder)/\(path)").split(separator: "/") where part != "." {
    if part != ".." { parts.append(part) } else { _ = parts.popLast() }
  }
  return "/" + parts.joined(separator: "/")
}

/// The folder that a file or folder lies in.
func folder(of path: String) -> String { absolute("..", in: path) }
