import Glibc

/// What the file system says of a file's content: the same stamp, the same bytes.
package struct FileStamp: Hashable, Sendable {
  let device: UInt
  let inode: UInt
  /// The number of bytes.
  package let size: Int
  let modified: FileTime
  /// When the inode last changed: also by a rename, a new owner or new rights.
  let changed: FileTime

  /// Whether another stamp is of the same file with the same content, whatever
  /// happened to its name and rights.
  func isSameContent(as other: Self) -> Bool {
    (device, inode, size, modified) == (other.device, other.inode, other.size, other.modified)
  }
}

/// A file system's time, in the two parts that the kernel keeps.
///
/// Not one number of nanoseconds: a file may claim any second at all, and the
/// product would overflow.
struct FileTime: Hashable, Comparable, Sendable {
  let seconds: Int
  let nanoseconds: Int

  init(_ time: timespec) { (seconds, nanoseconds) = (time.tv_sec, time.tv_nsec) }

  static func < (one: Self, other: Self) -> Bool {
    (one.seconds, one.nanoseconds) < (other.seconds, other.nanoseconds)
  }
}

/// All that matters of an entry: its kind, its names and its stamp.
struct FileStatus: Equatable {
  let kind: FileKind
  /// How many names the file has.
  let links: Int
  let stamp: FileStamp

  init(_ status: stat) {
    kind = FileKind(mode: status.st_mode)
    links = Int(clamping: status.st_nlink)
    stamp = FileStamp(
      device: status.st_dev, inode: status.st_ino, size: status.st_size,
      modified: FileTime(status.st_mtim), changed: FileTime(status.st_ctim))
  }

  /// Whether both are one and the same file or folder.
  func isSameEntry(as other: Self) -> Bool {
    (stamp.device, stamp.inode) == (other.stamp.device, other.stamp.inode)
  }
}
