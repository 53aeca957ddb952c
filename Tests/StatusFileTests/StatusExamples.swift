import Foundation

@testable import StatusFile

extension Status {
  /// Only what must be known is.
  static let bare = Status(
    generatedAt: .at(15.25), validUntil: .at(60), state: .ok, summary: "nothing new",
    daemon: Daemon(version: "0.1.0", pid: 42, startedAt: .at(0), settingsSha256: "ab"),
    sources: [Source(name: "inbox", kind: "folder", state: .ok)],
    store: Store(path: "/var/lib/flyt/flyt.db", bytes: 4096, schema: 1, extracts: 0, releases: 0, looks: 0),
    datasets: [DatasetState(id: "county-flows")], quarantine: Quarantine(),
    problems: [
      Problem(code: "left-alone", severity: .warning, since: .at(0), text: "a pipe in the inbox")
    ])

  /// Everything is known.
  static let full = Status(
    generatedAt: .at(30), validUntil: .at(75), state: .critical, summary: "one refused",
    daemon: Daemon(version: "0.1.0", pid: 42, startedAt: .at(0), paused: true, settingsSha256: "ab"),
    sources: [
      Source(
        name: "inbox", kind: "folder", state: .failing, lastLookAt: .at(1), lastGoodLookAt: .at(2),
        nextLookAt: .at(3), lastNewAt: .at(4), consecutiveFailures: 5, error: "gone \u{1B}\n")
    ],
    store: Store(path: "s", bytes: 1, schema: 2, extracts: 3, releases: 4, looks: 5),
    datasets: [
      DatasetState(
        id: "county-flows", newestYear: 2011, vintage: 2, expectedYear: 2012, dueOn: "2013-05-11",
        overdueDays: 3, missingYears: [2009])
    ],
    quarantine: Quarantine(count: 1, oldestAt: .at(5)),
    lastAccepted: Filed(name: "a", sha256: "00", at: .at(6), dataset: "county-flows", year: 2011),
    lastRefused: Filed(name: "b", sha256: "01", at: .at(7)),
    problems: [Problem(code: "c", severity: .critical, since: .at(8), text: "t", hint: "flyt status")])
}

extension Date {
  /// Seconds after 2026-11-22 18:00 UTC.
  static func at(_ seconds: Double) -> Date { Date(timeIntervalSince1970: 1_795_370_400 + seconds) }
}

/// Lends a temporary folder that is removed afterwards.
nonisolated(nonsending) func withFolder(_ body: (String) async throws -> Void) async throws {
  let folder = try makeFolder()
  defer { try? FileManager.default.removeItem(atPath: folder) }
  try await body(folder)
}

func withFolder(_ body: (String) throws -> Void) throws {
  let folder = try makeFolder()
  defer { try? FileManager.default.removeItem(atPath: folder) }
  try body(folder)
}

private func makeFolder() throws -> String {
  let path = FileManager.default.temporaryDirectory.appending(path: "flyt-\(UUID().uuidString)").path
  try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  return path
}
