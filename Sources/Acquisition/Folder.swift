import CLinux
import Extracts
import Glibc

/// An open folder, and what is asked of its entries.
///
/// Everything goes through one descriptor, so that no step can land in another
/// folder that took the path meanwhile.
struct Folder: ~Copyable {
  let file: OpenFile

  /// The descriptor for calls about entries.
  var descriptor: CInt { file.descriptor }

  init(at path: String) throws(AcquisitionError) {
    file = OpenFile(try systemCall("opening", path) { flyt_open_folder(path) }, at: printable(path))
  }

  /// The path of an entry, fit for a terminal.
  func path(of name: EntryName) -> String { "\(file.path)/\(name.printed)" }

  /// What the folder itself is.
  func status() throws(AcquisitionError) -> FileStatus { try file.status() }

  /// Makes the folder's names durable.
  func synchronize() throws(AcquisitionError) { try file.synchronize() }

  /// The names of all entries, in no order.
  func names() throws(AcquisitionError) -> [EntryName] {
    guard let listing = flyt_open_listing(descriptor) else {
      throw AcquisitionError(SystemFault(code: errno), doing: "listing", at: file.path)
    }
    defer { flyt_close_listing(listing) }
    var names: [EntryName] = []
    var buffer = [CChar](repeating: 0, count: Self.longestName)
    while try systemCall("listing", file.path, { flyt_next_name(listing, &buffer, buffer.count) }) == 1 {
      if let name = EntryName(buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))) { names.append(name) }
    }
    return names
  }

  /// What an entry is now, links not followed; `nil` when nothing has the name.
  func status(of name: EntryName) throws(AcquisitionError) -> FileStatus? {
    var status = stat()
    do {
      try systemCall { name.withCString { fstatat(descriptor, $0, &status, AT_SYMLINK_NOFOLLOW) } }
    } catch  where error.code == ENOENT {
      return nil
    } catch {
      throw AcquisitionError(error, doing: "looking", at: path(of: name))
    }
    return FileStatus(status)
  }

  /// Opens an entry for reading; never waits and follows no link.
  func open(_ name: EntryName) throws(AcquisitionError) -> OpenFile {
    let path = path(of: name)
    do {
      return OpenFile(try systemCall { name.withCString { flyt_open_entry(descriptor, $0) } }, at: path)
    } catch  where error.code == ELOOP {
      throw AcquisitionError(.wrongKind(.link, wanted: .regular), at: path)
    } catch  where error.code == ENXIO {
      throw AcquisitionError(.wrongKind(.socket, wanted: .regular), at: path)
    } catch {
      throw AcquisitionError(error, doing: "opening", at: path)
    }
  }

  /// Linux gives 255 bytes; file systems that keep UTF-16 may need three times as many.
  private static let longestName = 1024
}
