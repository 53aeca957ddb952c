import Checks
import Extracts
import FlowTables
import FlytTesting
import Foundation
import Ingest
import ReleaseStore
import Synchronization
import Testing

/// A store that is made anew from its own bytes.
@Suite final class ReplayTests {
  private let folder: TemporaryFolder
  private let judge: Judge
  private let clock = TestClock()
  private var store: ReleaseStore

  init() throws {
    folder = try TemporaryFolder()
    judge = try Judge.shipped()
    store = try Self.open(folder.path("flyt.db"), clock)
  }

  private static func open(_ path: String, _ clock: TestClock) throws -> ReleaseStore {
    try ReleaseStore(opening: path, holder: "test", now: clock.now)
  }

  private func reader() throws -> ReleaseReader { try ReleaseReader(reading: folder.path("flyt.db")) }

  private func report(applyingTo store: ReleaseStore? = nil) throws -> ReplayReport {
    let scratch = try TemporaryFolder()
    return try Replay(of: reader(), in: scratch.path("")).report(applyingTo: store)
  }

  /// In the midst of the reference years.
  private static let earlier = Date(timeIntervalSince1970: 1_280_000_000)

  private func carry(
    _ bytes: [UInt8], as name: String, releasedOn: CivilDate? = nil, at time: Date = FormTests.now
  ) throws -> [Outcome] {
    try Belt(store: store, judge: judge).carry(
      Extract(name: name, bytes: bytes, retrievedAt: time), from: .named, releasedOn: releasedOn
    ).outcomes
  }

  /// What may happen to a store, with what it needs.
  private enum Event: CaseIterable {
    case page, sums, half, otherForm, again, damaged, accept, crash, cause
  }

  @Test func `any sequence of extracts, decisions and crashes replays to the same store`() throws {
    let seed = UInt64.random(in: 0 ... .max)
    print("replay: seed \(seed)")
    var random = SeededGenerator(seed: seed)
    var seen: [(bytes: [UInt8], name: String)] = []
    for step in 0..<60 {
      clock.advance()
      let event = Event.allCases.randomElement(using: &random) ?? .page
      switch event {
      case .crash: try crash(with: try page(using: &random), using: &random)
      case .accept: try acceptSomething()
      case .cause: try correctSomething()
      default:
        let bytes = try self.bytes(of: event, seen: seen.map(\.bytes), using: &random)
        seen.append((bytes, "\(step).txt"))
        // Some names and clocks have dates that cannot be, so that the same bytes may be refused and come again.
        let name = random.chance(20) ? "t-2009-05-11-\(step).txt" : "\(step).txt"
        let clockIsWrong = random.chance(10)
        _ = try carry(
          bytes, as: name, releasedOn: date(using: &random), at: clockIsWrong ? Self.earlier : FormTests.now)
      }
    }
    let report = try report()
    #expect(report.releases.count > 5, "seed \(seed)")
    #expect(report.mismatches.isEmpty, "seed \(seed): \(report.mismatches)")
    #expect(report.storedDigest == report.replayedDigest, "seed \(seed)")
    #expect(try reader().verification().problems.isEmpty, "seed \(seed)")
  }

  private func bytes(
    of event: Event, seen: [[UInt8]], using random: inout SeededGenerator
  ) throws -> [UInt8] {
    switch event {
    case .half: return try HalfPage.allCases.randomElement(using: &random)?.bytes() ?? []
    case .sums: return try TableForm.all.first { $0.carriesTotals }?.bytes([table(using: &random)]) ?? []
    case .otherForm:
      return try TableForm.all.randomElement(using: &random)?.bytes([table(using: &random)]) ?? []
    case .again: return try seen.randomElement(using: &random) ?? page(using: &random)
    case .damaged: return PageDamage.otherDigit.applied(to: try page(using: &random), using: &random)
    case .page, .accept, .crash, .cause: return try page(using: &random)
    }
  }

