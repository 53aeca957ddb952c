import Extracts
import FlowTables
import FlytTesting
import Foundation
import Ingest
import ReleaseStore
import Synchronization

/// A store of made-up editions of the county table, one recorded each day, for questions to be asked of.
struct FilledStore {
  /// The first of the years.
  static let firstYear = 1920
  /// When the first edition was recorded.
  static let start = Date(timeIntervalSince1970: 946_684_800)

  let path: String
  /// The day on which half of the editions were recorded, as `--as-of` takes it.
  let middle: String

  /// So many editions of each of so many years; the years take turns.
  init(_ editions: Int, years: Int, at path: String) throws {
    self.path = path
    let clock = Mutex(Self.start)
    let store = try ReleaseStore(opening: path, holder: "benchmark") { clock.withLock { $0 } }
    var dataset = try Fixtures.shippedDataset("ssb-county-flows")
    (dataset.firstYear, dataset.lastYear) = (nil, nil)
    let belt = Belt(store: store, judge: Judge([dataset]))
    for edition in 0..<editions {
      for offset in 0..<years {
        guard let year = ReferenceYear(Self.firstYear + offset) else { continue }
        clock.withLock { $0 += 86_400 }
        let table = SyntheticTable(dataset: dataset, year: year, seed: UInt64(edition * years + offset))
        let page = Extract(
          name: "page", bytes: PageText(.page2011).render(table),
          retrievedAt: Date(timeIntervalSince1970: 4e9))
        _ = try belt.carry(page, from: .named)
      }
    }
    store.close()
    let half = Self.start + Double(editions * years / 2) * 86_400
    middle = half.formatted(.iso8601.year().month().day())
  }
}
