package import Checks
import Extracts
import FlowTables
package import ReleaseStore

/// What a release comes to when it is read again from its stored bytes.
package enum Replayed: Sendable {
  /// The same figures.
  case same
  /// Other figures, so many of them; today's readers see something else.
  case other(cells: Int)
  /// Other figures, and a later vintage says so already.
  case mended(by: ReleaseRecord)
  /// No table that could be believed.
  case refused([Finding])
}

/// Every release read again, in the order in which they came.
package struct ReplayReport: Sendable {
  /// What each release came to.
  package fileprivate(set) var releases: [(release: ReleaseRecord, result: Replayed)] = []
  /// The digest of the store.
  package fileprivate(set) var storedDigest = ""
  /// The digest of the scratch store that was made of it; the same where figures, marks and places all are.
  package fileprivate(set) var replayedDigest = ""
  /// What was recorded where mended readings were wanted.
  package fileprivate(set) var applied: [Outcome] = []

  /// The releases that are not what their bytes say today.
  package var mismatches: [(release: ReleaseRecord, result: Replayed)] {
    releases.filter {
      switch $0.result {
      case .same, .mended: false
      case .other, .refused: true
      }
    }
  }
}

/// Reads every release again from its stored bytes, with the definition that it was stored with and the readers of
/// today, into a scratch store.
package struct Replay {
  private let reader: ReleaseReader
  private let scratch: ScratchStore

  /// Replays a store into a folder, which must be empty and is the caller's to remove.
  package init(of reader: ReleaseReader, in folder: String) throws(StoreError) {
    self.reader = reader
    scratch = try ScratchStore(in: folder)
  }

  /// Reads everything again.
  ///
  /// With `store`, the figures that come out otherwise are appended to it, as vintages of the cause parserFix.
  package func report(
    applyingTo store: ReleaseStore? = nil, progress: (_ done: Int, _ all: Int) -> Void = { _, _ in }
  ) throws(StoreError) -> ReplayReport {
    let releases = try reader.releases().sorted { $0.id < $1.id }
    let rebuilder = Rebuilder(reader: reader)
    var report = ReplayReport()
    var readings: [Reading] = []
    for (done, release) in releases.enumerated() {
      let rebuilt = try rebuilder.rebuild(release)
      readings.append(try Reading(of: rebuilt, as: release, beside: reader))
      if let table = rebuilt.table { try scratch.take(table, as: release, from: reader) }
      progress(done + 1, releases.count)
    }
    report.releases = readings.map { ($0.release, $0.result(among: readings)) }
    if let last = releases.last { report.storedDigest = try reader.digest(at: last) }
    report.replayedDigest = try scratch.digest()
    guard let store else { return report }
    for (release, result) in report.releases {
      guard case .other = result, let table = try rebuilder.rebuild(release).table else { continue }
      report.applied += try store.mend(
        release, with: table, Judgement(by: "replay by readers \(readerVersion)"))
    }
    return report
  }

  /// What a release's bytes say today, without its cells: a store may have thousands.
  private struct Reading {
    let release: ReleaseRecord
    let digest: Fingerprint?
    let cellsChanged: Int
    let findings: [Finding]

    init(
      of rebuilt: Rebuilder.Rebuilt, as release: ReleaseRecord, beside reader: ReleaseReader
    ) throws(StoreError) {
      (self.release, findings, digest) = (release, rebuilt.findings, rebuilt.table?.digest)
      cellsChanged =
        if let table = rebuilt.table, table.digest != release.cellsDigest {
          try reader.differences(of: table, from: release)
        } else {
          0
        }
    }

    func result(among all: [Self]) -> Replayed {
      guard let digest else { return .refused(findings) }
      guard digest != release.cellsDigest else { return .same }
      let mending = all.first {
        $0.release.id > release.id && $0.release.cellsDigest == digest
      }
      return mending.map { .mended(by: $0.release) } ?? .other(cells: cellsChanged)
    }
  }
}
