import Checks
import Extracts
import FlowTables
import ReleaseStore

/// Places what the checks say of an extract alone beside what is stored.
///
/// Parts find the rest of their table, witnesses are heard, and other years show what is odd.
struct Placement {
  let judge: Judge
  let holdings: any Holdings
  let editions: Editions

  /// The verdicts beside what is stored, in their order.
  func placed(_ verdicts: [Verdict], of extract: Extract) throws(StoreError) -> [PlacedVerdict] {
    try holdings.holding { contents in
      let desk = PlacementDesk(judge: judge, contents: contents, editions: editions, extract: extract)
      return try verdicts.map { try desk.place($0) }
    }
  }
}

extension Placement {
  /// The one table that the pieces of an answer make beside what is stored; `nil` where they make none.
  func joined(_ pieces: [Extract]) throws(StoreError) -> PlacedVerdict? {
    var parts: [TablePart] = []
    for piece in pieces {
      let verdicts = judge.verdicts(on: piece)
      guard case .held(let part) = verdicts.first, verdicts.count == 1,
        parts.allSatisfy({ $0.dataset.id == part.dataset.id && $0.referenceYear == part.referenceYear })
      else { return nil }
      parts.append(part)
    }
    guard let part = parts.last, let extract = pieces.last else { return nil }
    let context = judge.context(for: part.dataset, of: extract, releasedOn: part.releasedOn)
    guard let joined = try? join(part, with: Array(parts.dropLast()), in: context) else { return nil }
    return try holdings.holding { contents in
      let desk = PlacementDesk(judge: judge, contents: contents, editions: editions, extract: extract)
      return try desk.place(joined, of: joined.parts.dropFirst().map { pieces[$0 - 1].fingerprint })
    }
  }
}

/// One extract before one state of the store.
struct PlacementDesk {
  let judge: Judge
  let contents: StoreContents
  let editions: Editions
  let extract: Extract

  func place(_ verdict: Verdict) throws -> PlacedVerdict {
    switch verdict {
    case .believed(let table):
      let settled = try waiting(of: table.dataset.id, in: table.referenceYear).filter {
        $0.part.isCovered(by: table.flows)
      }
      return PlacedVerdict(
        .believed(table.adding(try oddities(of: table))), testimonies: try testimonies(on: table),
        settled: settled.map(\.settled), changed: try changes(in: table))
    case .held(let part): return try place(part)
    case .witness(let companion):
      return PlacedVerdict(verdict, testimonies: try testimonies(of: companion))
    case .joined, .covered, .refused: return PlacedVerdict(verdict)
    }
  }

  private func place(_ part: TablePart) throws -> PlacedVerdict {
    let (dataset, year) = (part.dataset, part.referenceYear)
    let current = try editions.current(of: dataset.id, in: year, from: contents)
    if let current, part.isCovered(by: current.flows) { return PlacedVerdict(.covered(part)) }
    let waiting = try waiting(of: dataset.id, in: year)
    let joined: JoinedTable
    do throws(Refusal) {
      let context = judge.context(for: dataset, of: extract, releasedOn: part.releasedOn)
      joined = try join(part, with: waiting.map(\.part), in: context)
    } catch {
      let testimonies = try testimonies(on: part.values, of: dataset, in: year)
      return PlacedVerdict(
        .held(part.noting(error, beside: waiting.map(\.name))), testimonies: testimonies)
    }
    // Those that were joined wait no longer, nor do others with the same figures.
    let figures = joined.table.flows
    return PlacedVerdict(
      .joined(
        joined.adding(try oddities(of: joined.table)),
        with: joined.parts.dropFirst().map { waiting[$0 - 1].settled.fingerprint }),
      testimonies: try testimonies(on: joined.table),
      settled: waiting.filter { $0.part.isCovered(by: figures) }.map(\.settled),
      changed: try changes(in: joined.table))
  }

  /// A table whose parts came together, from this extract and others.
  func place(_ joined: JoinedTable, of others: [Fingerprint]) throws -> PlacedVerdict {
    let table = joined.table
    let settled = try waiting(of: table.dataset.id, in: table.referenceYear).filter {
      $0.part.isCovered(by: table.flows)
    }
    return PlacedVerdict(
      .joined(joined.adding(try oddities(of: table)), with: others), testimonies: try testimonies(on: table),
      settled: settled.map(\.settled), changed: try changes(in: table), cameTogether: true)
  }

  private func changes(in table: CheckedTable) throws -> ChangedCells? {
    try editions.current(of: table.dataset.id, in: table.referenceYear, from: contents)
      .map { ChangedCells(of: table, since: $0) }
  }

  /// What is odd about a table beside the stored years of its dataset.
  private func oddities(of table: CheckedTable) throws -> [Finding] {
    let (dataset, year) = (table.dataset.id, table.referenceYear)
    return historyFindings(
      of: table, among: try editions.others(of: dataset, but: year, from: contents),
      following: try editions.current(of: dataset, in: year, from: contents))
  }
}

/// A part that waits, and the bytes that hold it.
struct WaitingPart {
  let part: TablePart
  let settled: SettledPart
  let name: String
}

extension PlacementDesk {
  /// The parts that wait for the rest of a year's table; read again, since only their bytes are kept.
  func waiting(of dataset: String, in year: ReferenceYear) throws -> [WaitingPart] {
    try contents.waitingExtracts(of: dataset, in: year).flatMap { other -> [WaitingPart] in
      guard other.fingerprint != extract.fingerprint else { return [] }
      return judge.verdicts(on: other).compactMap { verdict in
        guard case .held(let part) = verdict, part.dataset.id == dataset, part.referenceYear == year else {
          return nil
        }
        return WaitingPart(
          part: part, settled: SettledPart(other.fingerprint, dataset: dataset, year: year), name: other.name)
      }
    }
  }
}
