import Checks
import Extracts
import FlowTables
import GRDB
import Testing

@testable import ReleaseStore

@Suite struct QuarantineTests {
  @Test func `the same table refused again is the same item`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      let first = try store.take([refusal("one")], as: Sample.extract())
      let second = try store.take([refusal("two")], as: Sample.extract(name: "copy.txt"))
      let other = try store.take([refusal("one")], as: Sample.extract("other bytes"))
      #expect(first.map(\.quarantine) == ["1"])
      #expect(second.map(\.quarantine) == ["1"])
      #expect(other.map(\.quarantine) == ["2"])
      let counts = try Sample.reader(in: folder).counts()
      #expect(counts.quarantine == 2)
      #expect(counts.oldestQuarantine?.timestamp == "2026-11-22T07:00:00.123Z")
      #expect(counts.releases == 0)
    }
  }

  @Test func `a refused extract keeps its bytes and every finding`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      let outcomes = try store.take([refusal("one")], as: Sample.extract("bytes"))
      #expect(outcomes.first?.findings.map(\.message) == ["one"])
      #expect(try Sample.reader(in: folder).bytes(of: Fingerprint(of: "bytes".utf8)) == Array("bytes".utf8))
    }
  }

  @Test func `a table that is believed at last leaves quarantine`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      try store.take([.believed(Sample.table(year: 2010)), refusal("one")], as: Sample.extract())
      #expect(try !store.fresh(Sample.extract()).knownReleases, "what waits must be read again")
      let outcomes = try store.take(
        [.believed(Sample.table(year: 2010)), .believed(Sample.table())], as: Sample.extract())
      #expect(outcomes.map(\.outcome) == [.sighting, .new])
      #expect(try Sample.reader(in: folder).counts().quarantine == 0)
      #expect(try store.fresh(Sample.extract()).knownReleases)
    }
  }

  @Test func `of an extract that is too large the head is kept, until all of it comes`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      let whole = Sample.extract("a long text")
      let head = Extract(
        name: "table.txt", head: Array(whole.bytes.prefix(6)), size: whole.size,
        fingerprint: whole.fingerprint,
        retrievedAt: Sample.time)
      try store.take([refusal("too large")], as: head)
      let reader = try Sample.reader(in: folder)
      #expect(try reader.bytes(of: whole.fingerprint) == Array("a long".utf8))
      #expect(try reader.extracts(withPrefix: whole.fingerprint.short).map(\.isWhole) == [false])
      try store.take(Sample.table(), as: whole)
      #expect(try reader.bytes(of: whole.fingerprint) == whole.bytes)
      #expect(try reader.extracts(withPrefix: whole.fingerprint.short.uppercased()).map(\.isWhole) == [true])
      #expect(try reader.counts().extracts == 1)
    }
  }

  private func refusal(_ message: String) -> Verdict {
    .refused(
      dataset: "demo-flows", year: ReferenceYear(2011),
      findings: [Finding(.rowSum, message, severity: .error)])
  }
}
