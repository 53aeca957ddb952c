import Foundation
import Glibc

/// Puts a file in the place of another in one durable step.
///
/// The new bytes are synchronized under a hidden name of their own before they
/// take the name, so a crash leaves the old file, or the new one, never a part.
func replaceFile(at path: String, with content: Data) throws(StatusFileError) {
  let url = URL(filePath: path)
  let folder = url.deletingLastPathComponent().path(percentEncoded: false)
  let staged = "\(folder)/.\(url.lastPathComponent).\(getpid()).tmp"
  do {
    try writeWhole(content, to: staged)
    try calling("renaming") { rename(staged, path) }
  } catch {
    unlink(staged)
    throw StatusFileError(error, at: path)
  }
  do {
    try synchronize(folder: folder)
  } catch {
    throw StatusFileError(error, at: folder)
  }
}

/// What a system call was for, and the errno number it failed with.
private struct Fault: Error {
  let doing: String
  let code: CInt
}

extension StatusFileError {
  fileprivate init(_ fault: Fault, at path: String) {
    let reason: Reason =
      switch fault.code {
      case ENOENT, ENOTDIR: .missingFolder
      case EACCES, EPERM, EROFS: .notPermitted(doing: fault.doing)
      default: .inputOutput(doing: fault.doing, system: String(cString: strerror(fault.code)))
      }
    self.init(reason, at: path)
  }
}

@discardableResult
private func calling(_ doing: String, _ call: () -> CInt) throws(Fault) -> CInt {
  while true {
    let result = call()
    if result >= 0 { return result }
    let code = errno
    if code != EINTR { throw Fault(doing: doing, code: code) }
  }
}

private func writeWhole(_ content: Data, to path: String) throws(Fault) {
  unlink(path)
  let file = try calling("writing") {
    open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644)
  }
  defer { close(file) }
  // Readers are other users; the daemon's umask must not shut them out.
  try calling("setting the mode") { fchmod(file, 0o644) }
  var rest = content[...]
  while !rest.isEmpty {
    let written = try calling("writing") {
      rest.withUnsafeBytes { CInt(clamping: write(file, $0.baseAddress, min($0.count, 1 << 20))) }
    }
    rest = rest.dropFirst(Int(written))
  }
  try calling("synchronizing") { fsync(file) }
}

private func synchronize(folder: String) throws(Fault) {
  let descriptor = try calling("opening the folder") { open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
  defer { close(descriptor) }
  do {
    try calling("synchronizing the folder") { fsync(descriptor) }
  } catch  where error.code == EINVAL {
    return  // A file system that has nothing to synchronize.
  }
}
