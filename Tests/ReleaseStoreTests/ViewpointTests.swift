import Extracts
import FlowTables
import Foundation
import Synchronization
import Testing

@testable import ReleaseStore

/// What was known here at some moment, and what the publisher had out by then.
@Suite struct ViewpointTests {
  /// Three editions of 2011: the first, its revision, and an older edition that came last of all.
  private func store(in folder: String) throws -> ReleaseReader {
    let clock = Mutex(Self.moment("2020-01-01T12:00:00Z"))
    let store = try ReleaseStore(opening: "\(folder)/flyt.db", holder: "test") { clock.withLock { $0 } }
    for (time, date, first) in [
      ("2020-01-01T12:00:00Z", "2012-05-11", 10), ("2021-01-01T12:00:00Z", "2013-05-11", 20),
      ("2022-01-01T12:00:00Z", "2012-01-03", 30), ("2023-01-01T12:00:00Z", nil, 40),
    ] {
      clock.withLock { $0 = Self.moment(time) }
      try store.take(Sample.table(first, releasedOn: date), as: Sample.extract("\(first)"))
    }
    return try Sample.reader(in: folder)
  }

  private static func moment(_ text: String) -> Date { (try? Date(text, strategy: .iso8601)) ?? .distantPast }

  struct Moment: Sendable {
    var asOf: String?
    var publishedBy: String?
    let vintage: Int?
  }

  @Test(arguments: [
    Moment(vintage: 4),
    Moment(asOf: "2019-12-31T00:00:00Z", vintage: nil),
    Moment(asOf: "2020-01-01T11:59:59Z", vintage: nil),
    Moment(asOf: "2020-01-01T12:00:00Z", vintage: 1),
    Moment(asOf: "2021-06-01T00:00:00Z", vintage: 2),
    // The older edition that was loaded late never held.
    Moment(asOf: "2022-06-01T00:00:00Z", vintage: 2),
    Moment(publishedBy: "2012-01-02T23:59:59Z", vintage: nil),
    Moment(publishedBy: "2012-01-03T00:00:00Z", vintage: 3),
    Moment(publishedBy: "2012-05-10T23:59:59Z", vintage: 3),
    Moment(publishedBy: "2012-05-11T00:00:00Z", vintage: 1),
    Moment(publishedBy: "2014-01-01T00:00:00Z", vintage: 2),
    // Our clock stands in for the undated one.
    Moment(publishedBy: "2023-01-01T11:59:59Z", vintage: 2),
    Moment(publishedBy: "2023-01-01T12:00:00Z", vintage: 4),
    Moment(asOf: "2020-06-01T00:00:00Z", publishedBy: "2014-01-01T00:00:00Z", vintage: 1),
    Moment(asOf: "2021-06-01T00:00:00Z", publishedBy: "2012-02-01T00:00:00Z", vintage: nil),
  ])
  func `a moment sees one vintage or none`(moment: Moment) throws {
    try inTemporaryFolder { folder in
      let reader = try store(in: folder)
      let viewpoint = Viewpoint(
        asOf: moment.asOf.map(Self.moment), publishedBy: moment.publishedBy.map(Self.moment))
      for bounds in [YearBounds.all, .latest, .span(2011...2011)] {
        let seen = try reader.years(bounds, from: viewpoint).map(\.current.vintage)
        #expect(seen == [moment.vintage].compactMap(\.self), "\(bounds)")
      }
      #expect(try reader.years(.span(2012...2013), from: viewpoint).isEmpty)
    }
  }
}
