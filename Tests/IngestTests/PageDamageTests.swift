import Checks
import Extracts
import FlowTables
import FlytTesting
import Foundation
import Ingest
import ReleaseStore
import Testing

@Suite struct PageDamageTests {
  /// `FLYT_SEEDS` damages more pages than fit into everyday's patience.
  private static let seeds = ProcessInfo.processInfo.environment["FLYT_SEEDS"].flatMap(UInt64.init) ?? 8

  /// Damage is refused or harmless: furniture, blanks and marks may change, figures never.
  @Test(arguments: PageDamage.allCases) func `never makes a wrong figure`(_ damage: PageDamage) throws {
    let judge = Judge(try Fixtures.shippedDatasets())
    let real = try Fixtures.bytes("ssb/county-flows-2011-en.txt")
    let right = try #require(believed(real, by: judge))
    let text = String(decoding: real, as: UTF8.self).replacing(" \u{A0}", with: " ")
    for page in [real, Array(text.replacing("\u{A0}", with: " ").utf8)] {
      for seed in 0..<Self.seeds {
        var random = SeededGenerator(seed: seed)
        let damaged = damage.applied(to: page, using: &random)
        guard let table = believed(damaged, by: judge) else { continue }
        #expect(differences(table, right).isEmpty, "\(damage), \(random), \(page.count) bytes")
      }
    }
  }

  @Test func `damaged pages of any arrangement make no wrong figures either`() throws {
    let datasets = try Fixtures.shippedDatasets()
    let judge = Judge(datasets)
    for seed in 0..<Self.seeds {
      var random = SeededGenerator(seed: seed)
      let page = try SyntheticPage(seed: seed, of: datasets)
      let right = try #require(believed(page.bytes, by: judge), "\(random)")
      for damage in PageDamage.allCases {
        let damaged = damage.applied(to: page.bytes, using: &random)
        // No sum shows that the words for the axes were taken away or exchanged.
        guard
          count(of: "fylke county landsdel region", in: damaged)
            == count(of: "fylke county landsdel region", in: page.bytes),
          damage != .exchangedLines, let table = believed(damaged, by: judge)
        else { continue }
        #expect(differences(table, right).isEmpty, "\(damage), \(random): \(page.options)")
      }
    }
  }

  private func believed(_ bytes: [UInt8], by judge: Judge) -> CheckedTable? {
    let extract = Extract(
      name: "page.txt", bytes: bytes, retrievedAt: Date(timeIntervalSince1970: 1_790_000_000))
    guard case .believed(let table)? = judge.verdicts(on: extract).first else { return nil }
    return table
  }

  /// The cells with another number; a printed mark of suppression hides a figure and makes no wrong one.
  private func differences(_ table: CheckedTable, _ right: CheckedTable) -> [Flow] {
    zip(table.cells, right.cells).filter { cell, expected in
      cell.flow != expected.flow || cell.value != expected.value && cell.value != .absent(.suppressed)
    }.map(\.0.flow)
  }

  private func count(of words: String, in bytes: [UInt8]) -> [Int] {
    let text = String(decoding: bytes, as: UTF8.self)
    return words.split(separator: " ").map { text.ranges(of: $0).count }
  }
}
