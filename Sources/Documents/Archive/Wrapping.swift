package import Extracts

/// How much is unpacked from one extract, all wrappers inside it together.
enum Wrapping {
  /// Four times the largest file that is read: room for several years, none for a disk image.
  static let mostBytes = 64 << 20
  /// One file a year since 1900, or a few dozen editions; beyond that somebody sent the wrong folder.
  static let mostMembers = 200
  /// Tables of small numbers pack to a twentieth, blank ones to a hundredth; bombs to a thousandth.
  static let mostRatio = 200
  /// Below this a high ratio harms nobody, as of a small file of blanks.
  static let ratioCountsFrom = 1 << 20
  /// A compressed file in an archive in a mail's archive; nobody wraps deeper on purpose.
  static let mostDepth = 3
  /// In bytes; the rest of a longer name is left out.
  static let longestName = 255
}

/// The extracts inside a wrapper, in its order; `nil` for an extract that is no wrapper.
///
/// A wrapper is a gzip file, or a zip archive that is not itself a document
/// such as a workbook. Wrappers inside are opened too. A member is called
/// `archive.zip/member.csv` and was retrieved when its wrapper was.
///
/// - Errors: `unsupported` for an encrypted member, `beyondLimit` for too many
///   members, too much depth or bombs, `cutShort` and `malformed` for damage.
package func contents(of extract: Extract) throws(DocumentError) -> [Extract]? {
  guard extract.isWhole else { return nil }
  var unpacking = Unpacking()
  guard let members = try unpacking.members(of: extract, depth: 1) else { return nil }
  guard !members.isEmpty else {
    throw DocumentError(
      .malformed(nil, "an archive with no file in it. Ask its sender for the table."), in: extract.name)
  }
  return members
}
