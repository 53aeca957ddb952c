import Extracts
import FlytTesting
import Foundation
import Ingest
import ReleaseStore
import Testing

@Suite struct HostilePageTests {
  private static let title =
    "Migration within and between counties and between counties and foreign countries. 2011\n"

  /// Texts that cost much where reading is more than linear.
  static let pieces = [
    "1234567890", " ", "\n", "1 ", "1\n", "- ", "111\u{A0}", "\u{301}", "x", title, "Total ", "Oslo ",
    "Oslo 5\n", "01 ",
    "01\n", "Sogn ", "Sogn 1 ", "Sogn og\n", "Sogn\nfurniture here\n", "Aust- ", "Troms - ",
    "From county To ",
    "Oslo   Troms   Nordland\n", "Oslo\tTroms\t1\n", "Oslo Troms\nTotal 1 2\n", "some prose 1\n",
    "Oslo 1 234 5 678\n", "Oslo;Akershus\n", "Oslo;Akershus;1\n", "2011;Oslo;Akershus;1;2\n",
  ]

  @Test(.timeLimit(.minutes(2)), arguments: pieces)
  func `a piece repeated without end is refused in bounded time`(_ piece: String) throws {
    let judge = try Judge.shipped()
    for start in ["", Self.title] {
      let count = 20_000 / piece.utf8.count
      try expectRefusal(of: Array((start + String(repeating: piece, count: count)).utf8), by: judge)
    }
  }

  @Test func `a text of 16 MiB and one byte is refused by its size`() throws {
    let judge = Judge(try Fixtures.shippedDatasets())
    try expectRefusal(of: Array(repeating: 0x31, count: (16 << 20) + 1), by: judge)
  }

  @Test func `bytes that are no UTF-8 are refused or read as Windows-1252, wherever they stand`() throws {
    let judge = Judge(try Fixtures.shippedDatasets())
    let real = try Fixtures.bytes("ssb/county-flows-2011-en.txt")
    for place in stride(from: 0, to: real.count, by: 701) {
      var bytes = real
      bytes.insert(0xFF, at: place)
      try expectRefusal(of: bytes, by: judge)
    }
  }

  private func expectRefusal(of bytes: [UInt8], by judge: Judge) throws {
    let extract = Extract(
      name: "page.txt", bytes: bytes, retrievedAt: Date(timeIntervalSince1970: 1_790_000_000))
    let verdict = try #require(judge.verdicts(on: extract).first)
    let findings: Int? = if case .refused(_, _, let findings) = verdict { findings.count } else { nil }
    #expect(findings ?? 0 > 0)
  }
}
