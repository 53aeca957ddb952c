import Extracts
import Glibc

/// Why bytes could not be taken from their source, or a file not be put where it belongs.
package struct AcquisitionError: Error, Equatable, CustomStringConvertible {
  /// What went wrong.
  package enum Reason: Equatable, Sendable {
    /// Nothing has that name, or the way to it does not exist.
    case missing
    case notPermitted
    /// The file system takes no writes.
    case readOnly
    /// A watch folder lies on another file system than when it was first looked at.
    case replaced
    /// A watch folder lacks the file or folder by which it is known; the payload is its name.
    case noMarker(String)
    /// Something other than a regular file where one is needed, or than a folder.
    case wrongKind(FileKind, wanted: FileKind)
    /// The file was not the same after it was read as before.
    case changedWhileReading
    /// More bytes than are ever read, even for a digest.
    case overCeiling(size: Int, ceiling: Int)
    /// Two folders that must differ are one; the payload is the other's path.
    case sameFolder(as: String)
    /// Every name like the file's own is taken in the folder.
    case namesExhausted(tried: Int)
    /// The disk is full, or the user's share of it.
    case noRoom(doing: String)
    /// Everything else; the payload is what was tried and the system's sentence.
    case inputOutput(doing: String, system: String)
  }

  /// What went wrong there.
  package let reason: Reason
  /// The file or folder, fit for a terminal.
  package let path: String

  /// Says what went wrong, and with which file or folder.
  package init(_ reason: Reason, at path: String) { (self.reason, self.path) = (reason, printable(path)) }

  /// Where and what, then what to do about it.
  package var description: String { "\(path): \(problem) \(remedy)" }

  private var problem: String {
    switch reason {
    case .missing: "no such file or folder."
    case .notPermitted: "not permitted."
    case .readOnly: "the file system is mounted read-only."
    case .replaced:
      "another file system is there than at the start: the share is not mounted, or another one is."
    case .noMarker(let name):
      "the marker '\(printable(name))' is not there: the share is probably not mounted."
    case .wrongKind(let found, let wanted): "\(found.noun) where \(wanted.noun) is needed."
    case .changedWhileReading: "changed while it was being read."
    case .overCeiling(let size, let ceiling): "\(size) bytes, where at most \(ceiling) are ever read."
    case .sameFolder(let other): "the same folder as \(printable(other))."
    case .namesExhausted(let tried): "\(tried) files of this name are there already."
    case .noRoom(let doing): "no room left while \(doing)."
    case .inputOutput(let doing, let system): "\(doing) failed: \(system)."
    }
  }

  private var remedy: String {
    switch reason {
    case .missing: "Check the path, or create the folder."
    case .notPermitted: "Give the user that flyt runs as the right to read it, and to write to its folder."
    case .readOnly: "Check the disk and mount it writable; nothing was lost, and it is tried again."
    case .replaced: "Mount it again; if the change was meant, restart the daemon."
    case .noMarker: "Mount it, or create the marker if this is the right folder."
    case .wrongKind(_, wanted: .folder): "Name a folder, or move away what stands in its place."
    case .wrongKind: "Name a regular file, or use '-' for standard input."
    case .changedWhileReading: "Nothing was taken; it is tried again once the file has settled."
    case .overCeiling: "Split the file, or raise this source's 'maxBytes'."
    case .sameFolder: "Give each of the two a folder of its own in the settings."
    case .namesExhausted: "Move the older ones to another place."
    case .noRoom: "Make room; nothing was lost, and it is tried again."
    case .inputOutput: "Check the disk and its mount."
    }
  }
}

extension AcquisitionError {
  /// Says of a failed system call which file it was about.
  init(_ fault: SystemFault, doing: String, at path: String) {
    let reason: Reason =
      switch fault.code {
      case ENOENT, ENOTDIR, ENAMETOOLONG: .missing
      case EACCES, EPERM: .notPermitted
      case EROFS: .readOnly
      case ENOSPC, EDQUOT: .noRoom(doing: doing)
      default: .inputOutput(doing: doing, system: fault.text)
      }
    self.init(reason, at: path)
  }
}
