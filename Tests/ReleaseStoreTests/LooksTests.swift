import Checks
import Extracts
import FlowTables
import Foundation
import GRDB
import Synchronization
import Testing

@testable import ReleaseStore

/// Twenty years of looks in little room.
@Suite struct LooksTests {
  /// A clock that moves when it is told to.
  private final class Clock: Sendable {
    private let time = Mutex(Date(timeIntervalSince1970: 946_684_800))
    var now: Date { time.withLock { $0 } }
    func advance(by seconds: TimeInterval) { time.withLock { $0 += seconds } }
  }

  private let clock = Clock()

  private func store(in folder: String) throws -> ReleaseStore {
    let clock = clock
    return try ReleaseStore(opening: "\(folder)/flyt.db", holder: "test") { clock.now }
  }

  @Test func `looks that fail every other time are folded into months, and none is lost`() throws {
    try inTemporaryFolder { folder in
      let store = try store(in: folder)
      // A quarter of an hour between two looks, for a third of a year.
      try store.database.write { db in
        for number in 0..<12_000 {
          clock.advance(by: 900)
          try noteLook(
            at: "pages", number.isMultiple(of: 2) ? .failed : .unchanged, nil,
            at: clock.now.timestamp, in: db)
        }
      }
      let looks = try Sample.reader(in: folder).looks(at: "pages")
      #expect(looks.count < 1100, "\(looks.count)")
      #expect(looks.map(\.count).reduce(0, +) == 12_000)
      #expect(looks.map(\.failed).reduce(0, +) == 6000)
      let folded = looks.filter { $0.result == .several }
      #expect(folded.count == 4, "one for each month that is folded")
      #expect(folded.allSatisfy { $0.count > 1 && $0.failed > 0 })
      #expect(zip(looks, looks.dropFirst()).allSatisfy { $0.lastAt <= $1.firstAt })
      #expect(try Sample.reader(in: folder).counts().looks == 12_000)
    }
  }

  @Test func `each source, and each year of one, has intervals of its own`() throws {
    try inTemporaryFolder { folder in
      let store = try store(in: folder)
      let subject = { LookSubject(dataset: "demo-flows", year: $0) }
      let (one, two) = (try Sample.table().referenceYear, try Sample.table(year: 2010).referenceYear)
      for _ in 0..<3 {
        try store.recordLooks(at: "pages", for: subject(one), result: .unchanged)
        try store.recordLooks(at: "pages", for: subject(two), result: .failed, detail: "404")
        try store.recordLooks(at: "inbox", result: .unchanged)
      }
      let looks = try Sample.reader(in: folder).looks()
      #expect(looks.count == 3)
      #expect(looks.map(\.count) == [3, 3, 3])
      #expect(try Sample.reader(in: folder).looks(at: "pages").map(\.subject?.year) == [one, two])
    }
  }

  @Test func `a year is confirmed by sightings and by looks for it, not by failures`() throws {
    try inTemporaryFolder { folder in
      let store = try store(in: folder)
      try store.take(Sample.table(releasedOn: "2012-05-11"), as: Sample.extract())
      let year = try Sample.table().referenceYear
      clock.advance(by: 86_400)
      try store.take(Sample.table(), as: Sample.extract())
      clock.advance(by: 86_400)
      try store.recordLooks(
        1414, at: "pages", for: LookSubject(dataset: "demo-flows", year: year), result: .unchanged)
      let confirmed = clock.now
      clock.advance(by: 86_400)
      try store.recordLooks(
        5, at: "pages", for: LookSubject(dataset: "demo-flows", year: year), result: .failed)
      let confirmation = try #require(try Sample.reader(in: folder).confirmations().first)
      #expect(confirmation.looks == 1416)
      #expect(confirmation.lastAt == confirmed)
      #expect(confirmation.release.publicationDay == CivilDate(iso: "2012-05-11"))
    }
  }
}
