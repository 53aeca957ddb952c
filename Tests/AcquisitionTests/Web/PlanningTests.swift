import Acquisition
import FlowTables
import Foundation
import Testing

@Suite struct PlanningTests {
  private static let now = Date(timeIntervalSince1970: 1_800_000_000)
  private static func year(_ value: Int) throws -> ReferenceYear { try #require(ReferenceYear(value)) }

  private func plan(
    _ years: ClosedRange<Int>, stored: [Int: Double?], missed: [Int: Double] = [:],
    every: Duration = .seconds(3600),
    sweep: Duration = .seconds(86_400)
  ) throws -> [String] {
    let plan = YearPlan(
      years: try years.map(Self.year),
      stored: try Dictionary(
        uniqueKeysWithValues: stored.map { ($0, $1) }.map { pair in
          (try Self.year(pair.0), YearPlan.Stored(seenAt: pair.1.map { Self.now - $0 }))
        }),
      missedAt: try Dictionary(
        uniqueKeysWithValues: missed.map { (try Self.year($0.key), Self.now - $0.value) }), every: every,
      sweep: sweep)
    return plan.wanted(at: Self.now).map { wanted in
      "\(wanted.year)\(wanted.isStored ? " stored" : "")\(wanted.isUnconditional ? " whole" : "")"
    }
  }

  @Test func `the newest year and those after it come each time`() throws {
    #expect(
      try plan(2009...2012, stored: [2009: 10, 2010: 10]) == ["2012 whole", "2011 whole", "2010 stored"])
  }

