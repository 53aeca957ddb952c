/// The publisher's page of 2011, cut between its two blocks of columns as copies often are.
package enum HalfPage: String, CaseIterable, Sendable {
  /// The sums and the counties 01 to 10.
  case first
  /// The counties 11 to 20 and Abroad, with the title again.
  case second

  /// The bytes of the half.
  package func bytes() throws -> [UInt8] {
    let page = String(decoding: try Fixtures.bytes("ssb/county-flows-2011-en.txt"), as: UTF8.self)
    let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
    let title = lines.firstIndex { $0.contains("Migration within and between counties") } ?? 0
    // The row of the sums begins each block.
    let blocks = lines.indices.filter { lines[$0].hasPrefix("Total ") }
    let cut = blocks.dropFirst().first ?? lines.endIndex
    let half = self == .first ? Array(lines[..<cut]) : [lines[title], ""] + lines[cut...]
    return Array(half.joined(separator: "\n").utf8)
  }
}
