import Foundation
import Glibc
import SystemPackage

/// A file without a name, in memory: what a child reads or writes in place of a pipe.
///
/// A child that ends early breaks no pipe, one that writes much blocks nobody,
/// and the kernel stops it at the limit on files.
final class MemoryFile {
  /// Open while this value lives.
  let descriptor: FileDescriptor

  /// A file of given bytes, to be read from its beginning.
  init(_ bytes: [UInt8] = []) throws {
    let name = "/flyt-\(UUID().uuidString)"
    let number = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0o600)
    guard number >= 0 else { throw Errno(rawValue: errno) }
    // Its name was only needed to make it; now it goes when the last descriptor does.
    shm_unlink(name)
    descriptor = FileDescriptor(rawValue: number)
    try descriptor.writeAll(bytes)
    try descriptor.seek(offset: 0, from: .start)
  }

  deinit { try? descriptor.close() }

  /// The first bytes of what was written.
  func contents(atMost limit: Int) throws -> [UInt8] {
    let size = min(limit, Int(try descriptor.seek(offset: 0, from: .end)))
    try descriptor.seek(offset: 0, from: .start)
    var filled = 0
    return try [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while filled < size {
        let read = try descriptor.read(
          into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[filled..<size]))
        guard read > 0 else { break }
        filled += read
      }
      count = filled
    }
  }
}
