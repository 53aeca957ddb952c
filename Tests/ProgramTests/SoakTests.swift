import FlytTesting
import Foundation
import Testing

@Suite struct SoakTests {
  /// So long a day takes here; `make soak` gives it more.
  private static let day: Double =
    ProcessInfo.processInfo.environment["FLYT_SOAK_SECONDS"].flatMap(Double.init) ?? 24

  @Test func `a day of looks, files and questions leaves it no larger`() throws {
    let speed = 86_400 / Self.day
    // One source works, and one never does.
    let station = try Station(
      settings: "[[source]]\nname = \"gone\"\nkind = \"folder\"\npath = \"nowhere/inbox\"\nevery = \"60s\"\n")
    let settings = try station.folder.bytes("flyt.toml").text
    // At the intervals of a real daemon where there is time for them, else at longer ones.
    let every = Self.day >= 300 ? "5s" : "60s"
    try station.folder.write(
      "flyt.toml",
      text: settings.replacing("every = \"200ms\"", with: "every = \"\(Self.day >= 300 ? "15s" : "60s")\"")
        .replacing("every = \"50ms\"\nsettle = \"30ms\"", with: "every = \"\(every)\"\nsettle = \"3s\""))
    // One pool of the allocator: those of each thread fill up for a while, which would hide a leak.
    let daemon = try RunningDaemon(
      in: station, with: ["FLYT_CLOCK_SPEED": "\(speed)", "MALLOC_ARENA_MAX": "1"])
    let gauge = ProcessGauge(daemon.child.pid)
    var early: Reading?
    var hour = 0
    // Each hour brings a file and a question; the first hours fill caches.
    while hour < 24 {
      try daemon.expect("hour \(hour)", upTo: .seconds(600)) { (hours(of: $0) ?? 0) >= Double(hour) }
      try station.drop(hour % 3 == 2 ? Pages.junk : Pages.real(), as: "hour\(hour).txt")
      #expect(try askOverSocket("metrics", of: station).contains("flyt_info"))
      daemon.child.signal(SIGHUP)
      if hour % 5 == 4 { #expect(try station.flyt(hour % 2 == 0 ? "pause" : "resume", "inbox").status == 0) }
      if hour == 10 { early = try Reading(gauge, station) }
      hour += 1
    }
    try daemon.expect("the end of the day", upTo: .seconds(600)) { (hours(of: $0) ?? 0) >= 24 }
    #expect(try station.flyt("resume").status == 0)
    try waiting(for: "every file put away") { station.names(in: "inbox").isEmpty }
    let late = try Reading(gauge, station)
    let before = try #require(early)
    #expect(late.memory <= before.memory + 4096, "\(before) \(late)")
    #expect(late.descriptors <= before.descriptors + 2, "\(before) \(late)")
    #expect(late.threads <= before.threads + 4, "\(before) \(late)")
    #expect(late.status <= before.status + 1024, "\(before) \(late)")
    #expect(RunningDaemon.problems(try station.status()).contains("clock-for-tests"))
    #expect(try daemon.stop().way == .exited(0))
    // Uneventful looks are folded: a day of them is no heap of rows.
    #expect(try Int(station.sqlite("SELECT count(*) FROM look")) ?? .max < 500)
  }

  /// What it takes.
  private struct Reading {
    /// - Unit: kilobytes.
    let memory: Int
    let descriptors: Int
    let threads: Int
    /// - Unit: bytes.
    let status: Int

    init(_ gauge: ProcessGauge, _ station: Station) throws {
      memory = try gauge.account("RssAnon")
      descriptors = try gauge.descriptors()
      threads = try gauge.account("Threads")
      status = try station.folder.bytes("status.json").count
    }
  }

  /// How many hours it has been running, by its own clock.
  private func hours(of status: JSONValue) -> Double? {
    let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    guard let start = at(status, "daemon", "startedAt")?.text, let now = status["generatedAt"]?.text,
      let first = try? style.parse(start), let last = try? style.parse(now)
    else { return nil }
    return last.timeIntervalSince(first) / 3600
  }
}
