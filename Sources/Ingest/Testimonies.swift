import Checks
import Extracts
import FlowTables
import ReleaseStore

/// What witnesses say of tables of flows; they are read again, since only their bytes are kept.
extension PlacementDesk {
  /// What is said of a whole table, also by the parts that it sums up.
  func testimonies(on table: CheckedTable) throws -> [NamedTestimony] {
    let others = try testimonies(on: table.flows, of: table.dataset, in: table.referenceYear)
    guard let parts = table.dataset.sumOf else { return others }
    return try others
      + flows(of: parts, in: table.referenceYear).map { flows in
        NamedTestimony(
          by: parts, in: nil,
          compare(statements(of: table), with: flows, tolerance: table.dataset.tolerance))
      }
  }

  /// What is known of a year's flows: the current release, else the parts that wait for one.
  private func flows(of dataset: String, in year: ReferenceYear) throws -> [[Flow: CellValue]] {
    if let current = try editions.current(of: dataset, in: year, from: contents) { return [current.flows] }
    return try waiting(of: dataset, in: year).map(\.part.values)
  }

  /// What companions, and stored tables that are sums of these places, say of some flows.
  func testimonies(
    on flows: [Flow: CellValue], of dataset: Dataset, in year: ReferenceYear
  ) throws -> [NamedTestimony] {
    let companions = try contents.witnessExtracts(of: dataset.id, in: year).flatMap { other in
      judge.verdicts(on: other).compactMap { verdict -> NamedTestimony? in
        guard case .witness(let companion) = verdict, companion.definition.dataset == dataset.id,
          companion.referenceYear == year
        else { return nil }
        return NamedTestimony(
          by: companion.definition.id, in: other.fingerprint,
          compare(companion.statements, with: flows, tolerance: dataset.tolerance))
      }
    }
    let sums = try judge.sums(of: dataset.id).flatMap { sum in
      try contents.currentExtracts(of: sum.id, in: year).flatMap { other in
        judge.verdicts(on: other).compactMap { verdict -> NamedTestimony? in
          guard case .believed(let table) = verdict, table.dataset.id == sum.id, table.referenceYear == year
          else { return nil }
          return NamedTestimony(
            by: sum.id, in: other.fingerprint,
            compare(statements(of: table), with: flows, tolerance: dataset.tolerance))
        }
      }
    }
    return companions + sums
  }

  /// What a companion says of its year: of the current release, and of the parts that wait for one.
  func testimonies(of companion: CheckedCompanion) throws -> [NamedTestimony] {
    let (dataset, year) = (companion.definition.dataset, companion.referenceYear)
    let tolerance = judge.dataset(dataset)?.tolerance ?? 0
    return try flows(of: dataset, in: year).map {
      NamedTestimony(
        by: companion.definition.id, in: nil, compare(companion.statements, with: $0, tolerance: tolerance))
    }
  }
}
