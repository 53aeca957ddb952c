import FlytTesting
import Foundation
import Testing

/// A disk that fails, and one that is full.
@Suite(.serialized, .enabled(if: canTrace, "strace may not trace here"))
struct FailingDiskTests {
  private struct Fault: Sendable {
    let call: String
    let error: String
    let code: String
  }

  @Test(arguments: [
    ("fdatasync", "EIO", "store-unreadable"), ("pwrite64", "ENOSPC", "disk-full"),
    ("pwrite64", "EIO", "store-unreadable"),
  ])
  func `a store that cannot be written loses nothing and says so`(call: String, error: String, code: String)
    throws
  {
    for first in [1, 2, 3, 5] {
      let station = try Station()
      try station.folder.write("first.txt", Pages.page(year: 2001))
      #expect(try station.flyt("ingest", "first.txt").status == 0)
      try station.folder.write("real.txt", Pages.real())
      let child = try station.start(
        ["ingest", "real.txt", "--json"],
        through: Self.fault(call, error, from: first, on: station.path("flyt.db-wal")))
      let ending = try child.wait()
      guard ending.way != .exited(0) else { break }
      #expect(ending.way == .exited(74), "\(call) \(first): \(child.output.text)\(child.errors.text)")
      #expect(
        at(try JSONValue(child.output), "error", "code")?.text == code,
        "\(call) \(first): \(child.output.text)")
      #expect(try station.flyt("ingest", "real.txt").status == 0)
      #expect(try station.sqlite("SELECT count(*), sum(vintage) FROM release") == "2|2")
      #expect(try station.sqlite("PRAGMA integrity_check") == "ok")
    }
  }

  @Test(arguments: ["EIO", "ENOSPC"])
  func `one look on a failing disk says so, and the next one does the work`(error: String) throws {
    let station = try Station()
    #expect(try station.flyt("run", "--once").status == 0)
    try station.drop(Pages.real(), as: "real.txt")
    let child = try station.start(
      ["run", "--once"], through: Self.fault("pwrite64", error, from: 2, on: station.path("flyt.db-wal")))
    #expect(try child.wait().way == .exited(74), "\(child.output.text)\(child.errors.text)")
    #expect(child.errors.text.contains("real.txt: not stored."))
    #expect(station.names(in: "inbox") == ["real.txt"])
    #expect(try station.flyt("run", "--once").status == 0)
    #expect(station.names(in: "accepted") == ["real.txt"])
    #expect(try station.sqlite("SELECT count(*) FROM release") == "1")
  }

  @Test(.enabled(if: getuid() == 0, "only root may mount"))
  func `a full disk stores nothing by half, and the daemon goes on when there is room`() throws {
    let station = try Station()
    try station.folder.makeFolder("disk")
    try run("mount", "-t", "tmpfs", "-o", "size=400k", "flyt-test", station.path("disk"), in: station)
    defer { try? run("umount", "-l", station.path("disk"), in: station) }
    let store = ["FLYT_STORE": station.path("disk/flyt.db")]
    for (position, year) in (1999...2011).enumerated() {
      try station.folder.write("page-\(position).txt", Pages.page(year: year))
    }
    let names = (0..<13).map { "page-\($0).txt" }
    let child = try station.start(["ingest", "--json"] + names, with: store)
    #expect(try child.wait().way == .exited(74))
    let report = try JSONValue(child.output)
    #expect(at(report, "error", "code") == "disk-full", "\(child.output.text)")
    let stored = at(report, "outcomes")?.list.count ?? 0
    #expect(stored > 0 && stored < 13)
    let years = try station.start(["years", "--json"], with: store)
    #expect(try years.wait().way == .exited(0), "\(years.errors.text)")
    #expect(at(try JSONValue(years.output), "years")?.list.count == stored)
    try run("mount", "-o", "remount,size=8m", station.path("disk"), in: station)
    let rest = try station.start(["ingest", "--json"] + names, with: store)
    #expect(try rest.wait().way == .exited(0), "\(rest.output.text)")
    let fates = at(try JSONValue(rest.output), "outcomes")?.list.compactMap { $0["outcome"]?.text } ?? []
    #expect(fates.count { $0 == "sighting" } == stored)
    #expect(fates.count { $0 == "new" } == 13 - stored)
  }

  private static func fault(_ call: String, _ error: String, from first: Int, on path: String) -> [String] {
    [
      "strace", "-f", "-qq", "-o", "/dev/null", "-P", path, "-e", "trace=\(call)",
      "-e", "inject=\(call):error=\(error):when=\(first)+",
    ]
  }

  private func run(_ program: String, _ arguments: String..., in station: Station) throws {
    let child = try Child(
      program, arguments, environment: ["PATH": "/usr/sbin:/sbin:/usr/bin:/bin"], in: station.path(""))
    guard try child.wait().way == .exited(0) else {
      throw NeverHappened(what: program, errors: child.errors.text)
    }
  }
}
