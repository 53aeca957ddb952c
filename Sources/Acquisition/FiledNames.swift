import Extracts

/// The names that a file may get where it is moved to, the first free one of which it gets.
///
/// `table.txt`, then `table~2.txt`, `table~3.txt`…; a name too long for its
/// cards is shortened, with a piece of its own digest to tell it from others.
struct FiledNames {
  private let original: EntryName
  private let stem: ArraySlice<UInt8>
  /// From the last full stop, when it looks like one of a format.
  private let ending: ArraySlice<UInt8>

  init(for original: EntryName) {
    self.original = original
    let bytes = original.bytes
    let stop = bytes.lastIndex(of: UInt8(ascii: ".")) ?? 0
    let cut = stop > 0 && bytes.count - stop <= Self.longestEnding ? stop : bytes.count
    (stem, ending) = (bytes[..<cut], bytes[cut...])
  }

  /// The name to try as number `attempt`, counted from 1.
  func candidate(_ attempt: Int) -> EntryName {
    let mark = attempt > 1 ? Array("~\(attempt)".utf8) : []
    let room = Self.longestName - ending.count - mark.count
    return EntryName(shortened(to: room) + mark + ending) ?? original
  }

  private func shortened(to room: Int) -> [UInt8] {
    guard stem.count > room else { return Array(stem) }
    let digest = Array("~\(Fingerprint(of: original.bytes).short)".utf8)
    var kept = stem.prefix(room - digest.count)
    // A character is not cut in two: what remains must not end before a continuation byte.
    while let next = stem.dropFirst(kept.count).first, next & 0xC0 == 0x80, !kept.isEmpty {
      kept.removeLast()
    }
    return kept + digest
  }

  private static let longestEnding = 17
  /// What file systems allow, less the room for a card's ending.
  private static let longestName = 255 - Card.longestEnding
}