  @Test func `one stored year at a time is seen whole again`() throws {
    #expect(
      try plan(2008...2011, stored: [2008: 90_000, 2009: 100_000, 2010: 10, 2011: 10])
        == ["2011 stored", "2009 stored whole"])
    #expect(
      try plan(2008...2011, stored: [2008: nil, 2009: 100_000, 2010: 10, 2011: 10])
        == ["2011 stored", "2008 stored whole"])
    #expect(try plan(2011...2011, stored: [2011: 90_000]) == ["2011 stored whole"])
  }

  @Test func `gaps come at once, and then seldom`() throws {
    #expect(
      try plan(2008...2011, stored: [2008: 10, 2011: 10]) == ["2011 stored", "2010 whole", "2009 whole"])
    #expect(
      try plan(2008...2011, stored: [2008: 10, 2011: 10], missed: [2009: 20_000, 2010: 7200])
        == ["2011 stored", "2009 whole"])
  }

  @Test func `an empty store asks for all years once, and for the last two each time`() throws {
    #expect(try plan(2008...2011, stored: [:]) == ["2011 whole", "2010 whole", "2009 whole", "2008 whole"])
    #expect(
      try plan(2008...2011, stored: [:], missed: [2008: 60, 2009: 60, 2010: 60, 2011: 60])
        == ["2011 whole", "2010 whole"])
  }

  @Test func `a clock that was set back stops no looks`() throws {
    #expect(try plan(2011...2011, stored: [2011: -500_000]) == ["2011 stored whole"])
  }

  // MARK: The calendar

  private func season(_ past: [Int: String], announced: String? = nil, due: (Int, Int)? = (5, 11)) throws
    -> Season?
  {
    Season(
      of: try Self.year(2012),
      expected: due.map { Dataset.ExpectedDate(month: $0.0, day: $0.1, graceDays: 30) },
      past: try Dictionary(
        uniqueKeysWithValues: past.map { (try Self.year($0.key), try #require(CivilDate(iso: $0.value))) }),
      announced: announced.flatMap { CivilDate(iso: $0) })
  }

  @Test func `the season is learnt from the days on which editions came`() throws {
    let season = try #require(try season([2008: "2009-05-07", 2009: "2010-05-06", 2010: "2011-03-30"]))
    #expect("\(season.first) \(season.last)" == "2013-03-23 2013-06-10")
    #expect(season.contains(try #require(CivilDate(iso: "2013-05-09"))))
    #expect(!season.contains(try #require(CivilDate(iso: "2013-01-09"))))
  }

  @Test func `what the publisher announces counts, and an edition of another year does not`() throws {
    let announced = try #require(try season([2001: "2012-05-07"], announced: "2013-07-01"))
    #expect("\(announced.first) \(announced.last)" == "2013-05-04 2013-07-31")
    #expect(try season([:], due: nil) == nil)
  }

  @Test func `its days are tried from the latest`() throws {
    let season = try #require(try season([:]))
    #expect(
      season.days(upTo: try #require(CivilDate(iso: "2013-05-06"))).map(\.description) == [
        "2013-05-06", "2013-05-05", "2013-05-04",
      ])
    #expect(season.days(upTo: try #require(CivilDate(iso: "2013-01-01"))).isEmpty)
  }

  // MARK: The rhythm

  @Test func `around the expected day looks come more often`() {
    let rhythm = LookRhythm(every: .seconds(21_600))
    #expect(rhythm.pause(after: .good, inSeason: false, random: 0) == .seconds(21_600))
    #expect(rhythm.pause(after: .good, inSeason: true, random: 0) == .seconds(3600))
    #expect(rhythm.pause(after: .good, inSeason: false, random: 1) == .seconds(19_440))
    #expect(LookRhythm(every: .seconds(60)).pause(after: .good, inSeason: true, random: 0) == .seconds(60))
  }

  @Test func `failures come back with full jitter, doubling up to the usual time`() {
    let rhythm = LookRhythm(every: .seconds(3600))
    func pause(
      _ times: Int, _ kind: WebError.Kind = .transient, _ wish: Duration? = nil, _ random: Double = 1
    )
      -> Duration
    { rhythm.pause(after: .failed(times: times, kind, retryAfter: wish), inSeason: true, random: random) }
    #expect(
      [1, 2, 3, 7, 8, 1000].map { pause($0) } == [30, 60, 120, 1920, 3600, 3600].map { Duration.seconds($0) })
    #expect(pause(3, .transient, nil, 0.5) == .seconds(60))
    #expect(pause(1, .blocked) == .seconds(600))
    #expect(pause(50, .blocked) == .seconds(86_400))
    #expect(pause(1, .blocked, .seconds(7200), 0) == .seconds(7200))
  }

  @Test(arguments: [0.1, 0.5, 1.0])
  func `a day of failures is neither hammered nor slept through`(random: Double) {
    let rhythm = LookRhythm(every: .seconds(21_600))
    var (passed, looks, longest) = (Duration.zero, 0, Duration.zero)
    while passed < .seconds(86_400), looks < 1000 {
      looks += 1
      let pause = rhythm.pause(
        after: .failed(times: looks, .transient, retryAfter: nil), inSeason: true, random: random)
      (passed, longest) = (passed + pause, max(longest, pause))
    }
    #expect((10...60).contains(looks), "\(looks)")
    #expect(longest <= .seconds(21_600))
  }

  @Test func `closed hours end on the local clock, also when that is changed`() throws {
    let quiet = try #require(QuietHours(fromMinute: 300, toMinute: 495, zone: "Europe/Oslo"))
    let summer = try Date("2026-07-01T03:30:00Z", strategy: .iso8601)
    #expect(quiet.end(from: summer) == (try Date("2026-07-01T06:15:00Z", strategy: .iso8601)))
    let winter = try Date("2026-01-15T04:00:00Z", strategy: .iso8601)
    #expect(quiet.end(from: winter) == (try Date("2026-01-15T07:15:00Z", strategy: .iso8601)))
    let noon = try Date("2026-01-15T12:00:00Z", strategy: .iso8601)
    #expect(quiet.end(from: noon) == noon)
    let overnight = try #require(QuietHours(fromMinute: 23 * 60, toMinute: 60, zone: "UTC"))
    #expect(
      overnight.end(from: try Date("2026-01-15T23:30:00Z", strategy: .iso8601))
        == (try Date("2026-01-16T01:00:00Z", strategy: .iso8601)))
    #expect(QuietHours(fromMinute: 0, toMinute: 1, zone: "Nowhere/Town") == nil)
  }

  // MARK: Addresses

  @Test func `a template makes addresses, and none that lacks something`() throws {
    let template = AddressTemplate("https://example.org/{year}/tab-{releasedOn}-02")
    let date = try #require(CivilDate(iso: "2012-05-11"))
    #expect(
      try template.address(year: Self.year(2011), releasedOn: date).text
        == "https://example.org/2011/tab-2012-05-11-02")
    #expect(throws: WebAddress.Problem.malformed) { try template.address(year: Self.year(2011)) }
  }

  @Test(
    arguments: [
      ("*/tab-{releasedOn}-02", "https://example.org/a/tab-2012-05-11-02", true, nil),
      ("*/tab-{releasedOn}-02", "https://example.org/a/tab-2012-13-11-02", false, nil),
      ("*{year}*.csv", "https://example.org/1899/flows_2011_en.csv", true, 2011),
      ("https://example.org/{year}", "https://example.org/2011", true, 2011),
      ("https://example.org/{year}", "https://example.org/2011/x", false, nil),
      ("*a*b", "https://xaab", true, nil), ("*a*b", "https://xaac", false, nil),
    ] as [(String, String, Bool, Int?)])
  func `a pattern knows the wanted links`(pattern: String, address: String, isWanted: Bool, year: Int?) {
    let match = LinkPattern(pattern).match(address)
    #expect((match != nil) == isWanted)
    #expect(match?.year?.value == year)
  }

  @Test func `a hostile pattern or address costs little`() {
    let began = ContinuousClock.now
    #expect(
      LinkPattern(String(repeating: "*a", count: 60) + "b").match(String(repeating: "a", count: 4000)) == nil)
    #expect(ContinuousClock.now - began < .seconds(5))
  }
}

