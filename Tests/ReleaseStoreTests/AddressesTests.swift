import Checks
import Extracts
import FlowTables
import Foundation
import Testing

@testable import ReleaseStore

/// What servers called their content, and answers that were fetched and not finished.
@Suite struct AddressesTests {
  private static let visit = Visit(
    to: "https://example.org/2011",
    for: ReferenceYear(2011).map { LookSubject(dataset: "demo-flows", year: $0) },
    entityTag: "\"a\"", lastModified: "Fri, 11 May 2012 08:00:00 GMT")
  private static let origin = Origin(source: "pages", answering: visit)

  private func take(
    _ verdict: Verdict, as extract: Extract = Sample.extract(), from origin: Origin = origin,
    in store: ReleaseStore
  ) throws -> [Outcome] {
    guard case .fresh(let attempt) = try store.begin(extract, from: origin) else { return [] }
    return try store.record([PlacedVerdict(verdict)], of: extract, for: attempt)
  }

  @Test func `validators come with the outcome, and only where everything was stored`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      #expect(try store.knownAddresses(of: "pages").isEmpty)
      _ = try take(.believed(Sample.table()), in: store)
      let known = try #require(try store.knownAddresses(of: "pages")["https://example.org/2011"])
      #expect(known.fingerprint == Sample.extract().fingerprint)
      #expect(known.entityTag == "\"a\"" && known.lastModified == "Fri, 11 May 2012 08:00:00 GMT")
      #expect(try store.knownAddresses(of: "others").isEmpty)
      // A refused answer is known by its bytes, and asked for in any case.
      let refused = Sample.extract("damaged")
      _ = try take(.refused(dataset: nil, year: nil, findings: []), as: refused, in: store)
      let after = try #require(try store.knownAddresses(of: "pages")["https://example.org/2011"])
      #expect(after.fingerprint == refused.fingerprint && after.entityTag == nil && after.lastModified == nil)
      try store.confirm(Self.visit, at: "pages", of: refused.fingerprint)
      #expect(try store.knownAddresses(of: "pages")["https://example.org/2011"]?.entityTag == nil)
      // What was refused says nothing of the year's figures.
      #expect(try Sample.reader(in: folder).looks().map(\.subject) == [Self.visit.subject, nil])
    }
  }

  @Test func `the same bytes under another name are confirmed, and a failed look forgets the name`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      _ = try take(.believed(Sample.table()), in: store)
      let other = Visit(to: Self.visit.address, entityTag: "\"b\"")
      try store.confirm(other, at: "pages", of: Sample.extract().fingerprint)
      #expect(try store.knownAddresses(of: "pages").values.map(\.entityTag) == ["\"b\""])
      try store.forgetValidators(of: Self.visit.address, at: "pages")
      let known = try #require(try store.knownAddresses(of: "pages").values.first)
      #expect(known.entityTag == nil && known.fingerprint == Sample.extract().fingerprint)
      try store.confirm(other, at: "pages", of: Sample.extract().fingerprint)
      #expect(try store.knownAddresses(of: "pages").values.map(\.entityTag) == ["\"b\""])
    }
  }

  @Test func `what an address had is forgotten as soon as it has something else`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      _ = try take(.believed(Sample.table()), in: store)
      // Killed here, the next process must not be told that nothing has changed since.
      _ = try store.begin(Sample.extract("other"), from: Self.origin)
      #expect(try store.knownAddresses(of: "pages").isEmpty)
    }
  }

  @Test func `an answer that was fetched is kept before it is read, and found again after a crash`() throws {
    try inTemporaryFolder { folder in
      let extract = Sample.extract()
      do {
        let store = try Sample.store(in: folder)
        _ = try store.begin(extract, from: Self.origin)
        store.close()
      }
      let store = try Sample.store(in: folder)
      let waiting = try store.unfinishedAnswers(of: "pages")
      #expect(waiting.map(\.fingerprint) == [extract.fingerprint] && waiting.first?.bytes == extract.bytes)
      #expect(try store.unfinishedAnswers(of: "others").isEmpty)
      #expect(try store.sourcesOfUnfinishedAnswers() == ["pages"])
      _ = try take(.believed(Sample.table()), from: Origin(source: "pages", answering: nil), in: store)
      #expect(try store.unfinishedAnswers(of: "pages").isEmpty)
      #expect(try store.sourcesOfUnfinishedAnswers().isEmpty)
      #expect(try store.knownAddresses(of: "pages").isEmpty)
      // Seen once more, it is a sighting and no second edition.
      let again = try take(.believed(Sample.table()), in: store)
      #expect(again.map(\.outcome) == [.sighting])
    }
  }

  @Test func `older figures at an address are a new vintage, in a file a sighting`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      let (first, second) = (Sample.extract("first"), Sample.extract("second"))
      _ = try take(.believed(Sample.table(10)), as: first, in: store)
      _ = try take(.believed(Sample.table(20)), as: second, in: store)
      #expect(
        try take(.believed(Sample.table(10)), as: first, from: .named, in: store).map(\.outcome) == [
          .sighting
        ])
      let back = try take(.believed(Sample.table(10)), as: first, in: store)
      #expect(back.map(\.outcome) == [.revision] && back.map(\.vintage) == [3])
      #expect(back.first?.findings.map(\.code).contains(.returnsTo) == true)
      #expect(
        try Sample.reader(in: folder).releases().map(\.cause) == [
          .first, .publisherRevision, .publisherRevision,
        ])
      // What holds now is a sighting wherever it is.
      #expect(try take(.believed(Sample.table(10)), as: first, in: store).map(\.outcome) == [.sighting])
      #expect(try Sample.reader(in: folder).verification().problems.isEmpty)
    }
  }

  @Test func `an address confirms figures only while they hold`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      _ = try take(.believed(Sample.table(10)), in: store)
      #expect(try store.knownAddresses(of: "pages").values.map(\.holds) == [true])
      try store.take(Sample.table(20), as: Sample.extract("a correction that somebody dropped"))
      #expect(try store.knownAddresses(of: "pages").values.map(\.holds) == [false])
    }
  }

  @Test func `a year has the date of what holds, and of what came first`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      try store.take(Sample.table(10, releasedOn: "2012-05-11"), as: Sample.extract("first"))
      try store.take(Sample.table(20, releasedOn: "2012-06-01"), as: Sample.extract("second"))
      try store.take(
        Sample.table(30, releasedOn: "2012-04-01"), as: Sample.extract("an old one, loaded late"))
      try store.take(Sample.table(40, year: 2010), as: Sample.extract("undated"))
      let years = try Sample.reader(in: folder).publishedYears(of: "demo-flows")
      #expect(
        years.map { "\($0.year) \($0.currentDate?.description ?? "-") \($0.firstDate?.description ?? "-")" }
          == ["2010 - -", "2011 2012-06-01 2012-05-11"])
    }
  }

  @Test func `a catalogue is done when all that followed is`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      #expect(try store.catalogue(of: "statbank") == nil)
      try store.noteCatalogue("2012-05-11T06:00:00Z", of: "statbank")
      try store.noteCatalogue("2012-06-11T06:00:00Z", of: "statbank")
      #expect(try store.catalogue(of: "statbank") == "2012-06-11T06:00:00Z")
    }
  }
}
