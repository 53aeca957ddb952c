import FlytTesting
import Foundation
import Testing

/// `kill -9` at every call that a look at an address makes, one at a time.
@Suite(.serialized, .enabled(if: canTrace, "strace may not trace here"))
struct WebKillTests {
  private static let calls = [
    "pwrite64", "fdatasync", "socket", "connect", "sendto", "recvfrom", "close", "openat", "futex",
  ]
  /// The control: a call that is never made would prove nothing.
  private static let mustBeHit: Set<String> = [
    "pwrite64", "fdatasync", "socket", "connect", "sendto", "recvfrom",
  ]

  private func shots(at call: String) -> [Int] {
    if isThorough { return Array(1...60) }
    switch call {
    case "pwrite64": return [1, 4, 8, 14, 22, 32]
    case "fdatasync": return [1, 2, 3, 4, 5]
    case "close", "openat", "futex": return [20, 45, 70]
    default: return [1, 2, 3]
    }
  }

  @Test(arguments: calls)
  func `an edition at an address survives a kill at any call, stored once`(call: String) throws {
    let (first, second) = (try Pages.page(), try Pages.page(changing: [Pages.flow("01", "02"): 7]))
    var hits = 0
    for number in shots(at: call) {
      let web = try WebStation { _ in reply(200, first, headers: ["ETag": "\"1\""]) }
      // So that the first writes don't stand in front of those of the look.
      try web.station.folder.write("other.txt", Pages.page(year: 2001))
      #expect(try web.station.flyt("ingest", "other.txt").status == 0)
      let child = try web.station.start(["run", "--once"], through: KillTests.shot(at: call, number))
      guard try child.wait().way == .killed(SIGKILL) else { break }
      hits += 1
      let wasKept = try web.station.sqlite("SELECT count(*) FROM attempt WHERE source = 'pages'") != "0"
      // What the address had is gone for ever; only what we have of it is left.
      web.server.answer { _ in reply(200, second, headers: ["ETag": "\"2\""]) }
      let again = try web.station.flyt("run", "--once")
      #expect(again.status == 0, "\(call) \(number): \(again.errors.text)")
      let vintages = try web.station.sqlite(
        "SELECT group_concat(vintage) FROM release WHERE referenceYear = 2010")
      #expect(vintages == (wasKept ? "1,2" : "1"), "\(call) \(number)")
      #expect(try web.station.sqlite("SELECT * FROM pragma_integrity_check") == "ok")
      #expect(try web.station.sqlite("SELECT entityTag FROM address") == "\"2\"")
      #expect(try web.station.flyt("run", "--once").status == 0)
      #expect(try web.station.sqlite("SELECT count(*) FROM sighting") == "0", "\(call) \(number)")
    }
    if Self.mustBeHit.contains(call) { #expect(hits > 0, "\(call) is never called: the test proves nothing") }
  }

  @Test func `an answer is carried to its end although its source is not in the settings any more`() throws {
    let page = try Pages.page()
    for number in shots(at: "pwrite64") {
      let web = try WebStation { _ in reply(200, page) }
      try web.station.folder.write("other.txt", Pages.page(year: 2001))
      #expect(try web.station.flyt("ingest", "other.txt").status == 0)
      let child = try web.station.start(["run", "--once"], through: KillTests.shot(at: "pwrite64", number))
      _ = try child.wait()
      let open = try web.station.sqlite(
        "SELECT count(*) FROM attempt WHERE source = 'pages' AND id NOT IN (SELECT attempt FROM outcome)")
      guard open == "1" else { continue }
      try web.station.writeSettings(others: "")
      #expect(try web.station.flyt("run", "--once").status == 0)
      #expect(
        try web.station.sqlite("SELECT group_concat(vintage) FROM release WHERE referenceYear = 2010") == "1")
      #expect(try web.station.flyt("run", "--once").status == 0)
      #expect(try web.station.sqlite("SELECT count(*) FROM sighting") == "0")
      return
    }
    Issue.record("no shot fell between the attempt and its outcome: the test proves nothing")
  }

  @Test(arguments: [false, true])
  func `an edition that was there for a moment, and whatever came after it, survive a kill`(isPacked: Bool)
    throws
  {
    let (first, second) = (try Pages.page(), try Pages.page(changing: [Pages.flow("01", "02"): 7]))
    let answer = { @Sendable (page: [UInt8], name: String) in
      isPacked
        ? reply(200, gzip(page), headers: ["ETag": name, "Content-Encoding": "gzip"])
        : reply(200, page, headers: ["ETag": name])
    }
    var kept = 0
    for number in shots(at: "pwrite64") {
      let web = try WebStation { _ in answer(first, "\"1\"") }
      #expect(try web.station.flyt("run", "--once").status == 0)
      web.server.answer { _ in answer(second, "\"2\"") }
      let child = try web.station.start(["run", "--once"], through: KillTests.shot(at: "pwrite64", number))
      guard try child.wait().way == .killed(SIGKILL) else { break }
      let extracts =
        try Int(web.station.sqlite("SELECT count(*) FROM extract WHERE firstName LIKE 'http%'")) ?? 0
      let wasKept = extracts > (isPacked ? 2 : 1)
      kept += wasKept ? 1 : 0
      // The publisher goes back, and the server knows what we were told before.
      web.server.answer { request in
        request.headers["if-none-match"] == "\"1\"" ? reply(304) : answer(first, "\"1\"")
      }
      for _ in 1...2 { #expect(try web.station.flyt("run", "--once").status == 0) }
      let vintages = try web.station.sqlite("SELECT group_concat(vintage) FROM release")
      #expect(vintages == (wasKept ? "1,2,3" : "1"), "pwrite64 \(number)")
      let now = try web.station.sqlite(
        "SELECT persons FROM current_flow WHERE origin = '01' AND destination = '02'")
      #expect(now != "7", "pwrite64 \(number)")
    }
    #expect(kept > 0, "nothing was ever kept and not finished: the test proves nothing")
  }
}
