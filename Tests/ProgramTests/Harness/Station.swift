import FlytTesting
import Foundation

/// A folder with settings, an inbox and a store of its own, in which the real program runs.
final class Station {
  /// Where everything lies.
  let folder: TemporaryFolder
  /// Other tests' folders are out of reach: only these variables are set.
  private let environment: [String: String]

  /// The program that the build left beside the test runner.
  static let program: String = {
    let runner = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(filePath: runner).deletingLastPathComponent().appending(path: "flyt").path
  }()

  /// What a command printed, and how it ended.
  struct Answer {
    let status: Int32
    let output: [UInt8]
    let errors: [UInt8]
    let ending: Child.Ending

    /// The one JSON document on standard output.
    func json() throws -> JSONValue { try JSONValue(output) }
  }

  /// Prepares a folder; `settings` stands behind the usual ones.
  init(settle: String = "30ms", every: String = "50ms", maxBytes: Int = 64 << 20, settings: String = "")
    throws
  {
    folder = try TemporaryFolder()
    environment = [
      "PATH": "/usr/bin:/bin", "SWIFT_BACKTRACE": "enable=no", "FLYT_CONFIG": folder.path("flyt.toml"),
      "FLYT_DATASETS": Fixtures.datasetsFolder,
    ]
    try folder.makeFolder("inbox")
    try writeSettings(settle: settle, every: every, maxBytes: maxBytes, others: settings)
  }

  /// Writes the settings file anew.
  func writeSettings(
    settle: String = "30ms", every: String = "50ms", maxBytes: Int = 64 << 20, others: String
  )
    throws
  {
    try folder.write(
      "flyt.toml",
      text: """
        [store]
        path = "flyt.db"

        [status]
        path = "status.json"
        every = "200ms"
        patience = "0s"

        [control]
        socket = "flyt.sock"

        [[source]]
        name = "inbox"
        kind = "folder"
        path = "inbox"
        every = "\(every)"
        settle = "\(settle)"
        maxBytes = \(maxBytes)

        \(others)
        """)
  }

  /// The path of something in the folder.
  func path(_ name: String) -> String { folder.path(name) }

  /// Starts the program and comes back at once.
  func start(
    _ arguments: [String], through wrapper: [String] = [], program: String = Station.program,
    input: String = "/dev/null", with variables: [String: String?] = [:]
  ) throws -> Child {
    let words = wrapper + [program] + arguments
    let environment = environment.merging(variables.compactMapValues(\.self)) { $1 }.filter {
      variables[$0.key] != .some(nil)
    }
    return try Child(
      words[0], Array(words.dropFirst()), environment: environment, in: folder.path, input: input)
  }

  /// Runs a command to its end.
  func flyt(
    _ arguments: String..., program: String = Station.program, input: String = "/dev/null",
    with variables: [String: String?] = [:]
  ) throws -> Answer {
    let child = try start(arguments, program: program, input: input, with: variables)
    let ending = try child.wait()
    guard case .exited(let status) = ending.way else {
      throw NeverHappened(what: "a normal end of \(arguments)", errors: child.errors.text)
    }
    return Answer(status: status, output: child.output, errors: child.errors, ending: ending)
  }

  /// Puts a whole file into the inbox in one step, as a careful writer does.
  func drop(_ bytes: [UInt8], as name: String) throws {
    try folder.write("inbox/.\(name).part", bytes)
    try FileManager.default.moveItem(atPath: path("inbox/.\(name).part"), toPath: path("inbox/\(name)"))
  }

  /// The names in a folder, hidden ones and those of another test's leftovers too.
  func names(in name: String) -> [String] { (try? folder.names(in: name)) ?? [] }

  /// The status file as it is now.
  func status() throws -> JSONValue { try JSONValue(folder.bytes("status.json")) }

  /// What the store's own tool answers to a query.
  func sqlite(_ query: String) throws -> String {
    let child = try Child(
      "sqlite3", ["-readonly", path("flyt.db"), query], environment: ["PATH": "/usr/bin:/bin"],
      in: folder.path)
    guard try child.wait().way == .exited(0) else {
      throw NeverHappened(what: "an answer to \(query)", errors: child.errors.text)
    }
    return child.output.text.trimmingCharacters(in: .newlines)
  }
}
