import Foundation
import Glibc

/// A started program; killed when nobody holds it any more.
///
/// Foundation's `Process` tells neither the memory that a child took nor gives
/// its output a place that can't fill up, hence the system's own calls.
final class Child {
  /// Its process number.
  let pid: pid_t
  private let outputPath: String
  private let errorsPath: String
  private var ending: Ending?
  /// The kernel's own account of an ended child begins with what the test runner took, hence this.
  private var peakMemory = 0

  /// How a program ended, and what it took.
  struct Ending: Equatable {
    /// How it ended: its own way, or by a signal.
    enum Way: Equatable {
      case exited(Int32)
      case killed(Int32)
    }

    let way: Way
    /// - Unit: kilobytes.
    let peakMemory: Int
  }

  /// Starts a program with nothing of our environment; its output goes to files in `folder`.
  ///
  /// Standard input comes from the file at `input`, or is empty.
  init(
    _ program: String, _ arguments: [String], environment: [String: String], in folder: String,
    input: String = "/dev/null"
  ) throws {
    let name = UUID().uuidString
    outputPath = "\(folder)/.\(name).out"
    errorsPath = "\(folder)/.\(name).err"
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, outputPath, O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, errorsPath, O_WRONLY | O_CREAT, 0o600)
    // It changes the folder and becomes the program, under the same process number.
    pid = try spawn(["env", "-C", folder, program] + arguments, environment, &actions)
  }

  deinit {
    guard ending == nil else { return }
    kill(pid, SIGKILL)
    waitpid(pid, nil, 0)
  }

  /// What it wrote on standard output so far.
  var output: [UInt8] { bytes(outputPath) }
  /// What it wrote on standard error so far.
  var errors: [UInt8] { bytes(errorsPath) }

  /// Sends it a signal.
  func signal(_ number: Int32) { kill(pid, number) }

  /// How it ended; `nil` while it runs.
  func poll() -> Ending? {
    if ending == nil {
      // The high-water mark of the program itself replaces that of the runner, which it begins as.
      if let mark = memory(of: pid) { peakMemory = mark }
      var status: Int32 = 0
      guard waitpid(pid, &status, WNOHANG) == pid else { return nil }
      // The macros of wait.h, which Swift does not see.
      let signal = status & 0x7F
      let way = signal == 0 ? Ending.Way.exited((status >> 8) & 0xFF) : .killed(signal)
      ending = Ending(way: way, peakMemory: peakMemory)
    }
    return ending
  }

  /// Waits for its end; one that takes too long is killed, and the test fails.
  func wait(upTo limit: Duration = .seconds(60)) throws -> Ending {
    try waiting(for: "the end of process \(pid)", upTo: limit) { poll() != nil }
    guard let ending else { throw NeverHappened(what: "the end of process \(pid)", errors: errors.text) }
    return ending
  }
}

/// Starts a program with default signal handling, whatever the test runner ignores.
private func spawn(
  _ command: [String], _ environment: [String: String], _ actions: inout posix_spawn_file_actions_t
) throws -> pid_t {
  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  var (all, none) = (sigset_t(), sigset_t())
  sigfillset(&all)
  sigemptyset(&none)
  posix_spawnattr_setsigdefault(&attributes, &all)
  posix_spawnattr_setsigmask(&attributes, &none)
  posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
  let words = command.map { strdup($0) } + [nil]
  let variables = environment.map { strdup("\($0)=\($1)") } + [nil]
  defer { (words + variables).forEach { free($0) } }
  var pid = pid_t()
  let code = posix_spawnp(&pid, command[0], &actions, &attributes, words, variables)
  guard code == 0 else {
    throw NeverHappened(what: "the start of \(command): \(String(cString: strerror(code)))")
  }
  return pid
}

/// The most that a process has held in memory so far; `nil` when it has ended.
///
/// - Unit: kilobytes.
private func memory(of process: pid_t) -> Int? {
  let status = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
  let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
  return line.flatMap { Int($0.filter(\.isNumber)) }
}

private func bytes(_ path: String) -> [UInt8] { (try? Array(Data(contentsOf: URL(filePath: path)))) ?? [] }

extension [UInt8] {
  /// The bytes as text, for reading what a program printed.
  var text: String { String(decoding: self, as: UTF8.self) }

  /// Whether a terminal would take none of the bytes for a command.
  var isFreeOfControls: Bool { allSatisfy { $0 == 0x0A || ($0 >= 0x20 && $0 != 0x7F) } }
}
