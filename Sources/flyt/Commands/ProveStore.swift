import ArgumentParser
import Checks
import Definitions
import FlowTables
import Foundation
import Ingest
import ReleaseStore
import Rendering

/// Answers `flyt verify`.
struct VerifyStore: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Prove that the store holds what was put into it.",
    discussion: """
      Checks the file by SQLite's own means, every foreign key, the SHA-256 of every extract, the digest of every \
      release's cells, and the chain over all releases, and says which release is bad. The store stays in use \
      meanwhile. The digest printed last stands for all releases: keep it elsewhere, and nobody can change one unseen.

      Examples:
        flyt verify
        flyt verify --store /backup/flyt.db --json

      Exit status: 0 all is well, 1 something is not as it was stored, 74 the store cannot be read at all.
      """)

  @OptionGroup var shared: SharedOptions

  func run() async throws {
    let path = try shared.settings().store.value
    let reader = try ReleaseReader(reading: path)
    var bar: ProgressBar?
    let result = try reader.verification { done, all in
      if bar == nil { bar = ProgressBar(of: all) }
      bar?.advance(to: done)
    }
    bar?.finish()
    if shared.json {
      try Output.print(json: VerificationDocument(result))
    } else {
      for problem in result.problems {
        Output.print("BAD \(problem.release.map { "\($0): " } ?? "")\(problem.what)\n")
      }
      let verdict =
        result.problems.isEmpty
        ? "all is well"
        : "\(result.problems.count) problem\(result.problems.count == 1 ? "" : "s"); restore a backup, or see "
          + "'flyt replay'"
      Output.print(
        "\(path): \(result.releases) releases from \(result.extracts) extracts: \(verdict)\n"
          + "digest \(result.digest)\n")
    }
    if !result.problems.isEmpty { throw ExitCode(ExitStatus.failed.rawValue) }
  }
}

private struct VerificationDocument: Encodable {
  let isSound: Bool
  let releases: Int
  let extracts: Int
  let digest: String
  let problems: [Verification.Problem]

  init(_ result: Verification) {
    (isSound, releases, extracts) = (result.problems.isEmpty, result.releases, result.extracts)
    (digest, problems) = (result.digest, result.problems)
  }
}

/// Answers `flyt replay`.
struct ReplayStore: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Read every release again from its stored bytes, and compare.",
    discussion: """
      Each release is rebuilt from its extracts, with the definition that it was stored with and the readers of this \
      program, into a scratch store that is thrown away. Where a newer reader sees other figures, they are reported; \
      --apply appends them as vintages of the cause parserFix, and changes nothing that is stored.

      Examples:
        flyt replay --verify
        flyt replay --apply

      Exit status: 0 the same figures, 1 some differ (with --apply: some still do), 75 somebody else holds the store.
      """)

  @OptionGroup var shared: SharedOptions
  @Flag(help: "Only compare, which is the default.") var verify = false
  @Flag(help: "Append what a newer reader sees, with the cause parserFix.") var apply = false

  func validate() throws {
    if verify, apply { throw ValidationError("--verify only compares; leave it out with --apply.") }
  }

  func run() async throws {
    let path = try shared.settings().store.value
    let reader = try ReleaseReader(reading: path)
    let store = apply ? try ReleaseStore(opening: path, holder: "flyt replay", now: Date.init) : nil
    defer { store?.close() }
    let folder = FileManager.default.temporaryDirectory.appending(path: "flyt-replay-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var bar: ProgressBar?
    let report = try Replay(of: reader, in: folder.path).report(applyingTo: store) { done, all in
      if bar == nil { bar = ProgressBar(of: all) }
      bar?.advance(to: done)
    }
    bar?.finish()
    if shared.json {
      try Output.print(json: ReplayDocument(report))
    } else {
      Output.print(report.text)
    }
    let mended = report.applied.count { $0.outcome == .revision || $0.outcome == .sighting }
    let left = report.mismatches.count - mended
    if left > 0 { throw ExitCode(ExitStatus.failed.rawValue) }
  }
}

extension Replayed {
  fileprivate var word: String {
    switch self {
    case .same: "same"
    case .other: "other"
    case .mended: "mended"
    case .refused: "refused"
    }
  }

  fileprivate var text: String {
    switch self {
    case .same: "the same figures"
    case .other(let cells): "\(cells) cells read otherwise today; 'flyt replay --apply' appends them"
    case .mended(let release): "read otherwise today, as r\(release.vintage) says already"
    case .refused(let findings):
      "refused today: \(findings.first?.message ?? "no table of that year is found")"
    }
  }
}

extension ReleaseRecord {
  fileprivate var title: String { "\(dataset) \(year) r\(vintage)" }
}

extension ReplayReport {
  fileprivate var text: String {
    var lines = releases.compactMap { release, result -> String? in
      if case .same = result { nil } else { "\(release.title): \(result.text)" }
    }
    lines += applied.map { "appended: \($0.line)" }
    let same = releases.count - lines.count + applied.count
    lines.append("\(same) of \(releases.count) releases have the figures that their bytes say")
    lines.append(
      storedDigest == replayedDigest
        ? "digest \(storedDigest), the same of both stores"
        : "digest \(storedDigest) of the store, \(replayedDigest) of the replayed one: figures, printed symbols or "
          + "places differ")
    return lines.joined(separator: "\n") + "\n"
  }
}

private struct ReplayDocument: Encodable {
  struct Release: Encodable {
    let dataset: String
    let year: Int
    let vintage: Int
    let result: String
    let says: String
  }

  let releases: [Release]
  let mismatches: Int
  let storedDigest: String
  let replayedDigest: String
  let applied: [Outcome]

  init(_ report: ReplayReport) {
    releases = report.releases.map { release, result in
      Release(
        dataset: release.dataset, year: release.year.value, vintage: release.vintage, result: result.word,
        says: result.text)
    }
    mismatches = report.mismatches.count
    (storedDigest, replayedDigest) = (report.storedDigest, report.replayedDigest)
    applied = report.applied
  }
}