@Suite struct HostGateTests {
  @Test func `one question at a time goes to a server, with a gap`() async {
    let gate = HostGate()
    let log = Log()
    let began = ContinuousClock.now
    await withTaskGroup { group in
      for number in 0..<4 {
        group.addTask {
          await gate.pass(to: "a:80", gap: .milliseconds(60)) {
            await log.enter()
            // Others get every chance to come in as well.
            for _ in 0..<20 { await Task.yield() }
            await log.leave("a\(number)")
          }
        }
      }
    }
    #expect(await log.most == 1)
    #expect(await log.entries.count == 4)
    #expect(ContinuousClock.now - began >= .milliseconds(3 * 60))
  }

  @Test func `a server that wants to be left alone is, whoever asks next`() async {
    let gate = HostGate()
    _ = await gate.pass(to: "a:80", gap: .zero) { true }
    let began = ContinuousClock.now
    await gate.rest(at: "a:80", for: .milliseconds(120))
    let asked = await gate.pass(to: "a:80", gap: .zero) { ContinuousClock.now }
    #expect(asked.map { $0 - began >= .milliseconds(120) } == true)
  }

  @Test func `a server that wants to be left alone is, whoever waits for his turn`() async {
    let gate = HostGate()
    let first = await gate.pass(to: "a:80", gap: .zero) {
      let second = Task { await gate.pass(to: "a:80", gap: .zero) { ContinuousClock.now } }
      // So that it stands in the queue when the server says that it has had enough.
      for _ in 0..<100 { await Task.yield() }
      let began = ContinuousClock.now
      await gate.rest(at: "a:80", for: .milliseconds(150))
      return (began, second)
    }
    guard let (began, second) = first else {
      Issue.record("nobody passed")
      return
    }
    #expect(await second.value.map { $0 - began >= .milliseconds(150) } == true)
  }

  @Test func `servers don't wait for one another`() async {
    let gate = HostGate()
    let both = await gate.pass(to: "a:80", gap: .seconds(60)) {
      await gate.pass(to: "b:80", gap: .seconds(60)) { true }
    }
    #expect(both == true)
  }

  @Test func `who gives up lets the next pass`() async {
    let gate = HostGate()
    let second = await gate.pass(to: "a", gap: .zero) {
      let second = Task { await gate.pass(to: "a", gap: .zero) { true } }
      for _ in 0..<100 { await Task.yield() }
      second.cancel()
      // While the first is still inside: it does not wait for its turn to give up.
      return await second.value
    }
    #expect(second == .some(nil))
    #expect(await gate.pass(to: "a", gap: .zero) { true } == true)
  }

  private actor Log {
    private(set) var entries: [String] = []
    private(set) var most = 0
    private var inside = 0

    func enter() {
      inside += 1
      most = max(most, inside)
    }

    func leave(_ entry: String) {
      inside -= 1
      entries.append(entry)
    }
  }
}
