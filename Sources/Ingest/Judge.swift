import Checks
import Documents
package import Extracts
package import FlowTables
package import Foundation
import Layouts
package import ReleaseStore

/// Reads an extract with the dataset definitions at hand and says what of it may be believed.
///
/// A pure function of the bytes, the name, the definitions and this program's
/// readers: it keeps nothing and changes nothing.
package struct Judge: Sendable {
  private let vocabularies: [Vocabulary]

  /// Compiles definitions; worth doing once for many extracts.
  package init(_ datasets: [Dataset]) { vocabularies = datasets.map(Vocabulary.init) }

  /// One verdict for each table in the extract, in its order; at least one.
  ///
  /// `releasedOn` is the publisher's date, where somebody stated it.
  package func verdicts(on extract: Extract, releasedOn: CivilDate? = nil) -> [Verdict] {
    do {
      let claims = self.claims(on: try open(extract).map(\.document))
      guard !claims.isEmpty else { return [unrecognised(extract)] }
      return [bestVerdict(of: claims, on: extract, releasedOn: releasedOn)]
    } catch {
      return [.refused(dataset: nil, year: nil, findings: [Finding(error)])]
    }
  }

  /// A dataset that says a document holds its table.
  private struct Claim {
    let dataset: Dataset
    let table: TableReadings
  }

  /// The datasets whose title stands in a document; where none does, whoever finds its places there.
  private func claims(on documents: [Document]) -> [Claim] {
    let arrangements = documents.flatMap { document in layouts.map { (layout: $0, document: document) } }
    let titled = vocabularies.filter { vocabulary in
      arrangements.contains { $0.layout.hasTitle(of: vocabulary, in: $0.document) }
    }
    return arrangements.flatMap { layout, document in
      (titled.isEmpty ? vocabularies : titled).flatMap { vocabulary in
        layout.tables(of: vocabulary, in: document).map { Claim(dataset: vocabulary.dataset, table: $0) }
      }
    }
  }

  /// The claim that proves itself; where several do, nobody may choose but the operator.
  private func bestVerdict(of claims: [Claim], on extract: Extract, releasedOn: CivilDate?) -> Verdict {
    var believed: [CheckedTable] = []
    var refusals: [(claim: Claim, refusal: Refusal)] = []
    for claim in claims {
      let context = CheckContext(
        dataset: claim.dataset, extractName: extract.name, releasedOn: releasedOn,
        today: CivilDate(extract.retrievedAt))
      do {
        believed.append(try check(anyOf: claim.table.readings, in: context))
      } catch {
        refusals.append((claim, error))
      }
    }
    if believed.count > 1 {
      let names = believed.map(\.dataset.id).joined(separator: ", ")
      return .refused(
        dataset: nil, year: believed[0].referenceYear,
        findings: [
          Finding(.severalDatasets, "the table fits several datasets: \(names). Name one with --dataset.")
        ])
    }
    if let table = believed.first { return .believed(table) }
    let nearest = refusals.min { $0.refusal.errors < $1.refusal.errors }
    return .refused(
      dataset: nearest?.claim.dataset.id, year: nearest?.refusal.referenceYear,
      findings: nearest?.refusal.findings ?? [])
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

extension Refusal {
  fileprivate var errors: Int { findings.count { $0.severity == .error } }
}

extension CivilDate {
  /// The day of a moment in UTC.
  package init(_ moment: Date) {
    self.init(daysSince1970: Int((moment.timeIntervalSince1970 / 86_400).rounded(.down)))
  }
}
