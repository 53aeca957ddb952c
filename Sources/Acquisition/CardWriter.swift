import Extracts
import Foundation

/// Keeps the two cards of one file in the folder of refused files.
struct CardWriter {
  let fingerprint: Fingerprint
  /// A name in the folder that nobody else uses, for cards that are not whole yet.
  let stagingName: EntryName

  /// Whether the cards of a file called `name` may be written: nothing stands
  /// there but what an interrupted attempt with the same bytes has left.
  ///
  /// The JSON card is always written first, so a text card alone is not ours.
  func mayWrite(for name: EntryName, in folder: borrowing Folder) throws(AcquisitionError) -> Bool {
    guard let (json, text) = names(for: name) else { return false }
    if try folder.status(of: json) == nil { return try folder.status(of: text) == nil }
    return isOwn(json, in: folder)
  }

  /// Writes both cards, each whole or not at all.
  func write(_ card: Card, for name: EntryName, in folder: borrowing Folder) throws(AcquisitionError) {
    guard let (json, text) = names(for: name) else { return }
    try write(Array(card.json), as: json, in: folder)
    try write(Array(card.text.utf8), as: text, in: folder)
    try folder.synchronize()
  }

  /// Takes the cards away again, when their file did not come.
  func remove(for name: EntryName, in folder: borrowing Folder) throws(AcquisitionError) {
    guard let (json, text) = names(for: name) else { return }
    try folder.remove(text)
    try folder.remove(json)
  }

  private func names(for name: EntryName) -> (json: EntryName, text: EntryName)? {
    guard let json = EntryName(name.bytes + Array(Card.jsonEnding.utf8)),
      let text = EntryName(name.bytes + Array(Card.textEnding.utf8))
    else { return nil }
    return (json, text)
  }

  private func isOwn(_ name: EntryName, in folder: borrowing Folder) -> Bool {
    let limit = IntakeLimit(maxBytes: Self.longestCard)
    guard let file = try? SteadyFile(folder.open(name)),
      let card = try? file.read(named: name.printed, limit: limit, now: { .distantPast })
    else { return false }
    return String(decoding: card.bytes, as: UTF8.self).contains(fingerprint.hex)
  }

  private func write(
    _ bytes: [UInt8], as name: EntryName, in folder: borrowing Folder
  ) throws(AcquisitionError) {
    let file = try folder.create(stagingName)
    try file.write(bytes)
    try file.synchronize()
    try folder.replace(name, with: stagingName)
  }

  /// Longer cards are not searched for a fingerprint.
  private static let longestCard = 1 << 24
}
