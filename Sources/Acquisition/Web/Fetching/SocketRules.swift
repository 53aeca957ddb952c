import Glibc

/// Whether an address that a connection is about to be made to lies outside the public internet.
///
/// Asked of the numeric address itself, when all names and spellings are resolved.
///
/// - Source: IANA's registries of special-purpose addresses for IPv4 and IPv6.
func isPrivate(_ address: UnsafePointer<sockaddr>) -> Bool {
  switch Int32(address.pointee.sa_family) {
  case AF_INET:
    address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
      isPrivate(version4: UInt32(bigEndian: $0.pointee.sin_addr.s_addr))
    }
  case AF_INET6:
    address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { address in
      isPrivate(version6: withUnsafeBytes(of: address.pointee.sin6_addr) { Array($0) })
    }
  // Nothing else is the internet.
  default: true
  }
}

private let version4Ranges: [(base: UInt32, bits: UInt32)] = [
  (0x0000_0000, 8), (0x0A00_0000, 8), (0x6440_0000, 10), (0x7F00_0000, 8), (0xA9FE_0000, 16),
  (0xAC10_0000, 12), (0xC000_0000, 24), (0xC000_0200, 24), (0xC058_6300, 24), (0xC0A8_0000, 16),
  (0xC612_0000, 15), (0xC633_6400, 24), (0xCB00_7100, 24), (0xE000_0000, 3),
]

func isPrivate(version4 address: UInt32) -> Bool {
  version4Ranges.contains { (address ^ $0.base) >> (32 - $0.bits) == 0 }
}

func isPrivate(version6 bytes: [UInt8]) -> Bool {
  guard bytes.count == 16 else { return true }
  func embedded(at index: Int) -> Bool {
    isPrivate(version4: bytes[index..<(index + 4)].reduce(0) { $0 << 8 | UInt32($1) })
  }
  let zeros = bytes.prefix { $0 == 0 }.count
  // Unspecified, loopback, and the ways to write an address of version 4 as one of version 6.
  if zeros >= 12 { return zeros >= 15 || embedded(at: 12) }
  if zeros == 10, bytes[10] == 0xFF, bytes[11] == 0xFF { return embedded(at: 12) }
  if bytes.starts(with: [0x00, 0x64, 0xFF, 0x9B]) {
    return bytes[4...11].contains { $0 != 0 } || embedded(at: 12)
  }
  if bytes.starts(with: [0x20, 0x02]) { return embedded(at: 2) }
  // Teredo, documentation, discard.
  if bytes.starts(with: [0x20, 0x01, 0x00, 0x00]) || bytes.starts(with: [0x20, 0x01, 0x0D, 0xB8])
    || bytes.starts(with: [0x01, 0x00, 0, 0, 0, 0, 0, 0])
  {
    return true
  }
  // Only 2000::/3 is handed out; unique-local, link-local, site-local and multicast addresses lie outside it.
  return bytes[0] & 0xE0 != 0x20
}
