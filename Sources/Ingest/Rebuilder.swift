import Checks
import Extracts
import FlowTables
import ReleaseStore

/// Makes a release's table again from the bytes and the definition that it was stored with.
struct Rebuilder {
  /// What the bytes say today.
  struct Rebuilt {
    var table: RebuiltTable?
    /// Why there is no table.
    var findings: [Finding] = []
  }

  let reader: ReleaseReader

  func rebuild(_ release: ReleaseRecord) throws(StoreError) -> Rebuilt {
    let dataset = try reader.definition(of: release)
    let judge = Judge([dataset], only: dataset.id)
    var rebuilt = Rebuilt()
    var parts: [(part: TablePart, extract: Extract)] = []
    for reference in release.extracts {
      // By no name and at the time of the release: those of an earlier try at the same bytes are others.
      guard let extract = try reader.extract(reference, as: "", takenAt: release.recordedAt) else { continue }
      let verdicts = judge.verdicts(
        on: extract, releasedOn: release.releasedOn, acceptsDefects: release.defect != nil)
      for verdict in verdicts {
        switch verdict {
        case .believed(let table) where table.referenceYear == release.year:
          return Rebuilt(table: RebuiltTable(table, from: extract))
        case .held(let part) where part.referenceYear == release.year: parts.append((part, extract))
        case .refused(_, let year, let found) where year == nil || year == release.year:
          rebuilt.findings += found
        case .believed, .joined, .held, .covered, .witness, .refused: break
        }
      }
    }
    rebuilt.table = try joined(parts, like: release, judge, dataset)
    return rebuilt
  }

  /// The parts made whole again; where they overlap, each cell from the extract that it came from.
  private func joined(
    _ parts: [(part: TablePart, extract: Extract)], like release: ReleaseRecord, _ judge: Judge,
    _ dataset: Dataset
  ) throws(StoreError) -> RebuiltTable? {
    var first: RebuiltTable?
    for newcomer in parts.indices.reversed() {
      let order = [newcomer] + parts.indices.reversed().filter { $0 != newcomer }
      let context = judge.context(
        for: dataset, of: parts[newcomer].extract, releasedOn: release.releasedOn)
      guard
        let joined = try? join(
          parts[newcomer].part, with: order.dropFirst().map { parts[$0].part }, in: context)
      else { continue }
      let table = RebuiltTable(joined, from: joined.parts.map { parts[order[$0]].extract })
      if try reader.hasSources(table, of: release) { return table }
      first = first ?? table
    }
    return first
  }
}
