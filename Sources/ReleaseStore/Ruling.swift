import Checks
import Extracts
import FlowTables

/// What must happen with a believed table, given what is stored.
///
/// One place decides, for ingestion and for its dry run.
enum Ruling {
  /// The figures are stored already.
  case sighting(Standing.Vintage, SightingNote)
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

  /// How a table came to be believed.
  enum Grounds {
    /// By itself.
    case checks
    /// Together with parts that had waited.
    case joined
    /// Somebody took it upon themselves.
    case accepted
  }
}

/// What a ruling may ask of the store besides how the year stands.
protocol RulingEvidence {
  /// The releases of the year that these very bytes were stored or sighted as.
  func knownReleases() throws -> Set<Int64>
  /// In how many cells the table differs from a stored vintage.
  func differences(from vintage: Standing.Vintage) throws -> Int
  /// How the table differs in print from a stored vintage that has its cells.
  func printChanges(from vintage: Standing.Vintage) throws -> Set<Presentation.Change>
}

extension Ruling {
  /// Decides.
  ///
  /// What an address has is what the publisher says now, so that older figures there are a new vintage; a file may be an
  /// old one that somebody found.
  init(
    on table: CheckedTable, digest: Fingerprint, given standing: Standing, on grounds: Grounds,
    isAtAddress: Bool, _ evidence: some RulingEvidence
  ) throws {
    guard let current = standing.current else {
      self = .append(Appending(first: digest, standing, on: grounds))
      return
    }
    let known = try evidence.knownReleases()
    let again = standing.alike.last { known.contains($0.release) }
    if let again, !isAtAddress || again.release == current.release {
      self = .sighting(again, .sameBytes)
    } else if current.digest == digest {
      self = .sighting(current, .sameCells(try evidence.printChanges(from: current)))
    } else if !isAtAddress, let again = standing.olderEdition(dated: table.releasedOn) {
      self = .sighting(again, .sameCells(try evidence.printChanges(from: again)))
    } else if grounds != .accepted, let finding = weakness(of: table, against: current) {
      self = .held(changed: try evidence.differences(from: current), finding)
    } else {
      let changed = try evidence.differences(from: current)
      guard changed > 0 else {
        throw DamagedValue(what: "r\(current.number)'s digest is not that of its cells")
      }
      // Bytes that were stored as other figures: our readers have changed, not the publisher.
      let isReread = !known.isEmpty && again == nil
      self = .append(
        Appending(
          vintage: standing.next,
          cause: isReread
            ? .parserFix
            : grounds == .accepted
              ? .operatorOverride : current.causeOfSuccessor(dated: table.releasedOn),
          becomesCurrent: isReread && !isAtAddress
            ? known.contains(current.release) : standing.yields(toEditionOf: table.releasedOn),
          digest: digest, changed: changed, warnings: returns(in: standing, current: current)))
    }
  }
}

extension Ruling.Appending {
  fileprivate init(first digest: Fingerprint, _ standing: Standing, on grounds: Ruling.Grounds) {
    let cause: Cause =
      switch grounds {
      case .checks: .first
      case .joined: .lateBlock
      case .accepted: .operatorOverride
      }
    self.init(
      vintage: standing.next, cause: cause, becomesCurrent: true, digest: digest, changed: nil, warnings: [])
  }
}

extension Standing.Vintage {
  /// What it means that the publisher has other figures now.
  ///
  /// Figures that changed under the date they already bore were corrected quietly; so were those that take the place of
  /// some that contradicted their own sums.
  fileprivate func causeOfSuccessor(dated date: CivilDate?) -> Cause {
    let isQuiet = date != nil && date == releasedOn
    return isQuiet || isDefective ? .publisherCorrection : .publisherRevision
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
