import Acquisition
import Definitions
import Extracts
import FlowTables
import Foundation
import ReleaseStore

/// What is remembered of an API's table.
struct PxWebMemory: Sendable {
  /// The places of each list.
  var lists: [String: [String]] = [:]
  /// The most cells of one answer, as far as the server has said.
  var cellLimit: Int?
  var hasAskedLimits = false
  /// What the catalogue said, and which years have been fetched since.
  var updated: String?
  var fetched: Set<ReferenceYear> = []
}

extension PxWebTable {
  /// What is asked of which table, in a few digits.
  fileprivate var fingerprint: String { Fingerprint(of: wording.utf8).short }

  init(_ settings: PxWebSettings) {
    self.init(
      api: settings.api, version: settings.version == 1 ? .one : .two, table: settings.table,
      language: settings.language, from: settings.dimensions.from, to: settings.dimensions.to,
      year: settings.dimensions.year, contents: settings.dimensions.contents,
      fromList: settings.codelists.from,
      toList: settings.codelists.to, values: settings.values, maxCells: settings.maxCells)
  }
}

extension WebLook {
  /// A table is joined from no more pieces than this.
  private static let mostCalls = 8

  /// Asks which years a table has, fetches those that are missing, and all of them when it was updated.
  mutating func look(at table: PxWebTable, _ settings: PxWebSettings) async throws {
    let catalogue = try await catalogue(of: table)
    round.succeed()
    memory.announced = catalogue.nextUpdate
    // Other settings ask for other figures, whether or not the table has moved.
    let state = catalogue.updated.map { "\($0) \(table.fingerprint)" }
    let isMoved = state != nil && state != known.catalogue
    if memory.pxweb.updated != catalogue.updated {
      (memory.pxweb.updated, memory.pxweb.fetched) = (catalogue.updated, [])
    }
    let wanted = years(of: catalogue, table, settings, isMoved: isMoved)
    let updated = "updated \(catalogue.updated ?? "unknown")"
    let list = wanted.isEmpty ? "nothing" : wanted.map { "\($0)" }.joined(separator: ", ")
    round.steps.append("\(catalogue.label): \(updated); to fetch: \(list)")
    round.tallies.append(tally(.unchanged, updated))
    for year in wanted {
      let failures = round.look.failures.count
      guard try await fetch(year, of: table, catalogue) else { return }
      if round.look.failures.count == failures { memory.pxweb.fetched.insert(year) }
    }
    if isMoved, let state, round.look.isGood { try await desk.noteCatalogue(state, of: source.name) }
  }

  private func years(
    of catalogue: PxWebCatalogue, _ table: PxWebTable, _ settings: PxWebSettings, isMoved: Bool
  ) -> [ReferenceYear] {
    let offered = catalogue.years(in: table.year).filter { year in
      guard let range = settings.years else { return true }
      return year >= range.first && year <= (range.last ?? year)
    }
    if isMoved { return offered.reversed().filter { !memory.pxweb.fetched.contains($0) } }
    // What was fetched and refused waits in quarantine, and is not fetched again and again.
    let stored = offered.reduce(into: [ReferenceYear: YearPlan.Stored]()) { all, year in
      let seenAt = seenAt(key(year, of: table))
      if known.stored[year] != nil || seenAt != nil { all[year] = YearPlan.Stored(seenAt: seenAt) }
    }
    let plan = YearPlan(
      years: offered, stored: stored, missedAt: memory.missedAt, every: source.settings.every,
      sweep: source.settings.sweep)
    return plan.wanted(at: now).filter { wanted in
      // The catalogue says whether anything changed; where it does not, the newest year is asked for.
      !wanted.isStored || wanted.isUnconditional || catalogue.updated == nil
    }.map(\.year)
  }

  private func key(_ year: ReferenceYear, of table: PxWebTable) -> String {
    "pxweb \(year) \(table.fingerprint)"
  }

