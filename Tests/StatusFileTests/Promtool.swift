import Foundation
import Testing

/// Prometheus's own checks, where they are installed.
enum Promtool {
  /// What is said where a test goes without it.
  static let missing: Comment = "no promtool on the path: install 'prometheus' to check what it reads"

  static let isThere = (try? run("--version"))?.status == 0

  /// Runs it to its end, with a text for its input.
  static func run(_ arguments: String..., input: String = "") throws -> (status: Int32, output: String) {
    // A file for the input: a pipe that nobody empties would hang, or end the tests.
    let file = FileManager.default.temporaryDirectory.appending(path: "flyt-promtool-\(UUID().uuidString)")
    try Data(input.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["promtool"] + arguments
    process.standardInput = try FileHandle(forReadingFrom: file)
    (process.standardOutput, process.standardError) = (pipe, pipe)
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