  private func page(using random: inout SeededGenerator) throws -> [UInt8] {
    random.chance(30)
      ? try Fixtures.bytes("ssb/county-flows-2011-en.txt")
      : PageText(.plain).render(try table(using: &random))
  }

  /// One of a few tables, so that figures return.
  private func table(using random: inout SeededGenerator) throws -> SyntheticTable {
    let year = try #require(ReferenceYear(Int.random(in: 2009...2011, using: &random)))
    return SyntheticTable(
      dataset: try Fixtures.shippedDataset("ssb-county-flows"), year: year,
      seed: UInt64.random(in: 0..<3, using: &random))
  }

  private func date(using random: inout SeededGenerator) -> CivilDate? {
    random.chance(50) ? CivilDate(year: Int.random(in: 2012...2014, using: &random), month: 5, day: 11) : nil
  }

  /// The attempt is written down, and then the process is gone.
  private func crash(with bytes: [UInt8], using random: inout SeededGenerator) throws {
    let extract = Extract(name: "crash.txt", bytes: bytes, retrievedAt: FormTests.now)
    _ = try store.begin(extract, from: .named)
    store.close()
    store = try Self.open(folder.path("flyt.db"), clock)
    if random.chance(50) { _ = try carry(bytes, as: "crash.txt") }
  }

  private func acceptSomething() throws {
    guard let item = try reader().quarantine().first(where: { $0.fate == .held || $0.year != nil }) else {
      return
    }
    let belt = Belt(store: store, judge: judge)
    let decision = Decision(because: "asked the publisher", by: "anna")
    // What can't be accepted is dropped.
    if (try? belt.accept(item, decision)) == nil { try belt.drop(item, decision) }
  }

  private func correctSomething() throws {
    guard let release = try reader().releases().last else { return }
    _ = try store.correctCause(
      of: release.dataset, in: release.year, vintage: release.vintage, to: .publisherCorrection,
      Decision(because: "their letter", by: "anna"))
  }

  @Test func `a release that today's readers see otherwise is told, mended once, and kept`() throws {
    #expect(
      try carry(Fixtures.bytes("ssb/county-flows-2011-en.txt"), as: "page.txt").map(\.outcome) == [.new])
    try forgeFirstRelease()
    let before = try report()
    #expect(before.mismatches.count == 1)
    guard case .other(let cells)? = before.mismatches.first?.result else {
      Issue.record("\(before.mismatches)")
      return
    }
    #expect(cells == 1)
    let applied = try report(applyingTo: store).applied
    #expect(applied.map(\.outcome) == [.revision])
    let releases = try reader().releases()
    #expect(releases.map(\.cause) == [.first, .parserFix])
    #expect(try reader().years().map(\.current.vintage) == [2])
    let after = try report(applyingTo: store)
    #expect(after.mismatches.isEmpty)
    #expect(after.applied.isEmpty)
    guard case .mended(let by)? = after.releases.first?.result else {
      Issue.record("\(after.releases)")
      return
    }
    #expect(by.vintage == 2)
  }

  /// Makes the stored release what a reader with a fault would have stored: a store of its own, with one cell changed.
  private func forgeFirstRelease() throws {
    store.close()
    let shell = Process()
    shell.executableURL = URL(filePath: "/usr/bin/env")
    shell.arguments = [
      "sqlite3", folder.path("flyt.db"),
      """
      DROP TRIGGER "flow_cell refuses UPDATE"; DROP TRIGGER "release refuses UPDATE";
      UPDATE flow_cell SET persons = persons + 1 WHERE origin = '03' AND destination = '02';
      UPDATE "release" SET cellsDigest = replace(cellsDigest, substr(cellsDigest, 1, 8), '00000000');
      """,
    ]
    try shell.run()
    shell.waitUntilExit()
    store = try Self.open(folder.path("flyt.db"), clock)
  }
}

/// A clock that moves when it is told to.
final class TestClock: Sendable {
  private let time = Mutex(FormTests.now)

  var now: @Sendable () -> Date { { self.time.withLock { $0 } } }

  func advance() { time.withLock { $0 += 86_400 } }
}
