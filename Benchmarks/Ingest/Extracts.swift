import Definitions
import FlowTables
import FlytTesting
import Foundation

/// The definitions that ship.
let datasetsFolder = Fixtures.datasetsFolder

/// Writes so many different pages of the kind of 2011, spread over the years of the series.
func writeExtracts(_ count: Int, in folder: String) throws -> [String] {
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  let dataset = try Fixtures.shippedDataset("ssb-county-flows")
  let years = (1999...2011).compactMap(ReferenceYear.init)
  return try (0..<count).map { number in
    let table = SyntheticTable(dataset: dataset, year: years[number % years.count], seed: UInt64(number))
    let path = "\(folder)/table-\(number).txt"
    try Data(PageText(.page2011).render(table)).write(to: URL(filePath: path))
    return path
  }
}
