import Checks
import Extracts
import FlowTables

/// What must happen with a believed table, given what is stored.
///
/// One place decides, for ingestion and for its dry run.
enum Ruling {
  /// The figures are stored already.
  case sighting(Standing.Vintage, SightingKind)
  /// They become the next vintage.
  case append(Appending)
  /// They wait in quarantine.
  case held(changed: Int, Finding)

  /// What the next vintage will be.
  struct Appending {
    let vintage: Int
    let cause: Cause
    let becomesCurrent: Bool
    let digest: Fingerprint
    /// Cells that differ from the current vintage; `nil` for the first.
    let changed: Int?
    let warnings: [Finding]
  }
}

extension Ruling {
  /// Decides.
  ///
  /// `known` are the releases that these very bytes were stored or sighted as;
  /// `differences` counts the cells in which the table differs from a stored vintage.
  init(
    on table: CheckedTable, digest: Fingerprint, given standing: Standing, known: Set<Int64>,
    differences: (Standing.Vintage) throws -> Int
  ) throws {
    let again = standing.alike.last { known.contains($0.release) }
    guard let current = standing.current else {
      self = .append(Appending(first: digest, standing))
      return
    }
    if let again {
      self = .sighting(again, .bytes)
    } else if current.digest == digest {
      self = .sighting(current, .cells)
    } else if let finding = weakness(of: table, against: current) {
      self = .held(changed: try differences(current), finding)
    } else {
      self = .append(
        Appending(
          vintage: standing.next, cause: .publisherRevision,
          becomesCurrent: standing.yields(toEditionOf: table.releasedOn), digest: digest,
          changed: try differences(current), warnings: returns(in: standing, current: current)))
    }
  }
}

extension Ruling.Appending {
  fileprivate init(first digest: Fingerprint, _ standing: Standing) {
    self.init(
      vintage: standing.next, cause: .first, becomesCurrent: true, digest: digest, changed: nil, warnings: [])
  }
}

/// Says that a table shows less for itself than the different figures that are stored.
///
/// The year's second witness is no proof of figures, and a companion of the stored figures may be
/// older than a correction; both are left out.
private func weakness(of table: CheckedTable, against current: Standing.Vintage) -> Finding? {
  let ours = Set(table.proof).subtracting([.year])
  let theirs = Set(current.proof).subtracting([.companion, .year])
  guard ours.isStrictSubset(of: theirs) else { return nil }
  return Finding(
    .weakerThanStored,
    """
    the figures differ from the stored r\(current.number), which is proven by \(list(theirs)), while these \
    are proven by \(list(ours)). Add an extract that is proven as well, or accept this one.
    """)
}

private func list(_ proofs: Set<Proof>) -> String {
  let names = Proof.allCases.filter(proofs.contains).map(\.rawValue)
  return names.isEmpty ? "nothing" : names.joined(separator: ", ")
}

private func returns(in standing: Standing, current: Standing.Vintage) -> [Finding] {
  guard let older = standing.alike.last else { return [] }
  return [
    Finding(
      .returnsTo,
      """
      the figures are those of r\(older.number) again, in place of r\(current.number). \
      Ask the publisher which of the two holds.
      """, severity: .warning)
  ]
}
