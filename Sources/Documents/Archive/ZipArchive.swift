import CZip
import Extracts

/// A zip archive in memory: its entries, and the bytes of each.
///
/// What the directory says of an entry is a claim; bytes are counted as they
/// come, and their checksum is compared.
final class ZipArchive {
  /// What the archive's directory says of one entry.
  struct Entry: Equatable {
    /// With its folders, parted by `/`.
    let name: String
    let packedSize: UInt64
    /// The claimed number of unpacked bytes.
    let size: UInt64
    let isEncrypted: Bool
    fileprivate let index: UInt64

    var isDirectory: Bool { name.hasSuffix("/") }
  }

  /// More than any archive of tables has; listing them takes time.
  static let mostEntries = 10_000

  /// In the order of the archive's directory.
  let entries: [Entry]
  private let handle: UnsafeMutableRawPointer

  /// Whether bytes begin as a zip archive does, or as one with nothing in it.
  static func recognizes(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06])
  }

  /// Opens a copy of the bytes.
  init(_ bytes: [UInt8]) throws(DocumentError.Reason) {
    // libzip takes no bytes at all for an archive with nothing in it.
    guard !bytes.isEmpty else { throw .empty }
    var status: Int32 = 0
    let opened = bytes.withUnsafeBufferPointer { flyt_zip_open($0.baseAddress, $0.count, &status) }
    guard let opened else { throw Self.fault(status, of: "the archive") }
    handle = opened
    let count = flyt_zip_count(opened)
    guard count <= Self.mostEntries else {
      flyt_zip_close(opened)
      throw .beyondLimit(
        nil, "an archive of \(count) entries; at most \(Self.mostEntries) are read. Send the table alone.")
    }
    entries = (0..<max(0, count)).compactMap { Self.entry(UInt64($0), of: opened) }
  }

  deinit { flyt_zip_close(handle) }

  /// The first entry of a name; `nil` where the archive has none.
  func entry(named name: String) -> Entry? { entries.first { $0.name == name } }

  /// Unpacks one entry.
  ///
  /// - Errors: `beyondLimit` as soon as there are more than `limit` bytes, whatever the directory claims.
  func bytes(of entry: Entry, atMost limit: Int) throws(DocumentError.Reason) -> [UInt8] {
    guard !entry.isEncrypted else { throw Self.fault(Int32(FLYT_ZIP_ENCRYPTED), of: entry.quoted) }
    var status: Int32 = 0
    guard let reading = flyt_zip_begin(handle, entry.index, &status) else {
      throw Self.fault(status, of: entry.quoted)
    }
    defer { flyt_zip_end(reading) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let made = chunk.withUnsafeMutableBufferPointer {
        flyt_zip_read(reading, $0.baseAddress, $0.count, &status)
      }
      guard made >= 0 else { throw Self.fault(status, of: entry.quoted) }
      guard made > 0 else { return bytes }
      bytes.append(contentsOf: chunk.prefix(Int(made)))
      guard bytes.count <= limit else {
        throw .beyondLimit(
          nil, "\(entry.quoted) unpacks to more than \(limit) bytes. Is this the table and nothing else?")
      }
    }
  }

  private static func entry(_ index: UInt64, of archive: UnsafeMutableRawPointer) -> Entry? {
    var found = flyt_zip_entry()
    guard flyt_zip_look(archive, index, &found) == FLYT_ZIP_OK, let name = found.name else { return nil }
    return Entry(
      name: String(cString: name), packedSize: found.packed_size, size: found.size,
      isEncrypted: found.is_encrypted != 0, index: index)
  }

  private static func fault(_ status: Int32, of what: String) -> DocumentError.Reason {
    switch Int(status) {
    case Int(FLYT_ZIP_CUT):
      .cutShort(nil, "\(what) ends too early. The copy was cut; take the extract again.")
    case Int(FLYT_ZIP_CHECKSUM):
      .malformed(nil, "\(what) does not unpack to what was packed (checksum). Take the extract again.")
    case Int(FLYT_ZIP_METHOD):
      .unsupported(nil, "\(what) is packed in an uncommon way. Unpack it and send what is inside.")
    case Int(FLYT_ZIP_ENCRYPTED):
      .unsupported(nil, "\(what) is encrypted. Unpack it with its password and send what is inside.")
    default:
      .malformed(nil, "\(what) is no sound zip. Take the extract again.")
    }
  }
}

extension ZipArchive.Entry {
  /// As messages name it, short enough for a line.
  var quoted: String { "'\(printable(name.suffix(80)))'" }
}
