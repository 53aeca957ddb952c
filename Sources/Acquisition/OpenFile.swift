import Glibc

/// An open file or folder, closed when its owner is done with it.
struct OpenFile: ~Copyable {
  let descriptor: CInt
  /// As errors name it, fit for a terminal.
  let path: String

  init(_ descriptor: CInt, at path: String) { (self.descriptor, self.path) = (descriptor, path) }

  deinit { close(descriptor) }

  /// What the file is now.
  func status() throws(AcquisitionError) -> FileStatus {
    var status = stat()
    try systemCall("looking", path) { fstat(descriptor, &status) }
    return FileStatus(status)
  }

  /// Makes the file's bytes durable, or the folder's names.
  ///
  /// File systems that cannot (EINVAL) or need not (EROFS) are content as they are.
  func synchronize() throws(AcquisitionError) {
    do {
      try systemCall { fsync(descriptor) }
    } catch  where error.code == EINVAL || error.code == EROFS {
      return
    } catch {
      throw AcquisitionError(error, doing: "synchronizing", at: path)
    }
  }

  /// Reads at most as many bytes as the buffer holds; 0 at the end.
  func read(into buffer: inout [UInt8]) throws(AcquisitionError) -> Int {
    try systemCall("reading", path) {
      buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
    }
  }

  /// Writes all of the bytes.
  func write(_ bytes: some Sequence<UInt8>) throws(AcquisitionError) {
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
      let written = try systemCall("writing", path) {
        rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      }
      rest = rest.dropFirst(written)
    }
  }
}
