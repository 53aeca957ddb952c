import Checks
import Extracts
import FlowTables
import FlytTesting
import Foundation
import Ingest
import ReleaseStore
import Testing

/// The way out of the quarantine.
@Suite final class QuarantineDecisionsTests {
  private let folder: TemporaryFolder
  private let store: ReleaseStore
  private let decision = Decision(because: "the publisher confirms the figures", by: "anna")

  init() throws {
    folder = try TemporaryFolder()
    store = try ReleaseStore(opening: folder.path("flyt.db"), holder: "test", now: { FormTests.now })
  }

  private func belt(_ judge: Judge? = nil) throws -> Belt {
    Belt(store: store, judge: try judge ?? Judge.shipped())
  }

  private func carry(_ bytes: [UInt8], by judge: Judge? = nil) throws -> [Outcome] {
    try belt(judge).carry(
      Extract(name: "page.txt", bytes: bytes, retrievedAt: FormTests.now), from: .named,
      releasedOn: CivilDate(iso: "2012-05-11")
    ).outcomes
  }

  private func reader() throws -> ReleaseReader { try ReleaseReader(reading: folder.path("flyt.db")) }

  private func onlyItem() throws -> QuarantineItem {
    try #require(try reader().quarantine(waitingOnly: false).first)
  }

  /// The real page with one figure changed, so that its row and column don't add up.
  private func contradicted() throws -> [UInt8] {
    let page = String(decoding: try Fixtures.bytes("ssb/county-flows-2011-en.txt"), as: UTF8.self)
    return Array(page.replacing("13\u{A0}813", with: "13\u{A0}814").utf8)
  }

  @Test func `figures that contradict their sums can be accepted, with the date that was stated`() throws {
    #expect(try carry(contradicted()).map(\.outcome) == [.refused])
    let outcomes = try belt().accept(onlyItem(), decision)
    #expect(outcomes.map(\.outcome) == [.new])
    let release = try #require(try reader().releases().first)
    #expect(release.cause == .operatorOverride)
    #expect(release.releasedOn == CivilDate(iso: "2012-05-11"))
    #expect(release.defect?.isOpen == true)
    #expect(release.total == 338_326, "the sum of the figures, not the printed one that they contradict")
    #expect(throws: QuarantineProblem.self) { try self.belt().accept(self.onlyItem(), self.decision) }
    // The publisher's right page closes the defect.
    #expect(try carry(Fixtures.bytes("ssb/county-flows-2011-en.txt")).map(\.outcome) == [.revision])
    let releases = try reader().releases()
    #expect(releases.map(\.cause) == [.operatorOverride, .publisherCorrection])
    #expect(releases.first?.defect?.isOpen == false)
  }

