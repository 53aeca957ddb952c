import Glibc

/// Runs a body with a file in memory that nobody can change any more, or gives `nil` where there can be none.
///
/// So the journal may map it without fear that it shrinks while it is read.
func withSealedMemory<Result>(_ bytes: [UInt8], _ body: (CInt) -> Result) -> Result? {
  guard let file = memoryFile() else { return nil }
  defer { close(file) }
  var written = 0
  while written < bytes.count {
    let count = bytes[written...].withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { continue }
    guard count > 0 else { return nil }
    written += count
  }
  guard fcntl(file, addSeals, allSeals) == 0 else { return nil }
  return body(file)
}

/// `memfd_create` is a GNU extension, which Swift's Glibc does not show; so it is looked up by its name.
private func memoryFile() -> CInt? {
  typealias Create = @convention(c) (UnsafePointer<CChar>, CUnsignedInt) -> CInt
  guard let symbol = dlsym(nil, "memfd_create") else { return nil }
  let create = unsafeBitCast(symbol, to: Create.self)
  // Some systems want it said that it is no program; kernels before 6.3 do not know how.
  for flags in [closeOnExec | allowSealing | notExecutable, closeOnExec | allowSealing] {
    let file = create("flyt-journal-entry", flags)
    if file >= 0 { return file }
  }
  return nil
}

// From linux/memfd.h and linux/fcntl.h, the same on every architecture.
private let closeOnExec: CUnsignedInt = 0x1
private let allowSealing: CUnsignedInt = 0x2
private let notExecutable: CUnsignedInt = 0x8
private let addSeals: CInt = 1033
/// Against more seals, shrinking, growing and writing.
private let allSeals: CInt = 0x1 | 0x2 | 0x4 | 0x8
