import FlytTesting
import Foundation
import Testing

/// `kill -9` at every call that changes a disk, one at a time.
///
/// `strace` counts the calls of each thread by itself, so the store is made beforehand: then the few
/// writes of opening don't stand in front of those of the extract.
@Suite(.serialized, .enabled(if: canTrace, "strace may not trace here"))
struct KillTests {
  /// What a run calls to change files, or to begin working on one.
  private static let calls = [
    "pwrite64", "fdatasync", "fsync", "write", "renameat2", "renameat", "rename", "unlinkat", "unlink",
    "ftruncate",
    "flock", "openat2", "mkdir", "fallocate", "openat", "close",
  ]
  /// Enough shots at a call for the sample; all of them with `FLYT_ALL_SHOTS=1`.
  private static let sample = isThorough ? Int.max : 6

  /// Shots for the calls that a run makes often: the first ones, then further and further apart.
  private func shots(at call: String) -> [Int] {
    let often = ["openat", "close", "write"].contains(call)
    let numbers = often ? Array(stride(from: 1, through: 400, by: isThorough ? 1 : 40)) : Array(1...60)
    return isThorough ? numbers : Array(numbers.prefix(often ? 4 : 9))
  }

  @Test(arguments: calls)
  func `a year survives a kill at any call, stored once and filed once`(call: String) throws {
    var hits = 0
    for number in shots(at: call) {
      let station = try preparedStation()
      try station.drop(Pages.real(), as: "real.txt")
      guard try isKilled(at: call, number, in: station) else { break }
      hits += 1
      let again = try station.flyt("run", "--once")
      #expect(again.status == 0, "\(call) \(number): \(again.errors.text)")
      #expect(station.names(in: "inbox").isEmpty && station.names(in: "refused").isEmpty, "\(call) \(number)")
      #expect(station.names(in: "accepted") == ["first.txt", "real.txt"], "\(call) \(number)")
      #expect(try storedOnce(in: station) == "1|1|400|ok", "\(call) \(number)")
      #expect(try station.sqlite("SELECT count(*) FROM quarantine") == "0")
    }
    if Self.mustBeHit.contains(call) { #expect(hits > 0, "\(call) is never called: the test proves nothing") }
  }

  @Test(arguments: ["pwrite64", "fdatasync", "fsync", "write", "renameat2", "renameat", "openat2"])
  func `a refused file survives a kill at any call, with whole cards`(call: String) throws {
    for number in shots(at: call) {
      let station = try preparedStation()
      try station.drop(Pages.damaged(), as: "bad.txt")
      guard try isKilled(at: call, number, in: station) else { break }
      // Whatever was decided before the kill is not told again; that it is filed is what counts.
      let again = try station.flyt("run", "--once")
      #expect([0, 65].contains(again.status), "\(call) \(number): \(again.errors.text)")
      #expect(
        station.names(in: "refused").filter { !$0.hasPrefix(".") } == [
          "bad.txt", "bad.txt.card.json", "bad.txt.card.txt",
        ], "\(call) \(number)")
      #expect(!station.names(in: "refused").contains { $0.hasSuffix(".tmp") }, "\(call) \(number)")
      let card = try JSONValue(station.folder.bytes("refused/bad.txt.card.json"))
      #expect(at(card, "outcomes", 0, "findings")?.list.isEmpty == false)
      #expect(try station.sqlite("SELECT count(*), max(state) FROM quarantine") == "1|waiting")
      #expect(try station.sqlite("SELECT count(*) FROM outcome WHERE fate = 'refused'") == "1")
    }
  }

