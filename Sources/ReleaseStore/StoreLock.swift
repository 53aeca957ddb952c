import Foundation
import Glibc
import Synchronization

/// The right to write to a store, held until it is released or the process ends.
///
/// SQLite's own locks let two processes write by turns; Debian's 3.40.1 can
/// then lose a commit when both reset the log. So only one may open for writing.
/// The kernel drops the lock with the process, so a killed holder leaves none;
/// the file itself stays, since removing it would let two hold "the" lock.
final class StoreLock: Sendable {
  private let descriptor: Mutex<Int32?>

  /// Takes the lock of a store, or fails at once.
  ///
  /// - Errors: `busy` with the holder; whatever keeps the lock file from being written.
  init(ofStoreAt path: String, for holder: LockHolder) throws(StoreError) {
    let file = open("\(path).lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard file >= 0 else { throw StoreError(errno: errno, at: path) }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      let code = errno
      defer { Glibc.close(file) }
      guard code == EWOULDBLOCK else { throw StoreError(errno: code, at: path) }
      throw StoreError(.busy(Self.holder(in: file)), at: path)
    }
    do throws(StoreError) {
      try Self.write(holder, to: file, at: path)
    } catch {
      Glibc.close(file)
      throw error
    }
    descriptor = Mutex(file)
  }

  deinit { release() }

  /// Lets others write; harmless when done twice.
  func release() {
    descriptor.withLock { file in
      if let held = file { Glibc.close(held) }
      file = nil
    }
  }

  private static func write(_ holder: LockHolder, to file: Int32, at path: String) throws(StoreError) {
    let encoder = JSONEncoder()
    (encoder.dateEncodingStrategy, encoder.outputFormatting) = (.iso8601, .sortedKeys)
    guard let text = try? encoder.encode(holder) else {
      throw StoreError(.fault("unwritable holder"), at: path)
    }
    let line = Array(text) + [UInt8(ascii: "\n")]
    guard ftruncate(file, 0) == 0, pwrite(file, line, line.count, 0) == line.count else {
      throw StoreError(errno: errno, at: path)
    }
  }

  /// Who holds the lock; `nil` in the moment between its taking and its signing.
  private static func holder(in file: Int32) -> LockHolder? {
    var bytes = [UInt8](repeating: 0, count: 1024)
    let count = pread(file, &bytes, bytes.count, 0)
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    return try? decoder.decode(LockHolder.self, from: Data(bytes.prefix(max(0, count))))
  }
}
