import Checks
import Extracts
import FlowTables
import FlytTesting
import Foundation
import Ingest
import ReleaseStore
import Testing

/// One changed character in each form of the real figures of 2011.
@Suite struct FormDamageTests {
  /// So many changed copies of each form; `FLYT_SEEDS` asks for more than fit into everyday's patience.
  private static let runs = ProcessInfo.processInfo.environment["FLYT_SEEDS"].flatMap(UInt64.init) ?? 24
  private static let damages: [PageDamage] = [
    .otherByte, .lostByte, .doubledByte, .exchangedBytes, .otherDigit, .lostDigit, .doubledDigit,
    .exchangedDigits,
  ]
  private static let patience: Duration = .seconds(2)

  @Test(arguments: TableForm.all)
  func `one changed character ends in a release or a finding, and makes no wrong figure`(form: TableForm)
    throws
  {
    let judge = Judge(try Fixtures.shippedDatasets())
    let real = try SyntheticTable.of2011()
    let sound = form.bytes([real])
    var (believed, refused, slowest) = (0, 0, Duration.zero)
    for seed in 0..<Self.runs {
      var random = SeededGenerator(seed: seed)
      let damage = Self.damages[Int(seed % UInt64(Self.damages.count))]
      let bytes = damage.applied(to: sound, using: &random)
      let extract = Extract(name: "copy", bytes: bytes, retrievedAt: FormTests.now)
      var verdicts: [Verdict] = []
      slowest = max(slowest, ContinuousClock().measure { verdicts = judge.verdicts(on: unwrapped(extract)) })
      #expect(!verdicts.isEmpty, "\(damage), seed \(seed)")
      for verdict in verdicts {
        switch verdict {
        case .refused(_, _, let findings):
          refused += 1
          #expect(!findings.isEmpty, "\(damage), seed \(seed)")
        case .believed(let table):
          believed += 1
          let wrong = differences(of: table, from: real)
          let isProven = !Set(table.proof).isDisjoint(with: [.rows, .columns, .total])
          // Without sums nothing shows a wrong figure, and the release says so.
          #expect(
            wrong.isEmpty || !form.carriesTotals && !isProven,
            "\(damage), seed \(seed): \(wrong.prefix(3)), proven by \(table.proof)")
        }
      }
    }
    #expect(slowest < Self.patience, "\(slowest)")
    print(
      "\(form): \(Self.runs) changed copies, seeds 0 to \(Self.runs - 1): \(believed) believed, \(refused) refused, "
        + "slowest \(slowest)")
  }

  /// The cells with another number; a printed mark of suppression hides a figure and makes no wrong one.
  private func differences(of table: CheckedTable, from real: SyntheticTable) -> [String] {
    guard table.dataset.id == real.dataset.id else { return ["read as \(table.dataset.id)"] }
    return table.cells.compactMap { cell in
      let isEmpty = real.dataset.empty.contains(cell.flow)
      let expected = isEmpty ? .absent(.notApplicable) : real[cell.flow].value
      guard cell.value != expected, cell.value != .absent(.suppressed) else { return nil }
      return "\(cell.flow): \(cell.value), not \(expected)"
    }
  }
}