  @Test func `figures that are not there cannot be accepted`() throws {
    let page = String(decoding: try Fixtures.bytes("ssb/county-flows-2011-en.txt"), as: UTF8.self)
    #expect(try carry(Array(page.replacing("13\u{A0}813", with: "x").utf8)).map(\.outcome) == [.refused])
    let problem = #expect(throws: QuarantineProblem.self) {
      try self.belt().accept(self.onlyItem(), self.decision)
    }
    #expect(problem?.description.contains("leaves figures unknown") == true)
    #expect(try reader().quarantine().count == 1)
    #expect(try reader().releases().isEmpty)
  }

  @Test func `half a table cannot be accepted`() throws {
    #expect(try carry(HalfPage.first.bytes()).map(\.outcome) == [.held])
    let problem = #expect(throws: QuarantineProblem.self) {
      try self.belt().accept(self.onlyItem(), self.decision)
    }
    #expect(problem?.description.contains("231 of 441") == true)
  }

  @Test func `what other definitions refused is judged once more by itself, and then no more`() throws {
    let datasets = try Fixtures.shippedDatasets()
    var stranger = datasets
    stranger.removeAll { $0.id == "ssb-county-flows" }
    let page = try Fixtures.bytes("ssb/county-flows-2011-en.txt")
    #expect(try carry(page, by: Judge(stranger)).map(\.outcome) == [.refused])
    #expect(try belt(Judge(stranger)).retryWhatOthersJudged().isEmpty)
    let mended = try belt(Judge(datasets)).retryWhatOthersJudged()
    #expect(mended.map(\.outcome) == [.new])
    #expect(try onlyItem().state == .settled)
    #expect(try belt(Judge(datasets)).retryWhatOthersJudged().isEmpty)
  }

  @Test func `what is refused again waits until something changes again`() throws {
    let datasets = try Fixtures.shippedDatasets()
    #expect(try carry(Array("nothing\n".utf8), by: Judge([])).map(\.outcome) == [.refused])
    #expect(try belt(Judge(datasets)).retryWhatOthersJudged().map(\.outcome) == [.refused])
    #expect(try belt(Judge(datasets)).retryWhatOthersJudged().isEmpty)
    #expect(try onlyItem().state == .waiting)
  }

  @Test func `the names of definitions don't depend on the process`() throws {
    // Sets are hashed with another seed in each; two judges of one process at least agree.
    #expect(try Judge.shipped().name == Judge.shipped().name)
    #expect(Judge([]).name != (try Judge.shipped().name))
  }

  @Test func `an item that brought the process down is not read again by itself for ever`() throws {
    let extract = Extract(name: "bomb.txt", bytes: try contradicted(), retrievedAt: FormTests.now)
    for _ in 0..<Belt.mostCrashes {
      // Each try ends with its process.
      let dying = try ReleaseStore(opening: folder.path("crash.db"), holder: "test", now: { FormTests.now })
      _ = try dying.begin(extract, from: .named)
      dying.close()
    }
    let survivor = try ReleaseStore(opening: folder.path("crash.db"), holder: "test", now: { FormTests.now })
    let belt = Belt(store: survivor, judge: try Judge.shipped())
    #expect(try belt.carry(extract, from: .named).outcomes.first?.findings.map(\.code) == [.crashed])
    #expect(try belt.retryWhatOthersJudged().isEmpty)
  }

  @Test func `halves that make a whole but less proven table can be accepted together`() throws {
    // The stored figures are proven by their sums; the halves, without sums, say something else.
    #expect(try carry(Fixtures.bytes("ssb/county-flows-2011-en.txt")).map(\.outcome) == [.new])
    let table = try changedTable()
    let halves = halves(of: table)
    #expect(try carry(halves[0]).map(\.outcome) == [.held])
    #expect(try carry(halves[1]).map(\.outcome) == [.held])
    let item = try #require(
      try reader().quarantine().last { $0.findings.contains { $0.code == .weakerThanStored } })
    let outcomes = try belt().accept(item, decision)
    #expect(outcomes.map(\.outcome) == [.revision])
    #expect(try reader().releases().map(\.cause) == [.first, .operatorOverride])
  }

  private func changedTable() throws -> SyntheticTable {
    var table = try SyntheticTable.of2011()
    // One in each half: a half of which all is known is a sighting.
    table.set(Flow(from: Place(code: "03"), to: Place(code: "02")), to: 12_345)
    table.set(Flow(from: Place(code: "03"), to: Place(code: "20")), to: 321)
    return table
  }

  /// A long list of the table's flows, cut after the first ten destinations.
  private func halves(of table: SyntheticTable) -> [[UInt8]] {
    let first = Set(table.places.prefix(10))
    return [true, false].map { isFirst in
      let rows = table.flows.filter { first.contains($0.destination) == isFirst }.map { flow in
        let cell = table[flow]
        let persons = cell.value.number.map(String.init) ?? cell.mark ?? ""
        return
          "2011,1,\(flow.origin),\(flow.destination),\(cell.value.number == nil ? "" : persons),\(cell.mark ?? "")"
      }
      return Array((["year,vintage,from,to,persons,symbol"] + rows).joined(separator: "\n").utf8)
    }
  }
}
