/// Writes zip archives, sound ones and such as lie.
package struct ZipWriter {
  /// One entry as it is written.
  package struct Member {
    /// The bytes of the name, with its folders.
    package var name: [UInt8]
    /// As they stand in the archive.
    package var packed: [UInt8]
    /// 0 for stored, 8 for deflated.
    package var method: UInt16
    /// The claimed checksum.
    package var checksum: UInt32
    /// The claimed number of unpacked bytes.
    package var size: Int
    /// The general purpose bits: 1 for encrypted, 0x800 for a name in UTF-8.
    package var flags: UInt16 = 0x800

    /// A stored entry that is what it says.
    package init(_ name: String, _ bytes: [UInt8]) {
      (self.name, packed, method) = (Array(name.utf8), bytes, 0)
      (checksum, size) = (crc32(of: bytes), bytes.count)
    }

    /// An entry of that many zeros or a few more, which unpacks a thousandfold; its checksum is made up.
    package init(_ name: String, zeros: Int) {
      (self.name, packed, method) = (Array(name.utf8), deflatedZeros(zeros), 8)
      (checksum, size) = (0, zeros)
    }
  }

  /// In the order of the archive.
  package var members: [Member]

  /// A writer of given entries.
  package init(_ members: [Member] = []) { self.members = members }

  /// A writer of stored entries.
  package init(_ files: KeyValuePairs<String, [UInt8]>) { members = files.map { Member($0.key, $0.value) } }

  /// The archive.
  package var bytes: [UInt8] {
    var archive: [UInt8] = []
    var directory: [UInt8] = []
    for member in members {
      let offset = archive.count
      let (name, facts) = (member.name, facts(of: member))
      archive += little(UInt32(0x0403_4B50)) + facts + name + member.packed
      directory += little(UInt32(0x0201_4B50)) + little(UInt16(0x031E)) + facts
      // Comment length, disk, inner and outer attributes.
      directory += little(UInt16(0)) + little(UInt16(0)) + little(UInt16(0)) + little(UInt32(0))
      directory += little(UInt32(offset)) + name
    }
    let count = little(UInt16(members.count))
    let end = little(UInt32(0x0605_4B50)) + little(UInt32(0)) + count + count
    return archive + directory + end + little(UInt32(directory.count)) + little(UInt32(archive.count))
      + little(UInt16(0))
  }

  /// What stands both before the entry and in the directory: from the needed version to the lengths.
  private func facts(of member: Member) -> [UInt8] {
    little(UInt16(20)) + little(member.flags) + little(member.method) + little(UInt32(0x5A21_0000))
      + little(member.checksum) + little(UInt32(member.packed.count)) + little(UInt32(member.size))
      + little(UInt16(member.name.count)) + little(UInt16(0))
  }
}

/// A number's bytes, the least first.
func little(_ number: some FixedWidthInteger) -> [UInt8] {
  withUnsafeBytes(of: number.littleEndian) { Array($0) }
}

/// The checksum of zip and gzip.
///
/// Source: ISO 3309, reversed polynomial 0xEDB88320.
package func crc32(of bytes: [UInt8]) -> UInt32 {
  ~bytes.reduce(~UInt32(0)) { crc, byte in crcTable[Int((crc ^ UInt32(byte)) & 0xFF)] ^ crc >> 8 }
}

private let crcTable: [UInt32] = (0..<256).map { index in
  (0..<8).reduce(UInt32(index)) { crc, _ in crc & 1 == 1 ? 0xEDB8_8320 ^ crc >> 1 : crc >> 1 }
}
