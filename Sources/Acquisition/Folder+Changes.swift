import CLinux
import Glibc

/// How an attempt to rename an entry ended.
enum RenameOutcome {
  case renamed
  /// Another entry has the name.
  case taken
  /// Only copying can move it.
  case otherFileSystem
}

extension Folder {
  /// Creates a file to be written, in place of what an interrupted attempt left under that name.
  func create(_ name: EntryName) throws(AcquisitionError) -> OpenFile {
    try remove(name)
    let path = path(of: name)
    let created = try systemCall("creating", path) {
      name.withCString { flyt_create_entry(descriptor, $0, 0o640) }
    }
    return OpenFile(created, at: path)
  }

  /// Moves an entry, never over another one.
  func rename(
    _ name: EntryName, into target: borrowing Folder, as newName: EntryName
  ) throws(AcquisitionError) -> RenameOutcome {
    let (source, destination) = (descriptor, target.descriptor)
    do {
      try systemCall {
        name.withCString { old in
          newName.withCString { new in flyt_rename_entry(source, old, destination, new) }
        }
      }
    } catch  where error.code == EEXIST {
      return .taken
    } catch  where error.code == EXDEV {
      return .otherFileSystem
    } catch {
      throw AcquisitionError(error, doing: "moving to \(target.file.path)", at: path(of: name))
    }
    return .renamed
  }

  /// Gives an entry another name in the same folder, in place of what has it.
  func replace(_ newName: EntryName, with name: EntryName) throws(AcquisitionError) {
    try systemCall("renaming", path(of: newName)) {
      name.withCString { old in
        newName.withCString { new in renameat(descriptor, old, descriptor, new) }
      }
    }
  }

  /// Removes a file; nothing by that name is as good.
  func remove(_ name: EntryName) throws(AcquisitionError) {
    do {
      try systemCall { name.withCString { unlinkat(descriptor, $0, 0) } }
    } catch  where error.code == ENOENT {
      return
    } catch {
      throw AcquisitionError(error, doing: "removing", at: path(of: name))
    }
  }
}
