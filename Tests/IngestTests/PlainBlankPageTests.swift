import Checks
import Extracts
import FlowTables
import FlytTesting
import Foundation
import Ingest
import ReleaseStore
import Testing

@Suite struct PlainBlankPageTests {
  /// `FLYT_SEEDS` tries more pages than fit into everyday's patience.
  private static let seeds = ProcessInfo.processInfo.environment["FLYT_SEEDS"].flatMap(UInt64.init) ?? 60

  @Test func `the real page with plain blanks is a sighting of itself`() throws {
    let folder = try TemporaryFolder()
    let judge = Judge(try Fixtures.shippedDatasets())
    let belt = Belt(
      store: try ReleaseStore(opening: folder.path("flyt.db"), holder: "flyt run", now: { Self.now }),
      judge: judge)
    let real = try Fixtures.bytes("ssb/county-flows-2011-en.txt")
    let plain = String(decoding: real, as: UTF8.self).replacing(" \u{A0}", with: " ").replacing(
      "\u{A0}", with: " ")
    #expect(try belt.carry(extract(real), from: .named).outcomes.map(\.outcome) == [.new])
    let outcomes = try belt.carry(extract(Array(plain.utf8)), from: .named).outcomes
    #expect(outcomes.map(\.outcome) == [.sighting])
  }

  /// A page is read exactly, or refused because another reading is possible too; its figures are never wrong.
  @Test func `pages of any arrangement are read although their blanks are plain`() throws {
    let datasets = try Fixtures.shippedDatasets()
    let judge = Judge(datasets)
    var refused: [String] = []
    for seed in 0..<Self.seeds {
      let marked = try SyntheticPage(seed: seed, of: datasets) { $0.print(thousandsAs: "\u{A0}") }
      let plain = try SyntheticPage(seed: seed, of: datasets) { $0.print(thousandsAs: " ") }
      switch judge.verdicts(on: plain.extract).first {
      case .believed(let table):
        let differences = marked.differences(from: table)
        #expect(differences.isEmpty, "seed \(seed): \(differences.prefix(3)), \(plain.options)")
      case .refused(_, _, let findings):
        refused.append("seed \(seed): \(findings.first?.message ?? "nothing said"), \(plain.options)")
      case .held, .joined, .covered, .witness, nil: Issue.record("seed \(seed): not a whole table of flows")
      }
    }
    #expect(refused.count * 100 <= Int(Self.seeds), "\(refused)")
  }

  private static let now = Date(timeIntervalSince1970: 1_790_000_000)

  private func extract(_ bytes: [UInt8]) -> Extract {
    Extract(name: "county-flows-2011-en.txt", bytes: bytes, retrievedAt: Self.now)
  }
}

extension PageTextOptions {
  /// Single blanks between columns, no pads, and this mark between thousands.
  fileprivate mutating func print(thousandsAs mark: Character) {
    (thousandsMark, pads, separator, extraBlanks) = (mark, false, " ", 0)
    encoding = .utf8
  }
}