  /// Fetches a year in as many calls as it takes; fewer cells a call where the server says that it is too much.
  private mutating func fetch(
    _ year: ReferenceYear, of table: PxWebTable, _ catalogue: PxWebCatalogue
  ) async throws -> Bool {
    while true {
      let limit = memory.pxweb.cellLimit ?? table.maxCells
      let questions: [WebRequest]
      do throws(WebAddress.Problem) {
        questions = try table.questions(
          for: year, in: catalogue, lists: memory.pxweb.lists, maxCells: limit)
      } catch {
        throw settingsFailure("its address \(error)")
      }
      guard let first = questions.first, questions.count <= Self.mostCalls else {
        throw settingsFailure(
          "\(year) would take \(questions.count) calls of \(limit) cells, where \(Self.mostCalls) are the most; choose "
            + "a list of fewer places or fewer 'values'")
      }
      var errand = Errand(
        questions, .known, key: key(year, of: table), name: "\(first.address.host)\(first.address.path)",
        year: year)
      errand.objection = { mixedUpdates(in: $0, since: catalogue.updated) }
      do {
        return try await run(errand) { $0.meansTooManyCells && limit > 1 }
      } catch let error as WebError where error.meansTooManyCells {
        round.steps.append("\(error) Asking for less at a time.")
        memory.pxweb.cellLimit = limit / 2
      }
    }
  }

  /// What the server says of the table, once it agrees with the settings.
  private mutating func catalogue(of table: PxWebTable) async throws -> PxWebCatalogue {
    let address = try address { () throws(WebAddress.Problem) in try table.catalogueAddress() }
    let catalogue = try await read(address) { body throws(CatalogueProblem) in
      try PxWebCatalogue(body, of: table.version)
    }
    let differences = catalogue.differences(from: table)
    guard differences.isEmpty else {
      throw settingsFailure(
        "the settings don't fit the table '\(catalogue.label)': " + differences.joined(separator: "; "))
    }
    for list in Set([table.fromList, table.toList].compactMap(\.self)) where memory.pxweb.lists[list] == nil {
      memory.pxweb.lists[list] = try await places(of: list, table)
    }
    if !memory.pxweb.hasAskedLimits { try await askLimits(of: table) }
    return catalogue
  }

  /// The places of a list; where the API describes none, those that the dataset has.
  private func places(of list: String, _ table: PxWebTable) async throws -> [String] {
    let address: WebAddress?
    do throws(WebAddress.Problem) {
      address = try table.codelistAddress(list)
    } catch {
      throw settingsFailure("its address \(error)")
    }
    guard let address else { return source.dataset?.places.map(\.place.code) ?? [] }
    return try await read(address) { body throws(CatalogueProblem) in try codelistCodes(body) }
  }

  private mutating func askLimits(of table: PxWebTable) async throws {
    let address = try address { () throws(WebAddress.Problem) in try table.limitsAddress() }
    do {
      let response = try await fetch(WebRequest(address))
      memory.pxweb.hasAskedLimits = true
      guard let limit = statedCellLimit(response.body) else { return }
      memory.pxweb.cellLimit = min(limit, table.maxCells)
      round.steps.append("\(address): at most \(limit) cells a call")
    } catch let error as WebError where error.kind == .gone {
      // Not every server states its limits; then those of the settings hold.
      memory.pxweb.hasAskedLimits = true
    }
  }

  private func read<Value>(
    _ address: WebAddress, _ make: ([UInt8]) throws(CatalogueProblem) -> Value
  ) async throws -> Value {
    let response = try await fetch(WebRequest(address))
    do throws(CatalogueProblem) {
      return try make(response.body)
    } catch {
      throw WebError(.implausible(error.what), at: address)
    }
  }
}

extension WebError {
  /// Whether the server refuses a question for its size; each version of the API does so in its own way.
  fileprivate var meansTooManyCells: Bool {
    guard case .status(let status, let said) = reason, [400, 403, 413].contains(status) else { return false }
    let words = ["too many", "too large", "cells"]
    return status == 413 || words.contains { said.lowercased().contains($0) }
  }
}
