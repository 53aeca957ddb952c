import Glibc

/// How much room a file system has.
///
/// - Unit: bytes; `Int.max` for what is more than a number can say.
package struct FreeSpace: Hashable, Sendable {
  /// What users without privileges may still fill.
  package let free: Int
  /// What there is in all, with what is kept for root.
  package let total: Int

  /// Asks the file system that a file or folder lies on.
  ///
  /// - Errors: as for any file, such as `missing`; a file that is yet to come has
  ///   no file system, so ask of its folder.
  package init(at path: String) throws(AcquisitionError) {
    var room = statvfs()
    try systemCall("asking for free space", path) { statvfs(path, &room) }
    free = Self.bytes(in: room.f_bavail, blocksOf: room.f_frsize)
    total = Self.bytes(in: room.f_blocks, blocksOf: room.f_frsize)
  }

  /// A network's file system may claim any number of blocks at all.
  static func bytes(in blocks: UInt, blocksOf size: UInt) -> Int {
    let (bytes, overflow) = blocks.multipliedReportingOverflow(by: size)
    return overflow ? .max : Int(clamping: bytes)
  }
}
