import Checks
import Documents
package import Extracts
package import FlowTables
import Layouts
package import ReleaseStore

/// Reads an extract with the dataset definitions at hand and says what of it may be believed.
///
/// A pure function of the bytes, the name, the definitions and this program's
/// readers: it keeps nothing and changes nothing.
package struct Judge: Sendable {
  /// One name for these readers and definitions; others may judge otherwise.
  package let name: String
  private let datasets: [Dataset]
  private let vocabularies: [Vocabulary]

  /// Compiles definitions; worth doing once for many extracts.
  ///
  /// A companion of a dataset that is none of `datasets` is passed over. Where `only` names a dataset or a companion,
  /// nothing is read as any other.
  package init(_ datasets: [Dataset], companions: [CompanionDefinition] = [], only: String? = nil) {
    self.datasets = datasets
    name = "readers \(readerVersion), definitions \(definitionsName(datasets, companions))"
    let all =
      datasets.map { Vocabulary($0) }
      + companions.compactMap { companion in
        datasets.first { $0.id == companion.dataset }.map { Vocabulary(companion: companion, of: $0) }
      }
    vocabularies = all.filter { only == nil || $0.dataset.id == only }
  }

  /// A dataset by its name.
  func dataset(_ id: String) -> Dataset? { datasets.first { $0.id == id } }

  /// The datasets whose places are made of a dataset's.
  func sums(of dataset: String) -> [Dataset] { datasets.filter { $0.sumOf == dataset } }

  /// One verdict for each table in the extract, in its order; at least one.
  ///
  /// `releasedOn` is the publisher's date, where somebody stated it. With `acceptsDefects`, figures are believed that
  /// contradict their printed sums.
  package func verdicts(
    on extract: Extract, releasedOn: CivilDate? = nil, acceptsDefects: Bool = false
  ) -> [Verdict] {
    do {
      let judged = try judged(extract, releasedOn: releasedOn, acceptsDefects: acceptsDefects)
      return judged.isEmpty ? [unrecognised(extract)] : bestVerdicts(of: judged)
    } catch {
      return [.refused(dataset: nil, year: nil, findings: [Finding(error)])]
    }
  }

  /// Every way of reading the extract, and what the checks make of it.
  func judged(
    _ extract: Extract, releasedOn: CivilDate?, acceptsDefects: Bool = false
  ) throws(DocumentError) -> [Judged] {
    readings(of: try open(extract)).map { reading in
      reading.verdicts { vocabulary in
        // A companion is checked against the dataset that it is a witness of.
        let dataset = vocabulary.companion.flatMap { self.dataset($0.dataset) } ?? vocabulary.dataset
        return context(
          for: dataset, of: extract, releasedOn: releasedOn, acceptsDefects: acceptsDefects)
      }
    }
  }

  /// What a dataset's table in an extract is checked against.
  func context(
    for dataset: Dataset, of extract: Extract, releasedOn: CivilDate?, acceptsDefects: Bool = false
  ) -> CheckContext {
    CheckContext(
      dataset: dataset, extractName: extract.name, releasedOn: releasedOn,
      today: CivilDate(extract.retrievedAt), acceptsDefects: acceptsDefects)
  }

  /// Every way of reading a document's tables that finds some: opened as one format, read with one layout.
  private func readings(of documents: [OpenedDocument]) -> [Reading] {
    let arrangements = documents.flatMap { document in layouts.map { (layout: $0, document: document) } }
    // Where a dataset's own title stands in the extract, no other dataset is meant.
    let owners = arrangements.reduce(into: Set<Int>()) { owners, arrangement in
      owners.formUnion(arrangement.layout.titled(among: vocabularies, in: arrangement.document.document))
    }
    let titled = owners.sorted().map { vocabularies[$0] }
    return arrangements.compactMap { layout, document in
      let claims = (titled.isEmpty ? vocabularies : titled).flatMap { vocabulary in
        layout.tables(of: vocabulary, in: document.document).map {
          Reading.Claim(vocabulary: vocabulary, table: $0)
        }
      }
      return claims.isEmpty ? nil : Reading(format: document.format, layout: layout.name, claims: claims)
    }
  }

  /// The verdicts of the reading that proves most; two that prove as much and say different things refuse one another.
  private func bestVerdicts(of judged: [Judged]) -> [Verdict] {
    guard let best = judged.best else { return [] }
    guard judged.count > 1, let rival = judged.first(where: { $0.contradicts(best) }) else {
      return best.verdicts
    }
    return best.verdicts.map { verdict in
      guard case .believed(let table) = verdict else { return verdict }
      return .refused(
        dataset: table.dataset.id, year: table.referenceYear,
        findings: [
          Finding(
            .ambiguousReading,
            "the extract can be read as \(best.format) and as \(rival.format), with different figures, and neither "
              + "proves more. Take the table in another format.")
        ])
    }
  }

  private func unrecognised(_ extract: Extract) -> Verdict {
    let names = vocabularies.map(\.dataset.id).joined(separator: ", ")
    return .refused(
      dataset: nil, year: nil,
      findings: [
        Finding(
          .unrecognised,
          "\(extract.name): neither the title nor the places of any known dataset (\(names)). Is it another table? "
            + "Else add its wording to a definition.")
      ])
  }
}
