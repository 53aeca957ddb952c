import Glibc

/// The folder of an absolute path.
func folder(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
  return String(path[..<slash])
}

/// The one name of a store, whichever link or relative path it was given by.
///
/// Two names would mean two locks, and so two writers. An absolute path also
/// keeps SQLite from reading a name such as `file:x?mode=rw` as an address.
func resolvedStorePath(_ path: String) throws(StoreError) -> String {
  if let whole = realPath(path) { return whole }
  let code = errno
  guard code == ENOENT else { throw StoreError(errno: code, at: absolute(path)) }
  let wanted = absolute(path)
  guard let parent = realPath(folder(of: wanted)) else { throw StoreError(errno: errno, at: wanted) }
  let name = wanted[wanted.index(after: wanted.lastIndex(of: "/") ?? wanted.startIndex)...]
  return parent == "/" ? "/\(name)" : "\(parent)/\(name)"
}

/// Refuses a file that SQLite would take for an empty database and write over.
///
/// Told by the size alone: closing a second descriptor of the file would drop
/// the locks that this process' own connections hold on it.
func refuseStub(at path: String) throws(StoreError) {
  var file = stat()
  guard stat(path, &file) == 0 else { return }
  let isFile = file.st_mode & S_IFMT == S_IFREG
  guard isFile, file.st_size == 0 || file.st_size >= 512 else { throw StoreError(.notAStore, at: path) }
}

private func realPath(_ path: String) -> String? {
  guard let text = realpath(path, nil) else { return nil }
  defer { free(text) }
  return String(cString: text)
}

private func absolute(_ path: String) -> String {
  path.hasPrefix("/") ? path : "\(realPath(".") ?? "")/\(path)"
}
