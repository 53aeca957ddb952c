import Checks
import FlowTables
import Testing

@testable import ReleaseStore

/// Tables that somebody takes although their sums contradict them.
@Suite struct DefectTests {
  private func release(in folder: String) throws -> ReleaseRecord? {
    try Sample.reader(in: folder).releases().first { $0.year.value == 1999 }
  }

  @Test func `an accepted table is a release with a defect and a reason`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      let outcome = try Sample.acceptDefect(in: store, because: "their letter")
      #expect(outcome?.outcome == .new)
      let release = try #require(try release(in: folder))
      #expect(release.cause == .operatorOverride)
      #expect(release.defect?.isOpen == true)
      #expect(release.defect?.because == "their letter")
      #expect(release.defect?.findings.map(\.code) == [.rowSum])
      let item = try #require(try Sample.reader(in: folder).quarantine(waitingOnly: false).first)
      #expect(item.state == .accepted)
      #expect(item.decisions.map(\.because) == ["their letter"])
      #expect(try Sample.reader(in: folder).counts().quarantine == 0)
    }
  }

  @Test func `an edition that adds up closes the defect, as the publisher's correction`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      try Sample.acceptDefect(in: store)
      try store.take(Sample.table(40, year: 1999), as: Sample.extract("sound"))
      let releases = try Sample.reader(in: folder).releases()
      #expect(releases.map(\.cause) == [.operatorOverride, .publisherCorrection])
      #expect(releases.first?.defect?.isOpen == false)
    }
  }

  @Test func `the same figures with sums that hold close it as well`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      try Sample.acceptDefect(in: store)
      let sound = try Sample.table(30, year: 1999, provenIdentities: [.rows, .columns, .total])
      #expect(try store.take(sound, as: Sample.extract("the totals mended"))?.outcome == .sighting)
      #expect(try release(in: folder)?.defect?.isOpen == false)
    }
  }

  @Test func `figures that are less proven than the stored ones can be accepted`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      try store.take(Sample.table(10), as: Sample.extract("A"))
      let weaker = Sample.extract("B")
      #expect(try store.take(Sample.table(20, proof: []), as: weaker)?.outcome == .held)
      let item = try #require(try Sample.reader(in: folder).quarantine().first)
      let outcomes = try store.accept(
        PlacedVerdict(.believed(Sample.table(20, proof: []))), of: weaker, for: store.fresh(weaker),
        item: item, Decision(because: "asked them", by: "anna"))
      #expect(outcomes.map(\.outcome) == [.revision])
      let release = try #require(try Sample.reader(in: folder).releases().last)
      #expect(release.cause == .operatorOverride)
      #expect(release.defect == nil)
    }
  }

  @Test func `a dropped item stays dropped until it is refused for another reason`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      let year = ReferenceYear(1999)
      let refusal = { (message: String) in
        Verdict.refused(dataset: "demo-flows", year: year, findings: [Finding(.rowSum, message)])
      }
      try store.take([refusal("one")], as: Sample.extract())
      let reader = try Sample.reader(in: folder)
      let item = try #require(try reader.quarantine().first)
      try store.drop(item, Decision(because: "a test file", by: "anna"))
      #expect(try reader.quarantine().isEmpty)
      try store.take([refusal("one")], as: Sample.extract())
      #expect(try reader.quarantine().isEmpty)
      try store.take([refusal("two")], as: Sample.extract())
      #expect(try reader.quarantine().map(\.id) == [item.id])
    }
  }

  @Test func `an accepted item that comes again with the same findings stays accepted`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      try Sample.acceptDefect(in: store)
      let item = try #require(try Sample.reader(in: folder).quarantine(waitingOnly: false).first)
      let bytes = Sample.extract("a table that does not add up", name: "defect.txt")
      try store.take(
        [.refused(dataset: item.dataset, year: item.year, findings: item.findings)], as: bytes)
      #expect(try Sample.reader(in: folder).quarantine().isEmpty)
    }
  }

  @Test func `after a defect is closed the next revision is an ordinary one`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      try Sample.acceptDefect(in: store)
      let sound = try Sample.table(30, year: 1999, provenIdentities: [.rows, .columns, .total])
      try store.take(sound, as: Sample.extract("the totals mended"))
      try store.take(Sample.table(50, year: 1999), as: Sample.extract("a later edition"))
      #expect(
        try Sample.reader(in: folder).releases().map(\.cause) == [.operatorOverride, .publisherRevision])
    }
  }
}
