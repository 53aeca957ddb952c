import Foundation
import GRDB

extension ReleaseReader {
  /// Copies the store to a file that nobody has yet, while others read and write, and proves the copy.
  ///
  /// The file is whole and flushed when this returns, with what proved it; when it throws there is none.
  ///
  /// - Errors: `diskFull`, `missingFolder`, `notPermitted`, `damaged` where the copy can't be proven.
  package func copy(
    to path: String, progress: @escaping @Sendable (Double) -> Void = { _ in }
  ) throws(StoreError) -> Verification {
    try makeEmpty(path)
    do {
      let target = try DatabaseQueue(path: path)
      try database.backup(to: target, pagesPerStep: 1024) { step in
        progress(Double(step.completedPageCount) / Double(max(1, step.totalPageCount)))
      }
      // One file that can be moved about, not one with a log beside it.
      try target.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
      try target.close()
    } catch {
      remove(copyAt: path)
      throw StoreError(wrapping: error, at: path)
    }
    do throws(StoreError) {
      let proof = try ReleaseReader(reading: path).verification()
      if let problem = proof.problems.first {
        throw StoreError(
          .damaged([problem.release, problem.what].compactMap(\.self).joined(separator: ": ")), at: self.path)
      }
      try flush(path)
      return proof
    } catch {
      remove(copyAt: path)
      throw error
    }
  }
}

/// Takes a name for the copy; what an interrupted copy left there is taken away.
private func makeEmpty(_ path: String) throws(StoreError) {
  remove(copyAt: path)
  let file = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o640)
  guard file >= 0 else { throw StoreError(errno: errno, at: path) }
  close(file)
}

private func remove(copyAt path: String) {
  for suffix in ["", "-wal", "-shm", "-journal"] { unlink(path + suffix) }
}

private func flush(_ path: String) throws(StoreError) {
  let file = open(path, O_RDONLY)
  guard file >= 0 else { throw StoreError(errno: errno, at: path) }
  defer { close(file) }
  guard fsync(file) == 0 else { throw StoreError(errno: errno, at: path) }
}
