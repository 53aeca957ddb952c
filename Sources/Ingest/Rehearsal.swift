import Documents
package import Extracts
package import FlowTables
package import ReleaseStore

/// Says what the belt would do with an extract, and does nothing.
///
/// Takes no lock, so it works beside a daemon; without a store everything would be new.
package struct Rehearsal: Sendable {
  private let reader: ReleaseReader?
  private let judge: Judge

  /// Opens the store for reading, if there is one.
  package init(store path: String, judge: Judge) throws(StoreError) {
    self.judge = judge
    do {
      reader = try ReleaseReader(reading: path)
    } catch  where error.reason == .missing {
      reader = nil
    }
  }

  /// What would be recorded, without the numbers of quarantine items.
  package func outcomes(
    of extract: Extract, releasedOn: CivilDate? = nil, isAtAddress: Bool = false
  ) throws(StoreError) -> [Outcome] {
    guard mayBeWrapper(extract), let members = try? contents(of: extract) else {
      return try outcomesOfOne(extract, releasedOn, isAtAddress)
    }
    var outcomes: [Outcome] = []
    for member in members { outcomes += try outcomesOfOne(member, releasedOn, isAtAddress) }
    return outcomes
  }

  /// What would be recorded of the pieces of one answer from an address.
  package func outcomes(ofPieces pieces: [Extract]) throws(StoreError) -> [Outcome] {
    if let reader, let last = pieces.last, pieces.count > 1 {
      let placement = Placement(judge: judge, holdings: reader, editions: Editions())
      if let joined = try placement.joined(pieces) {
        return try reader.outcomes(of: [joined], in: last, isAtAddress: true)
      }
    }
    var outcomes: [Outcome] = []
    for piece in pieces { outcomes += try self.outcomes(of: piece, isAtAddress: true) }
    return outcomes
  }

  private func outcomesOfOne(
    _ extract: Extract, _ releasedOn: CivilDate?, _ isAtAddress: Bool
  ) throws(StoreError) -> [Outcome] {
    if !isAtAddress, let known = try reader?.sightings(of: extract) { return known }
    let verdicts = judge.verdicts(on: extract, releasedOn: releasedOn)
    guard let reader else { return firstOutcomes(of: verdicts, in: extract) }
    let placed = try Placement(judge: judge, holdings: reader, editions: Editions())
      .placed(verdicts, of: extract)
    return try reader.outcomes(of: placed, in: extract, isAtAddress: isAtAddress)
  }
}
