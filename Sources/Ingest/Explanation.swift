import Checks
import Documents
package import Extracts
package import FlowTables
package import ReleaseStore

/// How an extract was read, for a person to look at beside the publisher's table.
package struct Explanation: Sendable {
  /// A table as it was read, and what the checks made of it.
  package struct Table: Sendable {
    /// The dataset that claims the table.
    package let dataset: Dataset
    /// Whether the dataset's own title stands in the extract; else the places gave it away.
    package let isTitled: Bool
    /// What was read, before any check.
    package let reported: ReportedTable
    /// Whether it is believed, and all that is odd or wrong.
    package let verdict: Verdict
  }

  /// A way of reading the extract that was tried.
  package struct Way: Sendable {
    /// What the bytes were opened as.
    package let format: String
    /// How the table was found in it.
    package let layout: String
    /// How many tables it found, and how many of them are believed.
    package let tables: (found: Int, believed: Int)
  }

  /// The extract.
  package let extract: Extract
  /// Every way that found something; that which proves most comes first.
  package let ways: [Way]
  /// The tables of the first way, in the order of the extract.
  package let tables: [Table]
  /// Why nothing was found, where nothing was.
  package let refusal: String?
}

extension Judge {
  /// How an extract is read; of an archive each extract in it.
  package func explanations(of extract: Extract, releasedOn: CivilDate? = nil) -> [Explanation] {
    let members = mayBeWrapper(extract) ? (try? contents(of: extract)) ?? [extract] : [extract]
    return members.map { explanation(of: $0, releasedOn: releasedOn) }
  }

  private func explanation(of extract: Extract, releasedOn: CivilDate?) -> Explanation {
    let judged = (try? judged(extract, releasedOn: releasedOn)) ?? []
    guard let best = judged.best else {
      var refusal: String?
      if case .refused(_, _, let findings)? = verdicts(on: extract, releasedOn: releasedOn).first {
        refusal = findings.first?.message
      }
      return Explanation(extract: extract, ways: [], tables: [], refusal: refusal)
    }
    let others = judged.filter { $0.format != best.format || $0.layout != best.layout }
    return Explanation(
      extract: extract, ways: ([best] + others).map(\.way), tables: best.tables.compactMap(\.explained),
      refusal: nil)
  }
}

extension Judged {
  fileprivate var way: Explanation.Way {
    Explanation.Way(format: format, layout: layout, tables: (tables.count, weight.believed))
  }
}

extension Judged.Table {
  /// The claim that decided, with the reading that it was decided on.
  fileprivate var explained: Explanation.Table? {
    let decisive =
      claims.first { (try? $0.result.get()) != nil } ?? claims.first { $0.dataset.id == refusedDataset }
    guard let claim = decisive ?? claims.first, let first = claim.readings.first else { return nil }
    return Explanation.Table(
      dataset: claim.dataset, isTitled: claim.isTitled, reported: first, verdict: verdict)
  }

  private var refusedDataset: String? {
    if case .refused(let dataset, _, _) = verdict { dataset } else { nil }
  }
}
