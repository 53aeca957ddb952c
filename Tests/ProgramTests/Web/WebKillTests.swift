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
}
