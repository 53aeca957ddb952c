import Subprocess
import SystemPackage

/// A program that is given bytes and gives bytes, within bounds.
struct Child {
  /// What a child may use; it is ended where it wants more.
  struct Bounds {
    var time: Duration = .seconds(20)
    /// Of what it writes, and of what it reads.
    var bytes = 16 << 20
    /// All that it may address, libraries and fonts too.
    var memory = 1 << 30
  }

  /// How a child ended.
  enum Ending: Equatable {
    case exited(Int)
    case killed(signal: Int)
    case outOfTime
  }

  /// What a child said, and how it ended.
  struct Outcome {
    let ending: Ending
    let output: [UInt8]
    /// The first of its complaints.
    let complaint: [UInt8]
  }

  /// The program's whole path.
  let program: String
  let arguments: [String]
  /// The whole path of the program `prlimit`, which starts the other under limits.
  let limiter: String
  /// The folders it may look for programs in; all that it gets of our environment.
  let searchPath: String
  var bounds = Bounds()

  /// Runs the program and waits for its end.
  func run(on input: [UInt8]) throws -> Outcome {
    let (given, made, said) = (try MemoryFile(input), try MemoryFile(), try MemoryFile())
    let (configuration, files) = (configuration, (given.descriptor, made.descriptor, said.descriptor))
    let life = Life()
    Task(executorPreference: OwnThread.forChildren) {
      do {
        // With files and not pipes there is nothing to do but to wait, and nothing that can break.
        _ = try await Subprocess.run(
          configuration, input: .fileDescriptor(files.0, closeAfterSpawningProcess: false),
          output: .fileDescriptor(files.1, closeAfterSpawningProcess: false),
          error: .fileDescriptor(files.2, closeAfterSpawningProcess: false)
        ) { execution in
          // The child is not reaped before this returns, so its number stays its own.
          await withCheckedContinuation { life.begins(as: execution.processIdentifier.value, $0) }
        }
      } catch {
        life.failsToBegin(error)
      }
    }
    let ending = try life.waitForEnd(within: bounds.time)
    return Outcome(
      ending: ending, output: try made.contents(atMost: bounds.bytes),
      complaint: try said.contents(atMost: Self.longestComplaint))
  }

  /// In bytes; what a program says first says most.
  private static let longestComplaint = 4096

  private var configuration: Configuration {
    let limits = [
      "--as=\(bounds.memory)", "--fsize=\(bounds.bytes)", "--core=0",
      // In case that nobody is left who looks at the clock.
      "--cpu=\(max(1, bounds.time.components.seconds))",
    ]
    var platformOptions = PlatformOptions()
    // A group of its own can be killed as a whole.
    platformOptions.createSession = true
    return Configuration(
      executable: .path(FilePath(limiter)), arguments: Arguments(limits + [program] + arguments),
      environment: .custom(["PATH": searchPath, "LANG": "C.UTF-8"]), platformOptions: platformOptions)
  }
}
