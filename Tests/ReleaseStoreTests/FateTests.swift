import Checks
import Extracts
import FlowTables
import Foundation
import Testing

@testable import ReleaseStore

@Suite struct FateTests {
  @Test func `the first table of a year is new`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      let outcome = try #require(try store.take(Sample.table(releasedOn: "2012-05-11"), as: Sample.extract()))
      #expect(outcome.outcome == .new)
      #expect(outcome.vintage == 1)
      #expect(outcome.proof == [.rows, .columns, .total])
      let release = try #require(try Sample.reader(in: folder).releases().first)
      #expect(release.cause == .first)
      #expect(release.recordedAt == Date(timeIntervalSince1970: 1_795_330_800.123))
      #expect(release.releasedOn == CivilDate(iso: "2012-05-11"))
      #expect(release.total == 1234)
      #expect(release.layout == "page-text")
      #expect(release.extracts == [.init(sha256: Sample.extract().fingerprint.hex, name: "table.txt")])
    }
  }

  @Test func `the same figures in other bytes are a sighting`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      try store.take(Sample.table(), as: Sample.extract())
      let other = Sample.extract("other bytes", name: "copy.txt")
      let reordered = try Sample.table(places: Sample.places)
      let outcome = try store.take(reordered, as: other)
      #expect(outcome?.outcome == .sighting)
      #expect(outcome?.vintage == 1)
      #expect(outcome?.cellsChanged == 0)
      #expect(try store.fresh(other).knownReleases)
      #expect(try Sample.reader(in: folder).releases().count == 1)
    }
  }

  @Test func `known bytes are a sighting of all they held, without being read`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      #expect(try !store.fresh(Sample.extract()).knownReleases)
      try store.take([.believed(Sample.table()), .believed(Sample.table(year: 2010))], as: Sample.extract())
      let again = Sample.extract(name: "another name.txt")
      let attempt = try store.fresh(again)
      #expect(attempt.knownReleases)
      let outcomes = try store.recordSightings(of: again, for: attempt)
      #expect(outcomes.map(\.outcome) == [.sighting, .sighting])
      #expect(outcomes.map(\.year?.value) == [2011, 2010])
      #expect(outcomes.map(\.extract.name) == ["another name.txt", "another name.txt"])
      #expect(try Sample.reader(in: folder).sightings(of: again)?.count == 2)
    }
  }

  @Test func `known bytes stay a sighting when other figures have come since`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      try store.take(Sample.table(10), as: Sample.extract("A"))
      try store.take(Sample.table(20), as: Sample.extract("B"))
      let outcome = try store.take(Sample.table(10), as: Sample.extract("A"))
      #expect(outcome?.outcome == .sighting)
      #expect(outcome?.vintage == 1)
    }
  }

  @Test func `other figures are the next vintage and say how many cells changed`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      try store.take(Sample.table(10), as: Sample.extract("A"))
      let outcome = try store.take(Sample.table(20), as: Sample.extract("B"))
      #expect(outcome?.outcome == .revision)
      #expect(outcome?.vintage == 2)
      #expect(outcome?.cellsChanged == 7)
      let reader = try Sample.reader(in: folder)
      #expect(try reader.releases().map(\.cause) == [.first, .publisherRevision])
      #expect(try reader.years().map(\.vintages) == [2])
      #expect(try reader.years().map(\.current.vintage) == [2])
    }
  }

  @Test func `older figures that return are a new vintage with a warning`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      try store.take(Sample.table(10), as: Sample.extract("A"))
      try store.take(Sample.table(20), as: Sample.extract("B"))
      let outcome = try #require(try store.take(Sample.table(10), as: Sample.extract("A again")))
      #expect(outcome.outcome == .revision)
      #expect(outcome.vintage == 3)
      #expect(outcome.findings.map(\.code) == [.returnsTo])
      #expect(outcome.findings.map(\.severity) == [.warning])
      #expect(
        outcome.findings.map(\.message) == [
          "the figures are those of r1 again, in place of r2. Ask the publisher which of the two holds."
        ])
    }
  }

  struct Proofs: Sendable {
    let stored: [Proof]
    let newcomer: [Proof]
    let fate: Fate
  }

  @Test(arguments: [
    Proofs(stored: [.rows, .columns, .total], newcomer: [.total], fate: .held),
    Proofs(stored: [.rows, .columns, .total], newcomer: [], fate: .held),
    Proofs(stored: [.rows, .columns], newcomer: [.rows, .columns, .year], fate: .revision),
    Proofs(stored: [.rows, .columns, .year], newcomer: [.rows, .columns], fate: .revision),
    Proofs(stored: [.rows], newcomer: [.companion], fate: .revision),
    Proofs(stored: [], newcomer: [], fate: .revision),
  ])
  func `other figures that are less proven are held`(_ proofs: Proofs) throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      try store.take(Sample.table(10, proof: proofs.stored), as: Sample.extract("A"))
      let verdict = Verdict.believed(try Sample.table(20, proof: proofs.newcomer))
      let foretold = try Sample.reader(in: folder).outcomes(
        of: [PlacedVerdict(verdict)], in: Sample.extract("B"))
      let outcomes = try store.take([verdict], as: Sample.extract("B"))
      #expect(outcomes.map(\.outcome) == [proofs.fate])
      #expect(foretold.map(\.outcome) == outcomes.map(\.outcome))
      #expect(foretold.map(\.findings) == outcomes.map(\.findings))
      let releases = try Sample.reader(in: folder).releases()
      #expect(releases.count == (proofs.fate == .held ? 1 : 2))
    }
  }

  @Test func `a held table says which proof is missing and waits in quarantine`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      try store.take(Sample.table(10), as: Sample.extract("A"))
      let outcome = try #require(try store.take(Sample.table(20, proof: [.total]), as: Sample.extract("B")))
      #expect(
        outcome.findings.map(\.message) == [
          """
          the figures differ from the stored r1, which is proven by rows, columns, total, while these are \
          proven by total. Add an extract that is proven as well, or accept this one.
          """
        ])
      #expect(outcome.vintage == nil)
      #expect(outcome.quarantine == "1")
      #expect(try Sample.reader(in: folder).counts().quarantine == 1)
    }
  }
}
