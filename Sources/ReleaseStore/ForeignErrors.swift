import GRDB
import Glibc

/// A stored value that the schema rules out: only a damaged file holds one.
struct DamagedValue: Error {
  let what: String
}

extension StoreError {
  /// Puts an error of SQLite's, or one thrown while reading rows, into our words.
  init(wrapping error: any Error, at path: String) {
    switch error {
    case let known as StoreError: self = known
    case let damage as DamagedValue: self.init(.damaged(damage.what), at: path)
    case let error as DatabaseError: self.init(Self.reason(for: error, at: path), at: path)
    default: self.init(.fault("\(error)"), at: path)
    }
  }

  private static func reason(for error: DatabaseError, at path: String) -> Reason {
    let what = error.message ?? "\(error.resultCode)"
    switch error.extendedResultCode {
    case .SQLITE_READONLY_DBMOVED: return .inputOutput("the file was moved or removed while in use")
    case .SQLITE_BUSY, .SQLITE_LOCKED: return .busy(nil)
    case .SQLITE_FULL: return .diskFull
    // A full disk also shows as a write that failed, such as one to the shared index.
    case .SQLITE_IOERR: return isFull(diskOf: path) ? .diskFull : .inputOutput(what)
    case .SQLITE_CORRUPT: return .damaged(what)
    case .SQLITE_NOTADB: return .notAStore
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: return .notPermitted
    case .SQLITE_CANTOPEN:
      if isFull(diskOf: path) { return .diskFull }
      return mayOpen(path) ? .inputOutput(what) : .notPermitted
    default: return .fault(what)
    }
  }

  /// Puts the system's error number into our words.
  init(errno code: Int32, at path: String) {
    let reason: Reason =
      switch code {
      case ENOENT, ENOTDIR: .missingFolder(folder(of: path))
      case EACCES, EPERM, EROFS: .notPermitted
      case ENOSPC, EDQUOT: .diskFull
      default: .inputOutput(String(cString: strerror(code)))
      }
    self.init(reason, at: path)
  }
}

/// Whether permissions let us read the store and make the files beside it.
private func mayOpen(_ path: String) -> Bool {
  access(path, R_OK) == 0 && access(folder(of: path), W_OK) == 0
}

/// Whether the disk has less room than one small commit needs.
private func isFull(diskOf path: String) -> Bool {
  var disk = statvfs()
  guard statvfs(folder(of: path), &disk) == 0 else { return false }
  let (free, overflow) = UInt64(disk.f_bavail).multipliedReportingOverflow(by: UInt64(disk.f_frsize))
  return !overflow && free < 65_536
}