  @Test(arguments: ["pwrite64", "fdatasync", "renameat2", "openat2"])
  func `two halves become one year through a kill at any call`(call: String) throws {
    var hits = 0
    for number in shots(at: call) {
      let station = try preparedStation()
      for half in HalfPage.allCases { try station.drop(half.bytes(), as: "\(half).txt") }
      guard try isKilled(at: call, number, in: station) else { break }
      hits += 1
      let again = try station.flyt("run", "--once")
      #expect([0, 2].contains(again.status), "\(call) \(number): \(again.errors.text)")
      #expect(station.names(in: "inbox").isEmpty, "\(call) \(number)")
      #expect(
        try station.sqlite(
          """
          SELECT (SELECT count(*) FROM release WHERE referenceYear = 2011), (SELECT count(*) FROM flow_cell
            JOIN release ON release.id = "release" WHERE referenceYear = 2011),
            (SELECT count(*) FROM quarantine WHERE state = 'waiting'), (SELECT * FROM pragma_integrity_check)
          """) == "1|400|0|ok", "\(call) \(number)")
    }
    #expect(hits > 0, "\(call) is never called: the test proves nothing")
  }

  @Test func `a fresh store survives a kill while it is being made`() throws {
    var hits = 0
    for number in isThorough ? Array(1...60) : [1, 2, 5, 20] {
      let station = try Station()
      try station.drop(Pages.real(), as: "real.txt")
      guard try isKilled(at: "pwrite64", number, in: station) else { break }
      hits += 1
      #expect(try station.flyt("run", "--once").status == 0, "pwrite64 \(number)")
      #expect(try storedOnce(in: station) == "1|1|400|ok", "pwrite64 \(number)")
    }
    #expect(hits >= 4)
  }

  /// The control: without the second run the work is not done, so that the test above could fail.
  @Test func `a killed run leaves its work to the next`() throws {
    let station = try preparedStation()
    try station.drop(Pages.real(), as: "real.txt")
    #expect(try isKilled(at: "openat2", 1, in: station))
    #expect(station.names(in: "inbox") == ["real.txt"])
    #expect(station.names(in: "accepted") == ["first.txt"])
    #expect(try station.sqlite("SELECT count(*) FROM release WHERE referenceYear = 2011") == "0")
  }

  @Test func `bytes that brought it down three times are not read again`() throws {
    let station = try preparedStation()
    try station.folder.write("real.txt", Pages.real())
    for crash in 1...3 { try crashWhileReading("real.txt", times: crash, in: station) }
    try station.drop(Pages.real(), as: "real.txt")
    let answer = try station.flyt("run", "--once", "--json")
    #expect(answer.status == 65)
    #expect(at(try answer.json(), "outcomes", 0, "findings", 0, "code") == "crashed")
    #expect(station.names(in: "refused").contains("real.txt"))
    #expect(try station.sqlite("SELECT count(*) FROM release WHERE referenceYear = 2011") == "0")
  }

  @Test func `two crashes are forgiven`() throws {
    let station = try preparedStation()
    try station.folder.write("real.txt", Pages.real())
    for crash in 1...2 { try crashWhileReading("real.txt", times: crash, in: station) }
    #expect(try station.flyt("ingest", "real.txt").status == 0)
    #expect(try storedOnce(in: station) == "1|1|400|ok")
  }

  /// Kills it between the attempt's commit and the outcome's, wherever that is.
  private func crashWhileReading(_ name: String, times: Int, in station: Station) throws {
    let crashed =
      "SELECT count(*) FROM attempt WHERE NOT EXISTS (SELECT 1 FROM outcome WHERE attempt = attempt.id)"
    for number in 1...60 {
      let child = try station.start(["ingest", name], through: Self.shot(at: "pwrite64", number))
      #expect(try child.wait().way == .killed(SIGKILL), "the outcome was recorded")
      if try station.sqlite(crashed) == "\(times)" { return }
    }
    throw NeverHappened(what: "crash \(times) while reading")
  }

  /// A station whose store holds another year, and whose folders exist.
  private func preparedStation() throws -> Station {
    let station = try Station(settle: "10ms", every: "10ms")
    try station.drop(Pages.page(year: 2001), as: "first.txt")
    #expect(try station.flyt("run", "--once").status == 0)
    return station
  }

  /// Runs once and kills it at the call of that number; `false` when it ended before.
  private func isKilled(at call: String, _ number: Int, in station: Station) throws -> Bool {
    let child = try station.start(["run", "--once"], through: Self.shot(at: call, number))
    let ending = try child.wait()
    if ending.way == .killed(SIGKILL) { return true }
    #expect(
      [.exited(0), .exited(2), .exited(65)].contains(ending.way), "\(call) \(number): \(child.errors.text)")
    return false
  }

  private func storedOnce(in station: Station) throws -> String {
    try station.sqlite(
      """
      SELECT (SELECT count(*) FROM release WHERE referenceYear = 2011),
        (SELECT count(*) FROM extract WHERE firstName = 'real.txt'),
        (SELECT count(*) FROM flow_cell JOIN release ON release.id = "release" WHERE referenceYear = 2011),
        (SELECT * FROM pragma_integrity_check)
      """)
  }

  private static let mustBeHit: Set<String> = [
    "pwrite64", "fdatasync", "fsync", "write", "renameat2", "openat2", "ftruncate", "flock", "openat",
  ]

  static func shot(at call: String, _ number: Int) -> [String] {
    [
      "strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e",
      "inject=\(call):signal=KILL:when=\(number)",
    ]
  }
}

/// Every shot, not a sample.
let isThorough = ProcessInfo.processInfo.environment["FLYT_ALL_SHOTS"] == "1"

/// Whether `strace` is there and the kernel lets it trace.
let canTrace: Bool = {
  let child = try? Child(
    "strace", ["-o", "/dev/null", "true"], environment: ["PATH": "/usr/bin:/bin"], in: NSTemporaryDirectory())
  return (try? child?.wait().way) == .exited(0)
}()
