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
  /// Of the processor, since the tests beside this one take their share of the clock.
  ///
  /// A build for debugging takes many times as long as what users run.
  private static var patience: Duration {
    #if DEBUG
      .seconds(6)
    #else
      .seconds(2)
    #endif
  }

  @Test(arguments: TableForm.all)
  func `one changed character ends in a release or a finding, and makes no wrong figure`(form: TableForm)
    throws
  {
    try damage(
      form.bytes([try SyntheticTable.of2011()]), named: "\(form)", carryingTotals: form.carriesTotals)
  }

  @Test(arguments: ["county-flows-2011-en.txt", "region-flows-2000-2001-2003-2004.csv"])
  func `nor does one in a real file`(name: String) throws {
    try damage(Fixtures.bytes("ssb/\(name)"), named: name, carryingTotals: true)
  }

  private func damage(_ sound: [UInt8], named name: String, carryingTotals: Bool) throws {
    let judge = try Judge.shipped()
    let right = tables(in: sound, by: judge).believed
    #expect(!right.isEmpty)
    var (believed, refused, slowest) = (0, 0, Duration.zero)
    for seed in 0..<Self.runs {
      var random = SeededGenerator(seed: seed)
      let damage = Self.damages[Int(seed % UInt64(Self.damages.count))]
      let bytes = damage.applied(to: sound, using: &random)
      var verdicts: [Verdict] = []
      let start = Self.processorTime
      verdicts = tables(in: bytes, by: judge)
      slowest = max(slowest, Self.processorTime - start)
      #expect(!verdicts.isEmpty, "\(damage), seed \(seed)")
      for verdict in verdicts {
        switch verdict {
        case .refused(_, _, let findings):
          refused += 1
          #expect(!findings.isEmpty, "\(damage), seed \(seed)")
        // A lost heading leaves a part of the table, which is stored nowhere.
        case .held: refused += 1
        case .joined, .covered, .witness: Issue.record("\(damage), seed \(seed): nothing else is stored")
        case .believed(let table):
          believed += 1
          let wrong = differences(of: table, from: right)
          let isProven = !Set(table.proof).isDisjoint(with: [.rows, .columns, .total])
          // Without sums nothing shows a wrong figure, and the release says so. No sum shows whole columns that were
          // exchanged, as a moved heading of a PDF leaves them; that must be warned of.
          let isExchange =
            table.warnings.contains { $0.code == .labelConflict }
            && right.contains { $0.columns == table.columns }
          #expect(
            wrong.isEmpty || !carryingTotals && !isProven || isExchange,
            "\(damage), seed \(seed): \(wrong.prefix(3)), proven by \(table.proof)")
        }
      }
    }
    #expect(slowest < Self.patience, "\(slowest)")
    print(
      "\(name): \(Self.runs) changed copies, seeds 0 to \(Self.runs - 1): \(believed) believed, \(refused) refused, "
        + "slowest \(slowest)")
  }

  /// How long this thread has been working.
  private static var processorTime: Duration {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }

  private func tables(in bytes: [UInt8], by judge: Judge) -> [Verdict] {
    judge.verdicts(on: unwrapped(Extract(name: "copy", bytes: bytes, retrievedAt: FormTests.now)))
  }

  /// The cells with another number than the right table's of the same year, or than any where the year was changed.
  private func differences(of table: CheckedTable, from right: [CheckedTable]) -> [String] {
    let ofDataset = right.filter { $0.dataset.id == table.dataset.id }
    let ofYear = ofDataset.filter { $0.referenceYear == table.referenceYear }
    let candidates = (ofYear.isEmpty ? ofDataset : ofYear).map { differences(of: table, from: $0) }
    return candidates.min { $0.count < $1.count } ?? ["read as \(table.dataset.id)"]
  }

  /// A printed mark of suppression hides a figure and makes no wrong one.
  private func differences(of table: CheckedTable, from right: CheckedTable) -> [String] {
    zip(table.cells, right.cells).compactMap { cell, expected in
      guard cell.flow != expected.flow || cell.value != expected.value && cell.value != .absent(.suppressed)
      else { return nil }
      return "\(cell.flow): \(cell.value), not \(expected.value)"
    }
  }
}

extension CheckedTable {
  /// What stands in each column, wherever it stands, and how often.
  fileprivate var columns: [[CellValue]: Int] {
    let values = places.indices.map { column in
      places.indices.map { cells[$0 * places.count + column].value }
    }
    return Dictionary(values.map { ($0, 1) }, uniquingKeysWith: +)
  }
}

extension [Verdict] {
  /// The tables among them that are believed.
  fileprivate var believed: [CheckedTable] {
    compactMap { if case .believed(let table) = $0 { table } else { nil } }
  }
}
