import Checks
import Extracts
import FlytTesting
import Foundation
import Ingest
import ReleaseStore
import Testing

@Suite final class BeltTests {
  private static let now = Date(timeIntervalSince1970: 1_795_330_800)
  private let folder: TemporaryFolder
  private let judge: Judge

  init() throws {
    folder = try TemporaryFolder()
    judge = Judge(try Fixtures.shippedDatasets())
  }

  private func store() throws -> ReleaseStore {
    try ReleaseStore(opening: folder.path("flyt.db"), holder: "flyt run", now: { Self.now })
  }

  private func real(_ name: String = "real.txt") throws -> Extract {
    Extract(name: name, bytes: try Fixtures.bytes("ssb/county-flows-2011-en.txt"), retrievedAt: Self.now)
  }

  private func counts() throws -> [Int] {
    let counts = try ReleaseReader(reading: folder.path("flyt.db")).counts()
    return [counts.releases, counts.extracts, counts.quarantine]
  }

  @Test func `an extract becomes a release, and the same bytes a sighting`() throws {
    let belt = Belt(store: try store(), judge: judge)
    #expect(try belt.carry(real(), from: .named).outcomes.map(\.outcome) == [.new])
    let again = try belt.carry(real("copy.txt"), from: .named).outcomes
    #expect(again.map(\.outcome) == [.sighting])
    #expect(again.map(\.extract.name) == ["copy.txt"])
    #expect(try counts() == [1, 1, 0])
  }

  @Test func `what was refused waits in quarantine once, however often it comes`() throws {
    let belt = Belt(store: try store(), judge: judge)
    let junk = Extract(name: "junk.txt", bytes: Array("nothing\n".utf8), retrievedAt: Self.now)
    let first = try belt.carry(junk, from: .named).outcomes
    let second = try belt.carry(junk, from: .named).outcomes
    #expect(first.map(\.outcome) == [.refused])
    #expect(first.map(\.quarantine) == second.map(\.quarantine))
    #expect(try counts() == [0, 1, 1])
  }

  @Test func `a restart ends the attempt that was decided, and judges nothing again`() throws {
    let watched = Origin(source: "inbox", fileIdentity: "8:17:99")
    do {
      _ = try Belt(store: store(), judge: judge).carry(real(), from: watched)
    }
    // Without definitions nothing could be read again.
    let belt = Belt(store: try store(), judge: Judge([]))
    let carried = try belt.carry(real(), from: watched)
    #expect(carried.outcomes.map(\.outcome) == [.new])
    try belt.finish(carried)
    try belt.finish(carried)
    #expect(try belt.carry(real(), from: watched).outcomes.map(\.outcome) == [.sighting])
    #expect(try counts() == [1, 1, 0])
  }

  @Test(arguments: [(2, [Fate.new]), (3, [.refused])])
  func `bytes that ended the process three times are refused unread`(crashes: Int, fates: [Fate]) throws {
    for _ in 0..<crashes { _ = try store().begin(real(), from: .named) }
    let outcomes = try Belt(store: store(), judge: judge).carry(real(), from: .named).outcomes
    #expect(outcomes.map(\.outcome) == fates)
    if fates == [.refused] {
      let finding = try #require(outcomes.first?.findings.first)
      #expect(finding.code == .crashed)
      #expect(
        finding.message == "real.txt: the program ended 3 times while reading it, so it is not read again. "
          + "Please report it with the file.")
    }
  }

  @Test(arguments: [
    (StoreError.Reason.busy(nil), BeltError.Fate.retry), (.diskFull, .retry), (.inputOutput("EIO"), .retry),
    (.missing, .stop), (.missingFolder("/x"), .stop), (.notAStore, .stop), (.damaged("page 3"), .stop),
    (.newerSchema(theirs: 2, ours: 1), .stop), (.notPermitted, .stop), (.fault("no"), .stop),
  ])
  func `what passes by itself is tried again, and the rest stops the daemon`(
    reason: StoreError.Reason, fate: BeltError.Fate
  ) {
    #expect(BeltError(StoreError(reason, at: "/s/flyt.db"), carrying: "a.txt").fate == fate)
  }

  @Test func `an error names the extract, the store and what to do`() {
    let error = BeltError(StoreError(.diskFull, at: "/s/flyt.db"), carrying: "a.txt")
    #expect(
      error.description
        == "a.txt: not stored. /s/flyt.db: the disk is full; nothing was stored. Free some space "
        + "and try again.")
  }

  @Test func `a rehearsal says the same as the belt and keeps nothing`() throws {
    let path = folder.path("flyt.db")
    #expect(try Rehearsal(store: path, judge: judge).outcomes(of: real()).map(\.outcome) == [.new])
    #expect(!FileManager.default.fileExists(atPath: path))
    let belt = Belt(store: try store(), judge: judge)
    _ = try belt.carry(real(), from: .named)
    let rehearsal = try Rehearsal(store: path, judge: judge)
    #expect(try rehearsal.outcomes(of: real("copy.txt")).map(\.outcome) == [.sighting])
    #expect(try counts() == [1, 1, 0])
  }
}

/// Several extracts in one file.
@Suite final class ArchiveBeltTests {
  private static let now = Date(timeIntervalSince1970: 1_795_330_800)
  private let folder: TemporaryFolder
  private let belt: Belt

  init() throws {
    folder = try TemporaryFolder()
    belt = Belt(
      store: try ReleaseStore(
        opening: folder.path("flyt.db"), holder: "flyt run", now: { Self.now }),
      judge: Judge(try Fixtures.shippedDatasets()))
  }

  private func archive(_ members: [(name: String, bytes: [UInt8])]) -> Extract {
    Extract(
      name: "all.zip", bytes: ZipWriter(members.map { ZipWriter.Member($0.name, $0.bytes) }).bytes,
      retrievedAt: Self.now)
  }

  @Test func `each extract in an archive has outcomes and a digest of its own`() throws {
    let real = try Fixtures.bytes("ssb/county-flows-2011-en.txt")
    let extract = archive([("2011.txt", real), ("notes.txt", Array("nothing\n".utf8)), ("copy.txt", real)])
    let carried = try belt.carry(extract, from: Origin(source: "inbox", fileIdentity: "8:1:1"))
    #expect(carried.outcomes.map(\.outcome) == [.new, .refused, .sighting])
    #expect(
      carried.outcomes.map(\.extract.name) == ["all.zip/2011.txt", "all.zip/notes.txt", "all.zip/copy.txt"])
    #expect(carried.outcomes[0].extract.sha256 == Fingerprint(of: real).hex)
    try belt.finish(carried)
  }

  @Test func `an archive that cannot be opened is refused as a whole, with the reason`() throws {
    let good = archive([("2011.txt", try Fixtures.bytes("ssb/county-flows-2011-en.txt"))])
    let cut = Extract(name: "cut.zip", bytes: Array(good.bytes.dropLast(30)), retrievedAt: Self.now)
    let outcomes = try belt.carry(cut, from: .named).outcomes
    #expect(outcomes.map(\.outcome) == [.refused])
    #expect(outcomes.first?.findings.first?.message.contains("cut.zip") == true)
    #expect(outcomes.first?.quarantine != nil)
  }
}
