/// Packs bytes as gzip does, in stored blocks.
///
/// Source: RFC 1952.
package func gzip(_ bytes: [UInt8], name: String? = nil) -> [UInt8] {
  gzip(packed: stored(bytes), name: name, checksum: crc32(of: bytes), size: bytes.count)
}

/// A gzip stream of that many zeros or a few more; its checksum is made up.
package func gzip(zeros: Int) -> [UInt8] {
  gzip(packed: deflatedZeros(zeros), name: nil, checksum: 0, size: zeros)
}

private func gzip(packed: [UInt8], name: String?, checksum: UInt32, size: Int) -> [UInt8] {
  let header: [UInt8] = [0x1F, 0x8B, 8, name == nil ? 0 : 8, 0, 0, 0, 0, 0, 3]
  let named = header + (name.map { Array($0.utf8) + [0] } ?? [])
  return named + packed + little(checksum) + little(UInt32(truncatingIfNeeded: size))
}

private func stored(_ bytes: [UInt8]) -> [UInt8] {
  let most = 0xFFFF
  var blocks: [UInt8] = []
  for start in stride(from: 0, through: bytes.count, by: most) {
    let block = bytes[start..<min(start + most, bytes.count)]
    blocks += [start + most > bytes.count ? 1 : 0]
    blocks += little(UInt16(block.count)) + little(~UInt16(block.count)) + block
  }
  return blocks
}

/// A deflate stream that unpacks to at least that many zeros, two bits for each 258 of them.
///
/// Source: RFC 1951, 3.2.7: one block with codes of its own.
package func deflatedZeros(_ count: Int) -> [UInt8] {
  var bits = BitWriter()
  // The last block, of the kind with its own codes; 286 literals and lengths, 1 distance, 18 code lengths.
  bits.number(1, of: 1)
  bits.number(2, of: 2)
  bits.number(29, of: 5)
  bits.number(0, of: 5)
  bits.number(14, of: 4)
  // In the order of the RFC: runs of zeros (18) take one bit, the lengths 2 and 1 take two.
  for length in [0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 2] { bits.number(length, of: 3) }
  let (one, two) = ("10", "11")
  func none(_ run: Int) {
    bits.code("0")
    bits.number(run - 11, of: 7)
  }
  // The byte 0 and the end of the block (256) take two bits, the length 258 (285) one, the distance 1 one.
  bits.code(two)
  none(138)
  none(117)
  bits.code(two)
  none(28)
  bits.code(one)
  bits.code(one)
  bits.code("10")
  for _ in 0..<((count + 256) / 258) { bits.code("00") }
  bits.code("11")
  return bits.bytes
}

/// Fills bytes from their lowest bit up.
private struct BitWriter {
  private(set) var bytes: [UInt8] = []
  private var used = 8

  mutating func number(_ number: Int, of width: Int) {
    for bit in 0..<width { put(number >> bit & 1 == 1) }
  }

  mutating func code(_ code: String) {
    for bit in code.utf8 { put(bit == UInt8(ascii: "1")) }
  }

  private mutating func put(_ bit: Bool) {
    if used == 8 {
      bytes.append(0)
      used = 0
    }
    if bit { bytes[bytes.count - 1] |= 1 << UInt8(used) }
    used += 1
  }
}
