import ArgumentParser
import Definitions
import Foundation
import ReleaseStore
import Synchronization

/// Answers `flyt backup FILE`.
struct BackUp: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Copy the store while it is in use, and prove the copy.",
    discussion: """
      The copy is verified before it gets its name, so a file of that name is always whole. With --keep N the copies \
      before it stay as FILE.1, FILE.2 and so on; without it, a file that is there is refused.

      Examples:
        flyt backup /backup/flyt.db
        flyt backup /backup/flyt.db --keep 7

      Exit status: 0 copied and verified, 74 the disk is full or the store is damaged.
      """)

  @OptionGroup var shared: SharedOptions
  @Option(help: ArgumentHelp("Keep so many copies, the newest as FILE.", valueName: "number")) var keep: Int?
  @Argument(help: ArgumentHelp("Where the copy goes.", valueName: "file")) var file: String

  func validate() throws {
    guard (1...999).contains(keep ?? 1) else { throw ValidationError("--keep takes a number from 1 to 999.") }
  }

  func run() async throws {
    let reader = try ReleaseReader(reading: shared.settings().store.value)
    let target = URL(filePath: file).standardizedFileURL.path
    guard keep != nil || access(target, F_OK) != 0 else {
      throw Failure(
        .usage, code: "file-exists", "\(target): there is a file already, and it is left as it is.",
        hint: "flyt backup \(file) --keep 2")
    }
    let staged = "\(target).part"
    let progress = BackupProgress()
    let proof = try reader.copy(to: staged) { progress.advance(to: $0) }
    progress.finish()
    do {
      try give(staged, theName: target)
    } catch {
      unlink(staged)
      throw error
    }
    let bytes = (try? FileManager.default.attributesOfItem(atPath: target)[.size] as? Int) ?? 0
    if shared.json {
      try Output.print(json: BackupDocument(path: target, bytes: bytes, digest: proof.digest))
    } else {
      Output.print(
        "\(target): \(bytes) bytes, \(proof.releases) releases, verified; digest \(proof.digest)\n")
    }
  }

  /// Moves the older copies on, then the new one into place; killed in between, the name stands for a whole copy.
  private func give(_ staged: String, theName target: String) throws {
    let older = { (number: Int) in "\(target).\(number)" }
    let kept = (keep ?? 1) - 1
    for number in (1..<max(1, kept)).reversed() where access(older(number), F_OK) == 0 {
      try renamed(older(number), older(number + 1))
    }
    // A second name for the last copy, so that it never goes without one.
    if kept > 0, access(target, F_OK) == 0 {
      unlink(older(1))
      // Some file systems have no second names; there it goes without one for a moment.
      guard link(target, older(1)) == 0 || rename(target, older(1)) == 0 else {
        throw systemFailure("could not be kept as \(older(1))", at: target)
      }
    }
    try renamed(staged, target)
    for number in max(1, kept + 1)...999 where keep != nil && access(older(number), F_OK) == 0 {
      unlink(older(number))
    }
    let folder = open(URL(filePath: target).deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY)
    guard folder >= 0 else { return }
    defer { close(folder) }
    guard fsync(folder) == 0 else { throw systemFailure("the folder could not be flushed", at: target) }
  }

  private func renamed(_ from: String, _ to: String) throws {
    guard rename(from, to) == 0 else { throw systemFailure("could not be renamed to \(to)", at: from) }
  }

  private func systemFailure(_ what: String, at path: String) -> Failure {
    Failure(.inputOutput, code: "input-output", "\(path): \(what): \(String(cString: strerror(errno))).")
  }
}

/// Shows how much has been copied; the copying calls from wherever it runs.
private final class BackupProgress: Sendable {
  private let bar = Mutex(ProgressBar(of: 100))

  func advance(to part: Double) { bar.withLock { $0.advance(to: Int(part * 100)) } }
  func finish() { bar.withLock { $0.finish() } }
}

private struct BackupDocument: Encodable {
  let path: String
  let bytes: Int
  let digest: String
}
