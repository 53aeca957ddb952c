import FlytTesting
import Foundation
import Testing

/// `flyt health` as a monitor runs it.
@Suite struct HealthCommandTests {
  private func health(_ station: Station, _ arguments: String...) throws -> (status: Int32, line: String) {
    let child = try station.start(["health"] + arguments)
    guard case .exited(let status) = try child.wait().way else { throw NeverHappened(what: "a normal end") }
    #expect(child.errors.isEmpty, "a monitor reads standard output alone")
    #expect(child.output.text.hasSuffix("\n") && child.output.text.split(separator: "\n").count == 1)
    return (status, child.output.text)
  }

  @Test func `a monitor is told of a running, a killed and a stopped daemon`() throws {
    let station = try Station()
    #expect(try health(station).status == 3)
    let daemon = try RunningDaemon(in: station)
    let running = try health(station)
    #expect(
      running.status == 0
        && running.line.hasPrefix("FLYT OK - nothing is stored yet | overdue_days=0;14;45;0"))
    try station.drop(Pages.damaged(), as: "bad.txt")
    try daemon.expect("the warning") { RunningDaemon.problems($0).contains("quarantine") }
    #expect(try health(station).status == 1)
    daemon.child.signal(SIGKILL)
    _ = try daemon.child.wait()
    try waiting(for: "death") { (try? health(station).status) == 2 }
    #expect(try health(station).line.contains("no heartbeat since"))
    let second = try RunningDaemon(in: station)
    #expect(try second.stop().way == .exited(0))
    let stopped = try health(station)
    #expect(stopped.status == 2 && stopped.line.contains("stopped in good order"))
  }

  @Test(arguments: [
    ["-w", "x"], ["-w", "9", "-c", "3"], ["--nonsense"], ["--status", "/nowhere/status.json"],
  ])
  func `whatever is wrong with the command is unknown`(arguments: [String]) throws {
    let station = try Station()
    let child = try station.start(["health"] + arguments)
    #expect(try child.wait().way == .exited(3))
    #expect(child.output.text.hasPrefix("FLYT UNKNOWN - ") && child.errors.isEmpty)
    #expect(child.output.text.split(separator: "\n").count == 1)
  }

  @Test func `help is help`() throws {
    let station = try Station()
    let child = try station.start(["health", "--help"])
    #expect(try child.wait().way == .exited(0))
    #expect(child.output.text.contains("3 UNKNOWN"))
  }
}
