import Extracts

/// What one look at a watch folder found.
package struct FolderLook: Sendable {
  /// The files that have settled, in the order in which to take them: by
  /// modification time, then by name.
  package var settled: [FolderArrival] = []
  /// When the next of the files that are still unsettled could be settled.
  ///
  /// `nil` when there are none. A look before then brings nothing new of them.
  package var nextSettling: ContinuousClock.Instant?
  /// What is not taken, in the order of the names.
  package var leftAlone: [LeftAlone] = []
}

/// A settled file of a watch folder, ready to be taken.
package struct FolderArrival: Hashable, Sendable {
  /// The file's name as the kernel keeps it.
  package let entry: EntryName
  /// What the look saw of the file; taking and filing insist on it.
  package let stamp: FileStamp

  /// The file's name, fit for a terminal.
  package var name: String { entry.printed }

  /// Names this very file with this very content, also after a restart.
  ///
  /// - Shape: `device:inode:size:seconds.nanoseconds:name`, the name in hexadecimal digits.
  package var identity: String {
    let time = "\(stamp.modified.seconds).\(stamp.modified.nanoseconds)"
    return "\(stamp.device):\(stamp.inode):\(stamp.size):\(time):\(entry.hexadecimal)"
  }
}

/// An entry of a watch folder that is never taken as it is.
package struct LeftAlone: Hashable, Sendable, CustomStringConvertible {
  /// Why it is not taken.
  package enum Reason: Hashable, Sendable {
    case kind(FileKind)
    /// The file has other names, through which it may change at any time.
    case hardLinked(names: Int)
    /// More bytes than are ever read.
    case overCeiling(size: Int, ceiling: Int)
    /// It could not even be looked at; the payload says why.
    case unreadable(String)
  }

  /// The entry's name, fit for a terminal.
  package let name: String
  /// Why it is left alone.
  package let reason: Reason

  /// Says of an entry why it is left alone.
  package init(name: String, reason: Reason) { (self.name, self.reason) = (printable(name), reason) }

  /// What it is, then what to do about it.
  package var description: String {
    switch reason {
    case .kind(let kind):
      "\(name): \(kind.noun), left alone. Only regular files are taken: put the file itself here."
    case .hardLinked(let names):
      "\(name): a file with \(names) names, left alone. Put a copy here in its place."
    case .overCeiling(let size, let ceiling):
      "\(name): \(size) bytes, left alone; at most \(ceiling) are ever read. Split the file or move it away."
    case .unreadable(let why):
      "\(name): left alone. \(printable(why))"
    }
  }
}
