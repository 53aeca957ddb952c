import Foundation
import Testing

@testable import StatusFile

@Suite struct StatusFileTests {
  @Test func `a status is read back as it was written`() throws {
    try withFolder { folder in
      let path = "\(folder)/status.json"
      for status in [Status.full, .bare] {
        try status.write(to: path)
        #expect(try Status.read(from: path) == status)
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["status.json"])
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o644)
    }
  }

  @Test func `every key is there, and what is not known is null`() throws {
    #expect(
      String(decoding: try Status.bare.json(), as: UTF8.self) == """
        {
          "daemon" : {
            "paused" : false,
            "pid" : 42,
            "settingsSha256" : "ab",
            "startedAt" : "2026-11-22T18:00:00.000Z",
            "version" : "0.1.0"
          },
          "datasets" : [
            {
              "dueOn" : null,
              "expectedYear" : null,
              "id" : "county-flows",
              "missingYears" : [

              ],
              "newestYear" : null,
              "overdueDays" : null,
              "vintage" : null
            }
          ],
          "generatedAt" : "2026-11-22T18:00:15.250Z",
          "lastAccepted" : null,
          "lastRefused" : null,
          "problems" : [
            {
              "code" : "left-alone",
              "hint" : null,
              "severity" : "warning",
              "since" : "2026-11-22T18:00:00.000Z",
              "text" : "a pipe in the inbox"
            }
          ],
          "quarantine" : {
            "count" : 0,
            "oldestAt" : null
          },
          "schema" : 1,
          "sources" : [
            {
              "consecutiveFailures" : 0,
              "error" : null,
              "kind" : "folder",
              "lastGoodLookAt" : null,
              "lastLookAt" : null,
              "lastNewAt" : null,
              "name" : "inbox",
              "nextLookAt" : null,
              "state" : "ok"
            }
          ],
          "state" : "ok",
          "store" : {
            "bytes" : 4096,
            "extracts" : 0,
            "looks" : 0,
            "path" : "/var/lib/flyt/flyt.db",
            "releases" : 0,
            "schema" : 1
          },
          "summary" : "nothing new",
          "validUntil" : "2026-11-22T18:01:00.000Z"
        }

        """)
  }

  @Test func `a reader finds the old status or the new one, never half of one`() async throws {
    try await withFolder { folder in
      let path = "\(folder)/status.json"
      try Status.bare.write(to: path)
      let reads = try await withThrowingTaskGroup(of: Int.self) { group in
        group.addTask {
          for round in 1...300 { try (round.isMultiple(of: 2) ? Status.full : .bare).write(to: path) }
          return 0
        }
        group.addTask {
          var reads = 0
          for _ in 1...300 {
            let status = try Status.read(from: path)
            #expect(status == .full || status == .bare)
            reads += 1
          }
          return reads
        }
        return try await group.reduce(0, +)
      }
      #expect(reads == 300)
    }
  }

  @Test(arguments: [
    (
      "{\"schema\": 2, \"anything\": true}",
      "schema 2, where this program knows 1. Use the flyt that the daemon runs."
    ),
    ("", "not a status file: it is not JSON. Name the daemon's file with --status."),
    ("{\"schema\": 1", "not a status file: it is not JSON. Name the daemon's file with --status."),
    ("{}", "not a status file: 'schema' is missing. Name the daemon's file with --status."),
    ("{\"schema\": 1}", "not a status file: 'generatedAt' is missing. Name the daemon's file with --status."),
    (
      "{\"schema\": 1, \"generatedAt\": \"yesterday\"}",
      "not a status file: 'generatedAt' has a value that does not fit. Name the daemon's file with --status."
    ),
  ])
  func `what is no status of ours is refused with the reason`(_ content: String, _ text: String) throws {
    try withFolder { folder in
      let path = "\(folder)/status.json"
      try content.write(toFile: path, atomically: false, encoding: .utf8)
      let error = #expect(throws: StatusFileError.self) { try Status.read(from: path) }
      #expect(error?.description == "\(path): \(text)")
    }
  }

  @Test func `a file of an older version without some optional keys, times in whole seconds, is read`() throws
  {
    let text = String(decoding: try Status.bare.json(), as: UTF8.self)
      .replacing("  \"lastAccepted\" : null,\n", with: "").replacing(".000Z", with: "Z")
    #expect(try Status(json: Data(text.utf8)) == .bare)
  }

  @Test func `a missing file says how to start the daemon`() throws {
    try withFolder { folder in
      let path = "\(folder)/status.json"
      let error = #expect(throws: StatusFileError.self) { try Status.read(from: path) }
      #expect(
        error?.description == """
          \(path): no status file. \
          Start the daemon with 'flyt run', or name its file with --status.
          """)
    }
  }

  @Test func `a folder that is missing is named, and nothing is left behind`() throws {
    try withFolder { folder in
      let path = "\(folder)/run/status.json"
      let error = #expect(throws: StatusFileError.self) { try Status.bare.write(to: path) }
      #expect(
        error?.description == "\(path): its folder does not exist. Create it, or set another status path.")
    }
  }

  @Test func `a folder in the file's place keeps it from being written, and nothing is left behind`() throws {
    try withFolder { folder in
      let path = "\(folder)/status.json"
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
      let error = #expect(throws: StatusFileError.self) { try Status.bare.write(to: path) }
      #expect(
        error?.description == "\(path): renaming failed: Is a directory. Check the folder and its disk.")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["status.json"])
    }
  }

  @Test(arguments: [
    (StatusFileError.Reason.notPermitted(doing: "writing"), "x: writing is not permitted."),
    (.inputOutput(doing: "writing", system: "No space left on device"), "x: writing failed: No space left"),
  ])
  func `an error names the file and the trouble`(_ reason: StatusFileError.Reason, _ start: String) {
    #expect(StatusFileError(reason, at: "x").description.hasPrefix(start))
  }

  @Test(arguments: [
    (Status.State.ok, 0.0, Liveness.alive), (.critical, 45, .alive), (.ok, 45.001, .dead(since: .at(60))),
    (.ok, -1000, .alive), (.stopped, 0, .stopped(at: .at(15.25))), (.stopped, 1e6, .stopped(at: .at(15.25))),
  ])
  func `a daemon is dead once its status is past its time`(
    _ state: Status.State, _ seconds: Double, _ liveness: Liveness
  ) {
    var status = Status.bare
    status.state = state
    #expect(status.liveness(at: .at(15 + seconds)) == liveness)
  }
}
