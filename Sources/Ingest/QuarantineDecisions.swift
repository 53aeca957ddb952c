package import Checks
import Extracts
import FlowTables
package import ReleaseStore

/// Why an item of the quarantine stays where it is.
package enum QuarantineProblem: Error, Equatable {
  /// Not all of its bytes were kept.
  case onlyHead(QuarantineItem)
  /// Nobody can take figures that are not there, or that may be any of several.
  case notAcceptable(QuarantineItem, [Finding])
  /// It was settled, accepted or dropped before.
  case notWaiting(QuarantineItem)
  case belt(BeltError)
}

extension QuarantineProblem: CustomStringConvertible {
  /// What, and what to do.
  package var description: String {
    switch self {
    case .onlyHead(let item):
      "\(item.name): only the beginning of its bytes was kept, since it was over its source's limit. Raise maxBytes "
        + "and bring the file again."
    case .notAcceptable(let item, let findings):
      "\(item.name): only contradicted sums can be accepted, and what is wrong here leaves figures unknown: "
        + findings.filter { $0.severity == .error }.prefix(3).map(\.message).joined(separator: " ")
    case .notWaiting(let item):
      "item \(item.id) does not wait any more: it was \(item.state.rawValue)."
    case .belt(let error): error.description
    }
  }
}

/// The way out of the quarantine.
extension Belt {
  /// Judges an item's extract once more, with the readers and definitions of now.
  package func retry(_ item: QuarantineItem) throws(QuarantineProblem) -> [Outcome] {
    guard item.state == .waiting else { throw .notWaiting(item) }
    return try again(item) { extract, attempt throws(StoreError) in
      try read(extract, for: attempt, Judgement(by: judge.name, releasedOn: item.releasedOn))
    }
  }

  /// What waits and was last judged by other readers or definitions: one item for each extract.
  ///
  /// Each is to be judged once: what is refused again waits until something changes again.
  package func itemsOthersJudged() throws(BeltError) -> [QuarantineItem] {
    var seen: Set<Fingerprint> = []
    do throws(StoreError) {
      return try store.quarantine(judgedByOthersThan: judge.name).filter {
        seen.insert($0.fingerprint).inserted
      }
    } catch {
      throw BeltError(error, carrying: "quarantine")
    }
  }

  /// Judges an item once more; nothing comes of what can't be judged again.
  package func judgeAgain(_ item: QuarantineItem) throws(BeltError) -> [Outcome] {
    do throws(QuarantineProblem) {
      return try retry(item)
    } catch {
      if case .belt(let error) = error { throw error }
      return []
    }
  }

  /// Judges all of them once more.
  package func retryWhatOthersJudged() throws(BeltError) -> [Outcome] {
    var outcomes: [Outcome] = []
    for item in try itemsOthersJudged() { outcomes += try judgeAgain(item) }
    return outcomes
  }

  /// Takes an item's figures in spite of sums that contradict them, or of better proven ones that are stored.
  package func accept(_ item: QuarantineItem, _ decision: Decision) throws(QuarantineProblem) -> [Outcome] {
    guard item.state == .waiting else { throw .notWaiting(item) }
    let extract = try wholeExtract(of: item)
    let verdicts = judge.verdicts(on: extract, releasedOn: item.releasedOn, acceptsDefects: true)
    let own = verdicts.filter { $0.isOn(item) }
    let placed: [PlacedVerdict]
    do throws(StoreError) {
      // Beside what is stored: a part may have been whole with others, and held all the same.
      placed = try self.placed(own, of: extract)
    } catch {
      throw .belt(BeltError(error, carrying: item.name))
    }
    guard let table = placed.first(where: \.verdict.isTable) else {
      throw .notAcceptable(item, own.first?.findings ?? item.findings)
    }
    return try again(item) { extract, attempt throws(StoreError) in
      try store.accept(table, of: extract, for: attempt, item: item, decision)
    }
  }

  /// Takes an item off the list.
  package func drop(_ item: QuarantineItem, _ decision: Decision) throws(QuarantineProblem) {
    guard item.state == .waiting else { throw .notWaiting(item) }
    do throws(StoreError) {
      try store.drop(item, decision)
    } catch {
      throw .belt(BeltError(error, carrying: item.name))
    }
  }

  private func again(
    _ item: QuarantineItem, _ work: (Extract, Attempt) throws(StoreError) -> [Outcome]
  ) throws(QuarantineProblem) -> [Outcome] {
    let extract = try wholeExtract(of: item)
    do throws(StoreError) {
      switch try store.begin(extract, from: .named) {
      case .finished(_, let outcomes): return outcomes
      case .fresh(let attempt): return try work(extract, attempt)
      }
    } catch {
      throw .belt(BeltError(error, carrying: item.name))
    }
  }

  private func wholeExtract(of item: QuarantineItem) throws(QuarantineProblem) -> Extract {
    let extract: Extract?
    do throws(StoreError) {
      extract = try store.extract(of: item)
    } catch {
      throw .belt(BeltError(error, carrying: item.name))
    }
    guard let extract, extract.isWhole else { throw .onlyHead(item) }
    return extract
  }
}

extension Verdict {
  /// Whether it is on an item's table; an item without dataset or year may be any.
  fileprivate func isOn(_ item: QuarantineItem) -> Bool {
    let (dataset, year): (String?, ReferenceYear?) =
      switch self {
      case .believed(let table): (table.dataset.id, table.referenceYear)
      case .held(let part), .covered(let part): (part.dataset.id, part.referenceYear)
      case .joined(let joined, _): (joined.table.dataset.id, joined.table.referenceYear)
      case .witness(let companion): (companion.definition.id, companion.referenceYear)
      case .refused(let dataset, let year, _): (dataset ?? item.dataset, year ?? item.year)
      }
    return (item.dataset == nil || dataset == item.dataset) && (item.year == nil || year == item.year)
  }

  fileprivate var isTable: Bool {
    switch self {
    case .believed, .joined: true
    case .held, .covered, .witness, .refused: false
    }
  }

  fileprivate var findings: [Finding] {
    switch self {
    case .refused(_, _, let findings): findings
    case .held(let part): part.findings.map(\.asError)
    case .believed, .joined, .covered, .witness: []
    }
  }
}

extension Finding {
  fileprivate var asError: Self {
    var error = self
    error.severity = .error
    return error
  }
}
