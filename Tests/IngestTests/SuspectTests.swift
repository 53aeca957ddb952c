import Checks
import Extracts
import FlowTables
import FlytTesting
import Foundation
import Ingest
import ReleaseStore
import Testing

/// Every figure of a real table is damaged in every usual way, and the checks must point at it.
@Suite struct SuspectTests {
  /// `FLYT_SEEDS` reads the damaged pages of all figures; else of every thirteenth.
  private static let step = ProcessInfo.processInfo.environment["FLYT_SEEDS"] == nil ? 13 : 1

  private let judge: Judge
  private let dataset: Dataset
  private let page: String
  private let square: PrintedSquare

  init() throws {
    judge = Judge(try Fixtures.shippedDatasets())
    dataset = try Fixtures.shippedDataset("ssb-county-flows")
    let bytes = try Fixtures.bytes("ssb/county-flows-2011-en.txt")
    page = String(decoding: bytes, as: UTF8.self)
    let explanation = judge.explanations(of: Self.extract(bytes)).first
    let table = try #require(explanation?.tables.first?.reported)
    let places = dataset.places(in: try #require(ReferenceYear(2011)))
    square = try #require(PrintedSquare(table, places: places, blockEnds: [11, 21]))
  }

  @Test func `an undamaged table has no suspects, as figures and as a page`() throws {
    #expect(square.page(page, with: []) == Array(page.utf8))
    let table = try check(square.table(with: []), in: context(of: dataset))
    #expect(table.proof.contains(.columns) && !table.warnings.contains { $0.code == .suspectCell })
    #expect(refusal(of: square.page(page, with: [])) == nil)
  }

  @Test(arguments: FigureDamage.allCases)
  func `damaged figures of the real table are refused and found`(_ damage: FigureDamage) throws {
    var score = SuspectScore(damage)
    var random = SeededGenerator(seed: 2011)
    for place in square.texts.indices where damage.spoils(place, of: square) {
      let edits = damage.edits(at: place, of: square, &random)
      guard !edits.isEmpty else {
        score.skip()
        continue
      }
      do {
        _ = try check(square.table(with: edits), in: context(of: dataset))
        score.accept(edits)
      } catch let refusal as Refusal {
        score.add(refusal.findings, edits, in: square)
      }
    }
    report(score, "figures")
  }

  @Test(arguments: FigureDamage.allCases)
  func `damaged pages of the real table are refused and the figure found`(_ damage: FigureDamage) throws {
    var score = SuspectScore(damage)
    var random = SeededGenerator(seed: 2012)
    for place in stride(from: 0, to: square.texts.count, by: Self.step) where damage.spoils(place, of: square)
    {
      let edits = damage.edits(at: place, of: square, &random)
      if edits.isEmpty {
        score.skip()
      } else if let findings = refusal(of: square.page(page, with: edits)) {
        score.add(findings, edits, in: square)
      } else {
        score.accept(edits)
      }
    }
    report(score, "page")
  }

  @Test(arguments: FigureDamage.allCases)
  func `damaged figures of made-up tables are refused and found`(_ damage: FigureDamage) throws {
    var score = SuspectScore(damage)
    let year = try #require(ReferenceYear(2001))
    for seed in UInt64(0)..<60 {
      var random = SeededGenerator(seed: seed)
      let made = SyntheticTable(dataset: dataset, year: year, seed: seed)
      let square = try #require(
        PrintedSquare(ReportedTable(made), places: made.places, blockEnds: [made.places.count + 1]))
      let edits = damage.edits(
        at: Int.random(in: square.size + 1..<square.texts.count, using: &random), of: square, &random)
      guard !edits.isEmpty else {
        score.skip()
        continue
      }
      do {
        _ = try check(square.table(with: edits), in: context(of: dataset))
        score.accept(edits)
        Issue.record("\(random): accepted \(edits)")
      } catch let refusal as Refusal {
        score.add(refusal.findings, edits, in: square)
      }
    }
    report(score, "made up, seeds 0 to 59")
  }

  @Test func `two figures damaged each by itself are both named`() throws {
    var score = SuspectScore(.digitChanged)
    var random = SeededGenerator(seed: 2013)
    for place in stride(from: 0, to: square.texts.count, by: 3) {
      let other = Int.random(in: square.texts.indices, using: &random)
      let edits = [place, other].flatMap { FigureDamage.digitChanged.edits(at: $0, of: square, &random) }
      guard place != other, edits.count == 2 else { continue }
      do {
        _ = try check(square.table(with: edits), in: context(of: dataset))
        score.accept(edits)
      } catch let refusal as Refusal {
        score.add(refusal.findings, edits, in: square)
      }
    }
    report(score, "two figures")
  }

  private func report(_ score: SuspectScore, _ level: String) {
    print("suspects (\(level)) \(score)")
    #expect(score.accepted == 0, "\(score.missed.prefix(5))")
    #expect(score.single.all + score.several.all > 0)
    // One in a hundred may be missed, and one in a small sample.
    let missed = score.single.all - score.single.found
    #expect(missed <= max(1, score.single.all / 100), "\(score): \(score.missed.prefix(5))")
    #expect(score.several.found * 100 >= score.several.all * 90, "\(score): \(score.missed.prefix(5))")
  }

  private func refusal(of bytes: [UInt8]) -> [Finding]? {
    guard case .refused(_, _, let findings)? = judge.verdicts(on: Self.extract(bytes)).first else {
      return nil
    }
    return findings
  }

  private func context(of dataset: Dataset) throws -> CheckContext {
    CheckContext(dataset: dataset, extractName: "page.txt", today: try #require(CivilDate(iso: "2026-11-22")))
  }

  private static func extract(_ bytes: [UInt8]) -> Extract {
    Extract(name: "page.txt", bytes: bytes, retrievedAt: Date(timeIntervalSince1970: 1_790_000_000))
  }
}

extension FigureDamage {
  /// Cells exchange and rows shift among inner figures; the sums have damage of their own.
  fileprivate func spoils(_ place: Int, of square: PrintedSquare) -> Bool {
    switch self {
    case .cellsExchanged: place >= square.size && !place.isMultiple(of: square.size)
    default: true
    }
  }
}

extension ReportedTable {
  /// A made-up table as a layout would have found it, each figure on a place of its own.
  fileprivate init(_ table: SyntheticTable) {
    self.init(
      dataset: table.dataset.id, layout: "none",
      years: [YearStatement(text: "\(table.year)", at: SourcePlace(line: 1, column: 1))])
    for (row, origin) in table.places.enumerated() {
      for (column, destination) in table.places.enumerated() {
        let flow = Flow(from: origin, to: destination)
        let at = SourcePlace(line: row + 3, column: column + 2)
        cells.append(
          ReportedCell(flow, ReportedFigure(.value(table[flow].value), mark: table[flow].mark, at: at)))
      }
      totals.append(total(.from(origin), of: table, SourcePlace(line: row + 3, column: 1)))
      totals.append(total(.to(origin), of: table, SourcePlace(line: 2, column: row + 2)))
    }
    totals.append(total(.grand, of: table, SourcePlace(line: 2, column: 1)))
  }

  private func total(_ margin: Margin, of table: SyntheticTable, _ at: SourcePlace) -> ReportedTotal {
    ReportedTotal(margin, ReportedFigure(.value(.persons(table.total(margin))), at: at))
  }
}
