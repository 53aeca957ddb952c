import Foundation

/// A question to a store, as a command line.
struct Question {
  let name: String
  private let arguments: [String]

  static let names = [
    "--version", "years", "flow", "flow --as-of", "matrix", "matrix --as-of", "matrix --published-by",
  ]

  /// Every question, of a year in the midst of the store; the version is what a process costs that asks nothing.
  static func all(of store: FilledStore) -> [Self] {
    let year = String(FilledStore.firstYear)
    let arguments = [
      ["--version"], ["years"], ["flow", "03", "02", "--year", year],
      ["flow", "03", "02", "--year", year, "--as-of", store.middle], ["matrix", year, "--format", "csv"],
      ["matrix", year, "--format", "csv", "--as-of", store.middle],
      ["matrix", year, "--format", "csv", "--published-by", store.middle],
    ]
    return zip(names, arguments).map { name, arguments in
      Self(name: name, arguments: arguments + (name == "--version" ? [] : ["--store", store.path]))
    }
  }

  /// The program gave no answer.
  struct Failed: Error {
    let name: String
    let status: Int32
  }

  /// How long the program that was built beside this one takes to answer.
  ///
  /// - Unit: milliseconds.
  func time() throws -> Double {
    let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let program = URL(filePath: own).deletingLastPathComponent().appending(path: "flyt").path
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for output: Int32 in [1, 2] {
      posix_spawn_file_actions_addopen(&actions, output, "/dev/null", O_WRONLY, 0)
    }
    let words = ([program] + arguments).map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    var (process, status) = (pid_t(), Int32(0))
    // Foundation's Process takes tens of milliseconds to notice an end.
    let started = ContinuousClock.now
    guard posix_spawn(&process, program, &actions, nil, words, [nil]) == 0,
      waitpid(process, &status, 0) == process
    else { throw Failed(name: name, status: -1) }
    let time = (ContinuousClock.now - started) / .milliseconds(1)
    guard status == 0 else { throw Failed(name: name, status: status) }
    return time
  }
}
