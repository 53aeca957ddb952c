/// Why a store could not be opened, read or written.
///
/// - Fate: `busy`, `diskFull` and `inputOutput` may pass; nothing else does.
package struct StoreError: Error, Equatable {
  /// What went wrong.
  package enum Reason: Equatable, Sendable {
    /// There is no store at the path yet.
    case missing
    /// The folder that should hold the store does not exist.
    case missingFolder(String)
    /// The file is something else, perhaps another program's database.
    case notAStore
    /// A newer program wrote the store.
    case newerSchema(theirs: Int, ours: Int)
    /// An older program wrote the store, and nobody has opened it for writing since.
    case olderSchema(theirs: Int, ours: Int)
    /// The file contradicts itself.
    case damaged(String)
    /// Somebody else writes; `nil` where nobody could be named.
    case busy(LockHolder?)
    case diskFull
    case notPermitted
    /// The machine could not read or write.
    case inputOutput(String)
    /// A mistake of ours.
    case fault(String)
  }

  /// What went wrong.
  package let reason: Reason
  /// The store's path.
  package let path: String

  /// An error of the store at a path.
  package init(_ reason: Reason, at path: String) { (self.reason, self.path) = (reason, path) }
}

extension StoreError: CustomStringConvertible {
  /// Where and what, then what to do about it.
  package var description: String { "\(path): \(reason)" }
}

extension StoreError.Reason: CustomStringConvertible {
  /// What, then what to do about it; the path stands before it.
  package var description: String {
    switch self {
    case .missing:
      "no store here. Ingest a table first, or name another store."
    case .missingFolder(let folder):
      "the folder \(folder) does not exist. Create it, or name another store."
    case .notAStore:
      "not a Flyt store. It is left as it is; name another file."
    case .newerSchema(let theirs, let ours):
      "written with schema \(theirs), where this program knows \(ours). Use the newer program that wrote it."
    case .olderSchema(let theirs, let ours):
      "written with schema \(theirs), where this program reads \(ours). It is brought forward when it is next opened for "
        + "writing: 'flyt run', or 'flyt ingest FILE'. Back it up before, since older programs can't read it then."
    case .damaged(let what):
      "damaged: \(what). Restore a backup, or copy what is left with 'sqlite3 FILE .recover'."
    case .busy(let holder?):
      "held by \(holder). Wait until it is done, or stop it."
    case .busy(nil):
      "another process is at work on it. Try again."
    case .diskFull:
      "the disk is full; nothing was stored. Free some space and try again."
    case .notPermitted:
      "not permitted. Ask its owner for access, or run as the user who may."
    case .inputOutput(let what):
      "could not be read or written: \(what). Look at the disk and the system's log."
    case .fault(let what):
      "\(what). This is a fault of the program; please report it."
    }
  }
}
