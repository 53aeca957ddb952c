import FlowTables
import Testing

@testable import ReleaseStore

@Suite struct CurrentVintageTests {
  struct Arrivals: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let dates: [String?]
    let current: Int
  }

  @Test(arguments: [
    Arrivals(testDescription: "the later date", dates: ["2012-05-11", "2013-05-11"], current: 2),
    Arrivals(
      testDescription: "an older edition, loaded late", dates: ["2013-05-11", "2012-05-11"], current: 1),
    Arrivals(testDescription: "equal dates", dates: ["2012-05-11", "2012-05-11"], current: 2),
    Arrivals(testDescription: "no dates", dates: [nil, nil], current: 2),
    Arrivals(testDescription: "undated after dated", dates: ["2012-05-11", nil], current: 2),
    Arrivals(
      testDescription: "an older edition after an undated one",
      dates: ["2012-05-11", nil, "2012-01-01"], current: 2),
    Arrivals(
      testDescription: "back after an older edition", dates: ["2013-05-11", "2012-05-11", nil], current: 3),
  ])
  func `current is the latest edition, else the last to arrive`(_ arrivals: Arrivals) throws {
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      try take(arrivals.dates.map { $0.flatMap { CivilDate(iso: $0) } }, into: store)
      #expect(try Sample.reader(in: folder).years().map(\.current.vintage) == [arrivals.current])
    }
  }

  @Test func `any order of arrival gives the current vintage of the fold`() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SplitMix(state: seed)
    try inTemporaryFolder { folder in
      let store = try Sample.store(in: folder)
      for round in 0..<30 {
        let days = (0..<Int.random(in: 1...7, using: &random)).map { _ in
          Int.random(in: 0...4, using: &random)
        }
        let dates = days.map { CivilDate(year: 2012, month: 5, day: $0) }
        try take(dates, into: store, dataset: "round-\(round)")
        let year = try #require(try Sample.reader(in: folder).years(of: "round-\(round)").first)
        #expect(year.vintages == dates.count)
        #expect(year.current.vintage == foldedCurrent(dates), "seed \(seed), round \(round), days \(days)")
      }
    }
  }

  /// The rule again, told as a fold: an undated edition carries on the date of the one it replaces.
  private func foldedCurrent(_ dates: [CivilDate?]) -> Int {
    var (current, since) = (0, CivilDate?.none)
    for (vintage, date) in zip(1..., dates) {
      if let date, let latest = since, date < latest { continue }
      (current, since) = (vintage, date ?? since)
    }
    return current
  }

  private func take(_ dates: [CivilDate?], into store: ReleaseStore, dataset: String = "demo-flows") throws {
    for (number, date) in dates.enumerated() {
      let table = try Sample.table(number * 100, dataset: dataset, releasedOn: date?.description)
      try store.take(table, as: Sample.extract("\(dataset) \(number)"))
    }
  }
}

/// A generator whose whole run follows from a seed that a failing test can print.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
