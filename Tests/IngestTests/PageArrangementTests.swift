import Extracts
import FlowTables
import FlytTesting
import Foundation
import Ingest
import ReleaseStore
import Testing

@Suite struct PageArrangementTests {
  /// `FLYT_SEEDS` tries more arrangements than fit into everyday's patience.
  private static let seeds = ProcessInfo.processInfo.environment["FLYT_SEEDS"].flatMap(UInt64.init) ?? 150

  @Test func `a page of any arrangement is read cell by cell`() throws {
    let datasets = try Fixtures.shippedDatasets()
    let judge = Judge(datasets)
    for seed in 0..<Self.seeds {
      let page = try SyntheticPage(seed: seed, of: datasets)
      guard let verdict = judge.verdicts(on: page.extract).first, case .believed(let table) = verdict else {
        Issue.record("seed \(seed) is refused: \(page.options)")
        continue
      }
      let differences = page.differences(from: table)
      #expect(differences.isEmpty, "seed \(seed): \(page.options)")
    }
  }
}
