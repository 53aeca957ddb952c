import CZip

/// What a gzip file's header and streams hold.
struct Gunzipped: Equatable {
  /// The name in the first header, if it has one.
  let name: String?
  let bytes: [UInt8]

  static func recognizes(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1F, 0x8B, 0x08]) }

  /// Unpacks every stream of a file and joins them, as gzip does; zeros after the last are padding.
  ///
  /// - Errors: `beyondLimit` as soon as there are more than `limit` bytes.
  init(_ packed: [UInt8], atMost limit: Int) throws(DocumentError.Reason) {
    guard let stream = flyt_gunzip_begin() else { throw Self.fault(Int32(FLYT_ZIP_MEMORY)) }
    defer { flyt_gunzip_end(stream) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    var position = 0
    while true {
      var (taken, made) = (0, 0)
      let status = packed.withUnsafeBufferPointer { packed in
        let rest = UnsafeBufferPointer(rebasing: packed[position...])
        return chunk.withUnsafeMutableBufferPointer {
          flyt_gunzip_read(stream, rest.baseAddress, rest.count, &taken, $0.baseAddress, $0.count, &made)
        }
      }
      position += taken
      bytes.append(contentsOf: chunk.prefix(made))
      guard bytes.count <= limit else {
        throw .beyondLimit(
          nil, "unpacks to more than \(limit) bytes. Is this the table and nothing else?")
      }
      if Int(status) == Int(FLYT_ZIP_OK) { continue }
      guard Int(status) == Int(FLYT_ZIP_END) else { throw Self.fault(status) }
      guard try Self.hasAnother(packed, at: position) else { break }
      _ = flyt_gunzip_again(stream)
    }
    (name, self.bytes) = (Self.name(in: packed), bytes)
  }

  private static func hasAnother(_ packed: [UInt8], at position: Int) throws(DocumentError.Reason) -> Bool {
    let rest = packed[position...]
    if rest.starts(with: [0x1F, 0x8B]) { return true }
    guard rest.allSatisfy({ $0 == 0 }) else {
      throw .cutShort(
        nil,
        "the last \(rest.count) bytes belong to no gzip stream. The copy is damaged; take the extract again.")
    }
    return false
  }

  /// The name as RFC 1952 places it: behind ten fixed bytes and a field whose length is told.
  private static func name(in packed: [UInt8]) -> String? {
    guard packed.count > 12, packed[3] & 8 != 0 else { return nil }
    let extra = packed[3] & 4 == 0 ? 0 : 2 + Int(packed[10]) + Int(packed[11]) << 8
    let name = packed.dropFirst(10 + extra).prefix(Wrapping.longestName).prefix { $0 != 0 }
    return name.isEmpty ? nil : (try? utf8(of: Array(name))).map { String(decoding: $0, as: UTF8.self) }
  }

  private static func fault(_ status: Int32) -> DocumentError.Reason {
    switch Int(status) {
    case Int(FLYT_ZIP_CUT):
      .cutShort(nil, "the gzip stream ends too early. The copy was cut; take the extract again.")
    case Int(FLYT_ZIP_CHECKSUM):
      .malformed(nil, "does not unpack to what was packed (checksum). Take the extract again.")
    default:
      .malformed(nil, "no sound gzip stream. Take the extract again.")
    }
  }
}
