import Checks
import Extracts
import FlowTables
import FlytTesting
import Foundation
import Ingest
import ReleaseStore
import Testing

/// The way out of the quarantine.
@Suite final class SecondThoughtsTests {
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
}
