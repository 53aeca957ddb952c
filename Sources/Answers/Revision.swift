package import FlowTables
package import ReleaseStore

/// What changed between two vintages of a year.
package struct Revision: Sendable {
  /// A pair of which the two say different things.
  package struct Change: Sendable {
    /// From where to where.
    package let flow: Flow
    /// What the earlier vintage says; `nil` where it has no such pair.
    package let was: StoredCell?
    /// What the later vintage says.
    package let now: StoredCell?

    /// Whether a number, or the reason why there is none, is another one; else only the printed symbol is.
    package var isOfValue: Bool { was?.value != now?.value }
  }

  /// The earlier vintage.
  package let from: ReleaseRecord
  /// The later vintage.
  package let to: ReleaseRecord
  /// The definition that the later one was read with.
  package let dataset: Dataset
  /// The pairs whose number or meaning changed, in the order of the definition.
  package let values: [Change]
  /// The pairs of which only the printed symbol changed.
  package let symbols: [Change]

  /// Whether nothing changed.
  package var isEmpty: Bool { values.isEmpty && symbols.isEmpty }
}

/// Whose changes are asked for.
package enum CauseSelection: Hashable, Sendable {
  case all
  /// Only what the publisher changed.
  case publisher
  /// Only what we did: readers mended, tables accepted, late parts.
  case ours
  case only(Cause)

  /// Reads `all`, `publisher`, `ours`, or a cause; `nil` for anything else.
  package init?(_ text: String) {
    switch text {
    case "all": self = .all
    case "publisher": self = .publisher
    case "ours": self = .ours
    default:
      guard let cause = Cause(rawValue: text) else { return nil }
      self = .only(cause)
    }
  }

  func includes(_ cause: Cause) -> Bool {
    switch self {
    case .all: true
    case .publisher: cause.isPublishers
    case .ours: !cause.isPublishers
    case .only(let wanted): cause == wanted
    }
  }
}

extension Answers {
  /// What changed between two vintages of a year, the last two where none is named.
  ///
  /// Where only some causes are asked for, it is what the steps with these causes changed, one after another.
  package func revision(
    of year: ReferenceYear, dataset: String? = nil, from first: Int? = nil, to last: Int? = nil,
    causes: CauseSelection = .all
  ) throws(AnswerError) -> Revision {
    let releases = try releasesOfOneDataset(dataset, in: year)
    guard let newest = releases.last else { throw .noSuchYear(year, stored: [], dataset: dataset) }
    let to = try vintage(last ?? newest.vintage, among: releases)
    guard first != nil || to.vintage > 1 else { throw .onlyOneVintage(year, dataset: to.dataset) }
    let from = try vintage(first ?? to.vintage - 1, among: releases)
    let definition = try asking { reader throws(StoreError) in try reader.definition(of: to) }
    let steps = causes == .all ? [from, to] : steps(from: from, to: to, among: releases)
    var changes: [Flow: Revision.Change] = [:]
    var before = try cellsByFlow(of: from)
    for (previous, release) in zip(steps, steps.dropFirst()) {
      let after = try cellsByFlow(of: release)
      // A step backwards undoes what the vintage that is left had changed.
      let cause = previous.vintage < release.vintage ? release.cause : previous.cause
      if causes.includes(cause) {
        for change in differences(before, after) {
          let earlier = changes[change.flow]
          changes[change.flow] = Revision.Change(
            flow: change.flow, was: earlier == nil ? change.was : earlier?.was, now: change.now)
        }
      }
      before = after
    }
    let lasting = inOrder(
      changes.values.filter { $0.isOfValue || $0.was?.mark != $0.now?.mark }, of: definition, year)
    return Revision(
      from: from, to: to, dataset: definition, values: lasting.filter(\.isOfValue),
      symbols: lasting.filter { !$0.isOfValue })
  }

  /// One vintage of a year.
  package func release(
    of year: ReferenceYear, dataset: String? = nil, vintage number: Int
  ) throws(AnswerError) -> ReleaseRecord {
    try vintage(number, among: releasesOfOneDataset(dataset, in: year))
  }

  /// The vintages between two that held one after the other; an older edition that came late held never.
  private func steps(
    from: ReleaseRecord, to: ReleaseRecord, among releases: [ReleaseRecord]
  ) -> [ReleaseRecord] {
    let isForwards = from.vintage <= to.vintage
    let between = releases.filter { release in
      let range = min(from.vintage, to.vintage)...max(from.vintage, to.vintage)
      return range.contains(release.vintage)
        && (release.becameCurrent || release.vintage == from.vintage || release.vintage == to.vintage)
    }
    return isForwards ? between : between.reversed()
  }

  private func releasesOfOneDataset(
    _ dataset: String?, in year: ReferenceYear
  ) throws(AnswerError) -> [ReleaseRecord] {
    let releases = try releases(of: dataset, in: year)
    let datasets = Set(releases.map(\.dataset)).sorted()
    guard datasets.count < 2 else { throw .severalDatasets(datasets) }
    return releases
  }

  private func vintage(
    _ number: Int, among releases: [ReleaseRecord]
  ) throws(AnswerError) -> ReleaseRecord {
    guard let found = releases.first(where: { $0.vintage == number }) else {
      throw .noSuchVintage(
        number, of: releases[0].year, vintages: releases.count, dataset: releases[0].dataset)
    }
    return found
  }

  private func cellsByFlow(of release: ReleaseRecord) throws(AnswerError) -> [Flow: StoredCell] {
    let cells = try asking { reader throws(StoreError) in try reader.cells(of: release) }
    return Dictionary(cells.map { ($0.flow, $0) }) { first, _ in first }
  }

  private func differences(
    _ before: [Flow: StoredCell], _ after: [Flow: StoredCell]
  ) -> [Revision.Change] {
    Set(before.keys).union(after.keys).compactMap { flow in
      let (was, now) = (before[flow], after[flow])
      guard was?.value != now?.value || was?.mark != now?.mark else { return nil }
      return Revision.Change(flow: flow, was: was, now: now)
    }
  }

  private func inOrder(
    _ changes: [Revision.Change], of dataset: Dataset, _ year: ReferenceYear
  ) -> [Revision.Change] {
    let order = Dictionary(uniqueKeysWithValues: dataset.places(in: year).enumerated().map { ($1, $0) })
    let key = { (flow: Flow) in
      (order[flow.origin] ?? .max, order[flow.destination] ?? .max, flow.origin, flow.destination)
    }
    return changes.sorted { key($0.flow) < key($1.flow) }
  }
}
