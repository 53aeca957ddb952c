import FlytTesting
import Foundation
import Testing

/// Another user of the group, who may read and nothing else.
@Suite(.enabled(if: getuid() == 0, "only root can become somebody else"))
struct OtherReadersTests {
  private static let group = "4711"

  @Test func `another user of the group reads beside the daemon, after its stop and after its death`() throws
  {
    let station = try Station()
    // The build folder may be closed to others. Copied by a child, since another test's child might inherit our open file,
    // and a program that somebody has open for writing can't be started.
    let copy = try Child(
      "cp", [Station.program, station.path("flyt")], environment: ["PATH": "/usr/bin:/bin"],
      in: station.folder.path)
    #expect(try copy.wait().way == .exited(0))
    for name in ["", "flyt"] { #expect(chmod(station.path(name), 0o755) == 0) }
    let daemon = try RunningDaemon(in: station)
    try station.drop(Pages.real(), as: "real.txt")
    try daemon.expectFile("real.txt", in: "accepted")
    try expectAnswer(in: station)
    #expect(try daemon.stop().way == .exited(0))
    try expectAnswer(in: station)
    let next = try RunningDaemon(in: station)
    try station.drop(Pages.page(), as: "page.txt")
    try next.expectFile("page.txt", in: "accepted")
    #expect(try next.stop(SIGKILL).way == .killed(SIGKILL))
    try expectAnswer(in: station)
    let writer = try asOther(["ingest", "accepted/real.txt"], in: station)
    #expect(try writer.wait().way == .exited(77))
  }

  private func expectAnswer(in station: Station) throws {
    let answer = try asOther(["flow", "Oslo", "Akershus", "--year", "2011", "--json"], in: station)
    #expect(try answer.wait().way == .exited(0), "\(answer.errors.text)")
    #expect(at(try JSONValue(answer.output), "figures", 0, "persons") == 13_813)
    #expect(try asOther(["status"], in: station).wait().way == .exited(0))
  }

  private func asOther(_ arguments: [String], in station: Station) throws -> Child {
    for name in ["flyt.db", "flyt.db-wal", "flyt.db-shm", "flyt.db.lock", "status.json"] {
      #expect(chown(station.path(name), 0, gid_t(Self.group) ?? 0) == 0)
    }
    let user = ["setpriv", "--reuid=4712", "--regid=\(Self.group)", "--clear-groups"]
    return try station.start(
      arguments, through: user, program: station.path("flyt"),
      with: [
        "FLYT_CONFIG": nil, "FLYT_STORE": station.path("flyt.db"), "FLYT_STATUS": station.path("status.json"),
      ])
  }
}
