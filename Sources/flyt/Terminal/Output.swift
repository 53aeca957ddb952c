import Extracts
import Foundation
import Rendering
import Synchronization

/// Data goes to standard output, everything else to standard error.
enum Output {
  /// What kept data from being written: the error number of the first such failure, or 0.
  private static let lost = Mutex<Int32>(0)

  static func print(_ text: String) { print(Data(text.utf8)) }

  static func print(_ data: Data) {
    guard let code = write(data, to: STDOUT_FILENO) else { return }
    lost.withLock { if $0 == 0 { $0 = code } }
  }

  /// Why not all data could be written; `nil` when it was, or when its reader had enough.
  static var failure: Failure? {
    let code = lost.withLock { $0 }
    guard code != 0, code != EPIPE else { return nil }
    return Failure(
      .inputOutput, code: "output",
      "standard output: \(String(cString: strerror(code))); the answer is not whole.")
  }

  /// Whether nobody reads standard output any more.
  static var readerIsGone: Bool { lost.withLock { $0 } == EPIPE }

  /// One JSON document.
  static func print(json value: some Encodable) throws { print(try jsonText(value)) }

  /// Something for the person at the terminal.
  static func note(_ text: String) { write(Data((text + "\n").utf8), to: STDERR_FILENO) }

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

  /// Gives the error number when not everything could be written.
  @discardableResult
  private static func write(_ data: Data, to descriptor: CInt) -> Int32? {
    var rest = data[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return errno }
      rest = rest.dropFirst(count)
    }
    return nil
  }
}
