import Foundation
import Testing

@testable import StatusFile

@Suite struct HealthTests {
  private func line(
    _ status: Status = .bare, at moment: Double = 20, w warning: Int = 14, c critical: Int = 45
  ) throws -> String {
    let thresholds = try #require(Health.Thresholds(warning: warning, critical: critical))
    return status.health(at: .at(moment), thresholds).line
  }

  private func calm(overdue days: Int? = nil) -> Status {
    var status = Status.bare
    status.problems = []
    status.datasets = [
      Status.DatasetState(
        id: "county-flows", newestYear: 2011, vintage: 1, expectedYear: 2012, dueOn: "2013-05-15",
        overdueDays: days)
    ]
    return status
  }

  @Test func `nothing new is calm, and says until when`() throws {
    #expect(
      try line(calm())
        == "FLYT OK - 2011 is newest; 2012 not due until 2013-05-15 | overdue_days=0;14;45;0 sources_failing=0;;;0 "
        + "quarantine=0;;;0 releases=0;;;0 heartbeat_age=4s;;44;0")
  }

  @Test(arguments: [(1, "OK"), (13, "OK"), (14, "WARNING"), (44, "WARNING"), (45, "CRITICAL")])
  func `lateness goes by the thresholds`(days: Int, word: String) throws {
    var status = calm(overdue: days)
    status.problems = [
      Status.Problem(code: "late", severity: .warning, since: .at(0), text: "the daemon's own word")
    ]
    let line = try line(status)
    #expect(line.hasPrefix("FLYT \(word) - "), "\(line)")
    #expect(line.contains("overdue_days=\(days);14;45;0") && !line.contains("own word"))
    if word != "OK" {
      #expect(line.contains("county-flows: 2012 was due on 2013-05-15, \(days) days overdue"))
    }
  }

  @Test func `a daemon that is dead or stopped is critical`() throws {
    #expect(try line(calm(), at: 61).hasPrefix("FLYT CRITICAL - no heartbeat since 2026-11-22T18:01:00Z | "))
    var status = calm()
    status.state = .stopped
    #expect(
      try line(status, at: 20).hasPrefix(
        "FLYT CRITICAL - the daemon was stopped in good order at 2026-11-22T18:00:15Z | "))
  }

  @Test func `the worst problem comes first, and others are counted`() throws {
    var status = calm(overdue: 20)
    status.problems = [
      Status.Problem(code: "quarantine", severity: .warning, since: .at(0), text: "3 refused"),
      Status.Problem(code: "source-blind", severity: .critical, since: .at(0), text: "blind | since\nlong"),
    ]
    #expect(try line(status).hasPrefix("FLYT CRITICAL - blind / since long (and 2 more, see flyt status) | "))
  }

  @Test func `thresholds must make sense`() {
    #expect(Health.Thresholds(warning: 5, critical: 4) == nil)
    #expect(Health.Thresholds(warning: -1, critical: 4) == nil)
    #expect(Health.Thresholds(warning: 4, critical: 4) != nil)
  }
}
