import Extracts
import Foundation
import Rendering

/// Data goes to standard output, everything else to standard error.
enum Output {
  static func print(_ text: String) { write(Data(text.utf8), to: .standardOutput) }

  static func print(_ data: Data) { write(data, to: .standardOutput) }

  /// One JSON document.
  static func print(json value: some Encodable) throws { print(try jsonText(value)) }

  /// Something for the person at the terminal.
  static func note(_ text: String) { write(Data((text + "\n").utf8), to: .standardError) }

  /// Says why the program ends; for scripts as JSON on standard output.
  static func report(_ failure: Failure, asJSON: Bool) {
    if asJSON, let document = try? jsonText(["error": failure]) {
      print(document)
    } else {
      // Messages quote settings and arguments, which may hold anything.
      let lines = failure.message.split(separator: "\n", omittingEmptySubsequences: false).map {
        printable($0)
      }
      note("flyt: " + lines.joined(separator: "\n") + (failure.hint.map { "\n  try: \($0)" } ?? ""))
    }
  }

  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
  static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  private static func write(_ data: Data, to handle: FileHandle) {
    // A reader that has gone, such as `head`, is no error of ours.
    try? handle.write(contentsOf: data)
  }
}
