import Checks
import FlowTables
import ReleaseStore
import Synchronization

/// The stored years that newcomers are compared with, kept at hand from one to the next.
///
/// Only the writer may keep them: nobody else changes the store meanwhile.
final class Editions: Sendable {
  /// A table is compared with no more years than these, the nearest.
  static let most = 8

  private struct Key: Hashable {
    let dataset: String
    let year: ReferenceYear
  }

  private let known = Mutex<[Key: StoredEdition]>([:])

  /// The current edition of a year.
  func current(of dataset: String, in year: ReferenceYear, from contents: StoreContents) throws
    -> StoredEdition?
  {
    let key = Key(dataset: dataset, year: year)
    guard let vintage = try contents.currentVintage(of: dataset, in: year) else { return nil }
    if let edition = known.withLock({ $0[key] }), edition.vintage == vintage { return edition }
    let edition = try contents.currentEdition(of: dataset, in: year)
    known.withLock { $0[key] = edition }
    return edition
  }

  /// The current editions of the other years, those nearest to a year.
  func others(of dataset: String, but year: ReferenceYear, from contents: StoreContents) throws
    -> [StoredEdition]
  {
    let years = try contents.years(of: dataset).filter { $0 != year }
      .sorted { abs($0.value - year.value) < abs($1.value - year.value) }
    return try years.prefix(Self.most).compactMap { try current(of: dataset, in: $0, from: contents) }
  }

  /// Keeps tables that were just recorded, so that they need not be read again.
  func note(_ placed: [PlacedVerdict], as outcomes: [Outcome]) {
    for (verdict, outcome) in zip(placed.map(\.verdict), outcomes) {
      guard [.new, .revision].contains(outcome.outcome), let vintage = outcome.vintage else { continue }
      switch verdict {
      case .believed(let table): note(table, vintage: vintage)
      case .joined(let joined, _): note(joined.table, vintage: vintage)
      case .held, .covered, .witness, .refused: break
      }
    }
  }

  private func note(_ table: CheckedTable, vintage: Int) {
    let edition = StoredEdition(
      referenceYear: table.referenceYear, vintage: vintage, places: table.places,
      values: table.cells.map(\.value))
    known.withLock { $0[Key(dataset: table.dataset.id, year: table.referenceYear)] = edition }
  }
}
