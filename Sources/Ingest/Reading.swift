import Checks
import FlowTables
import Layouts
import ReleaseStore

/// One way of reading an extract: opened as a format, read with a layout.
struct Reading {
  /// A table that a dataset, or a companion of one, says is its own.
  struct Claim {
    let vocabulary: Vocabulary
    let table: TableReadings
  }

  let format: String
  let layout: String
  let claims: [Claim]

  /// What the checks make of each table; of the claims on one table that which proves itself.
  func verdicts(in context: (Vocabulary) -> CheckContext) -> Judged {
    let checked = claims.map { claim in
      let (vocabulary, readings) = (claim.vocabulary, claim.table.readings)
      return Judged.Claim(
        dataset: vocabulary.dataset, isTitled: claim.table.isTitled, readings: readings,
        result: Result { () throws(Refusal) in
          guard let companion = vocabulary.companion else {
            return .table(try check(anyOf: readings, in: context(vocabulary)))
          }
          return .companion(try check(anyOf: readings, as: companion, in: context(vocabulary)))
        })
    }
    return Judged(format: format, layout: layout, tables: onePerTable(checked))
  }

  /// Claims of several datasets on the same cells are one table; tables keep the extract's order.
  private func onePerTable(_ claims: [Judged.Claim]) -> [Judged.Table] {
    var groups: [[Judged.Claim]] = []
    for claim in claims {
      if let index = groups.firstIndex(where: { $0.contains { $0.sharesCells(with: claim) } }) {
        groups[index].append(claim)
      } else {
        groups.append([claim])
      }
    }
    return groups.map { Judged.Table(claims: $0, verdict: verdict(on: $0)) }
  }

  /// The claim that proves itself; where several do, nobody may choose but the operator.
  private func verdict(on claims: [Judged.Claim]) -> Verdict {
    let believed = claims.compactMap { try? $0.result.get() }
    if Set(believed.map(\.id)).count == 1, let first = believed.first {
      switch first {
      case .companion(let companion): return .witness(companion)
      case .table(let table): return onlyTable(among: believed.compactMap(\.table), table)
      }
    }
    if believed.count > 1 {
      let names = believed.map(\.id).joined(separator: ", ")
      return .refused(
        dataset: nil, year: believed[0].referenceYear,
        findings: [
          Finding(.severalDatasets, "the table fits several datasets: \(names). Name one with --dataset.")
        ])
    }
    let nearest = claims.compactMap { claim -> (dataset: String, refusal: Refusal)? in
      if case .failure(let refusal) = claim.result { (claim.dataset.id, refusal) } else { nil }
    }.min { $0.refusal.faults < $1.refusal.faults }
    if let part = nearest?.refusal.part { return .held(part) }
    return .refused(
      dataset: nearest?.dataset, year: nearest?.refusal.referenceYear,
      findings: nearest?.refusal.findings ?? [])
  }
}

/// Of tables of one dataset and year the one that proves most; they may not differ.
private func onlyTable(among tables: [CheckedTable], _ first: CheckedTable) -> Verdict {
  guard tables.count > 1 else { return .believed(first) }
  let best = tables.max { $0.proof.count < $1.proof.count } ?? first
  guard let other = tables.first(where: { !$0.hasFigures(of: best) }) else { return .believed(best) }
  let places = [best, other].compactMap(\.cells.first?.at.description).joined(separator: " and at ")
  return .refused(
    dataset: best.dataset.id, year: best.referenceYear,
    findings: [
      Finding(
        .duplicateCell,
        "two tables of \(best.referenceYear) with different figures begin at \(places). Remove the one that is not "
          + "the publisher's.")
    ])
}

/// A way of reading an extract, and what the checks made of it.
struct Judged {
  /// How much a way of reading proves: tables first, then proofs, then how little is wrong.
  struct Weight: Comparable {
    let believed: Int
    let proofs: Int
    let errors: Int

    static func < (one: Self, other: Self) -> Bool {
      (one.believed, one.proofs, -one.errors) < (other.believed, other.proofs, -other.errors)
    }
  }

  /// What one dataset made of a table.
  struct Claim {
    let dataset: Dataset
    let isTitled: Bool
    let readings: [ReportedTable]
    let result: Result<Believed, Refusal>
  }

  /// A table of flows, or a witness of one.
  enum Believed {
    case table(CheckedTable)
    case companion(CheckedCompanion)

    var table: CheckedTable? { if case .table(let table) = self { table } else { nil } }

    var id: String {
      switch self {
      case .table(let table): table.dataset.id
      case .companion(let companion): companion.definition.id
      }
    }

    var referenceYear: ReferenceYear {
      switch self {
      case .table(let table): table.referenceYear
      case .companion(let companion): companion.referenceYear
      }
    }
  }

  /// One table and everybody's claims on it.
  struct Table {
    let claims: [Claim]
    let verdict: Verdict
  }

  let format: String
  let layout: String
  let tables: [Table]

  var verdicts: [Verdict] { tables.map(\.verdict) }

  var weight: Weight {
    var (believed, proofs, errors) = (0, 0, 0)
    for table in tables {
      switch table.verdict {
      case .believed(let table): (believed, proofs) = (believed + 1, proofs + table.proof.count)
      case .refused(_, _, let findings): errors += findings.faults
      case .witness(let companion): (believed, proofs) = (believed + 1, proofs + min(companion.ownSums, 1))
      case .held, .joined, .covered: errors += 1
      }
    }
    return Weight(believed: believed, proofs: proofs, errors: errors)
  }

  var believed: [CheckedTable] {
    verdicts.compactMap { verdict in
      if case .believed(let table) = verdict { table } else { nil }
    }
  }
}

extension [Judged] {
  /// The way that proves most; of equals the first.
  var best: Judged? { self.max { ($0.weight < $1.weight) } }
}

extension Judged {
  /// Whether it proves as much as another and says different things.
  func contradicts(_ other: Self) -> Bool {
    let (mine, theirs) = (weight, other.weight)
    guard mine.believed > 0, (mine.believed, mine.proofs) == (theirs.believed, theirs.proofs) else {
      return false
    }
    return !zip(believed, other.believed).allSatisfy { $0.hasFigures(of: $1) }
  }
}

extension Judged.Claim {
  /// Whether both read the same places of the extract; tables without cells are the same where their titles are.
  fileprivate func sharesCells(with other: Self) -> Bool {
    if dataset.id == other.dataset.id {
      guard let year = try? result.get().referenceYear else { return false }
      return year == (try? other.result.get().referenceYear)
    }
    guard let first = readings.first, let second = other.readings.first else { return false }
    guard let mine = first.cells.first, let theirs = second.cells.first else {
      return first.years.isEmpty || second.years.isEmpty || first.years == second.years
    }
    return mine.figure.at == theirs.figure.at || first.years == second.years
  }
}

extension CheckedTable {
  /// Whether both say the same of the same places; their cells are in the order of the places.
  fileprivate func hasFigures(of other: Self) -> Bool {
    places == other.places && cells.elementsEqual(other.cells) { $0.value == $1.value }
  }
}
