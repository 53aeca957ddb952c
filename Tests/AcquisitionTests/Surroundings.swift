import Foundation
import Glibc
import Testing

/// A way to an inbox that can be led to another file system, as a mount point is led to a share.
final class Way {
  private let root: String
  /// A folder on the file system of temporary files.
  let share: String
  /// A folder on another one, as what lies under a mount point.
  let elsewhere: String

  /// The path that is watched.
  var path: String { "\(root)/way" }

  init() throws {
    root = try InboxFixture.makeFolder(in: FileManager.default.temporaryDirectory.path)
    share = "\(root)/share"
    elsewhere = try InboxFixture.makeFolder(in: "/dev/shm")
    try #require(mkdir(share, 0o750) == 0)
    try lead(to: share)
  }

  deinit {
    for path in [root, elsewhere] { try? FileManager.default.removeItem(atPath: path) }
  }

  func lead(to folder: String) throws {
    unlink(path)
    try #require(symlink(folder, path) == 0)
  }
}

/// Lends a folder that a small file system of its own is mounted over.
///
/// Cancels the test where even root may not mount.
func withMount(over folder: String, _ options: String, _ body: () throws -> Void) throws {
  guard try run("mount", "-t", "tmpfs", "-o", options, "flyt-test", folder) == 0 else {
    try Test.cancel("nothing can be mounted here")
  }
  defer { _ = try? run("umount", "-l", folder) }
  try body()
}

/// Runs a system's program and gives its exit status.
func run(_ program: String, _ arguments: String...) throws -> Int32 {
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = [program] + arguments
  process.environment = ["PATH": "/usr/sbin:/sbin:/usr/bin:/bin"]
  process.standardError = FileHandle.nullDevice
  try process.run()
  process.waitUntilExit()
  return process.terminationStatus
}

/// Whether the tests may mount and become somebody else.
let isRoot = getuid() == 0

/// Runs something as a user whom rights hold back, which they do not do with root.
func withoutPrivileges(_ body: () throws -> Void) throws {
  guard isRoot else { return try body() }
  // Only this thread becomes somebody else, and only for files. Swift's Glibc lacks the call.
  typealias SetUser = @convention(c) (uid_t) -> CInt
  let setUser = unsafeBitCast(try #require(dlsym(nil, "setfsuid")), to: SetUser.self)
  _ = setUser(65534)
  defer { _ = setUser(0) }
  try body()
}
