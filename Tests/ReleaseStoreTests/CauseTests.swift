import Checks
import Extracts
import FlowTables
import Testing

@testable import ReleaseStore

/// Why a vintage exists: what the belt says, and what people say after it.
@Suite struct CauseTests {
  struct Dates: Sendable {
    let first: String?
    let second: String?
    let cause: Cause
  }

  @Test(arguments: [
    Dates(first: "2012-05-11", second: "2013-05-11", cause: .publisherRevision),
    Dates(first: nil, second: nil, cause: .publisherRevision),
    Dates(first: "2012-05-11", second: nil, cause: .publisherRevision),
    Dates(first: "2012-05-11", second: "2012-05-11", cause: .publisherCorrection),
  ])
  func `figures that change under the date they had were corrected quietly`(dates: Dates) throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      try store.take(Sample.table(10, releasedOn: dates.first), as: Sample.extract("A"))
      try store.take(Sample.table(20, releasedOn: dates.second), as: Sample.extract("B"))
      #expect(try Sample.reader(in: folder).releases().map(\.cause) == [.first, dates.cause])
    }
  }

  @Test func `other figures from the very bytes that are stored are a mended reader's`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      try store.take(Sample.table(10), as: Sample.extract("A"))
      try store.take(Sample.table(20), as: Sample.extract("A"))
      let reader = try Sample.reader(in: folder)
      #expect(try reader.releases().map(\.cause) == [.first, .parserFix])
      #expect(try reader.years().map(\.current.vintage) == [2])
    }
  }

  @Test func `a mended reading of an older vintage does not take the place of the newer`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      try store.take(Sample.table(10), as: Sample.extract("A"))
      try store.take(Sample.table(20), as: Sample.extract("B"))
      try store.take(Sample.table(30), as: Sample.extract("A"))
      let reader = try Sample.reader(in: folder)
      #expect(try reader.releases().map(\.cause) == [.first, .publisherRevision, .parserFix])
      #expect(try reader.years().map(\.current.vintage) == [2])
    }
  }

  @Test func `a corrected cause is a new fact beside the old`() throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      let year = try Sample.table().referenceYear
      try store.take(Sample.table(10), as: Sample.extract("A"))
      try store.take(Sample.table(20), as: Sample.extract("B"))
      let digest = try Sample.reader(in: folder).digest()
      for (cause, because) in [(Cause.parserFix, "our reader"), (.publisherCorrection, "no, their letter")] {
        #expect(
          try store.correctCause(
            of: "demo-flows", in: year, vintage: 2, to: cause, Decision(because: because, by: "anna")))
      }
      let release = try #require(try Sample.reader(in: folder).releases().last)
      #expect(release.cause == .publisherCorrection)
      #expect(release.causeCorrection?.was == .publisherRevision)
      #expect(release.causeCorrection?.because == "no, their letter")
      #expect(try Sample.reader(in: folder).digest() == digest)
      #expect(
        try !store.correctCause(
          of: "demo-flows", in: year, vintage: 9, to: .first, Decision(because: "no", by: "anna")))
    }
  }
}
