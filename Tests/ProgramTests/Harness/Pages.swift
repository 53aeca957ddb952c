import FlowTables
import FlytTesting

/// The extracts that the program is fed with.
enum Pages {
  /// The publisher's real page of 2011.
  static func real() throws -> [UInt8] { try Fixtures.bytes("ssb/county-flows-2011-en.txt") }

  /// A made-up page of a year, its sums exact; `changing` puts other figures in some cells.
  static func page(year: Int = 2010, seed: UInt64 = 1, changing cells: [Flow: Int] = [:]) throws -> [UInt8] {
    guard let year = ReferenceYear(year) else { throw NeverHappened(what: "the year \(year)") }
    let dataset = try Fixtures.shippedDataset("ssb-county-flows")
    var table = SyntheticTable(dataset: dataset, year: year, seed: seed)
    for (flow, persons) in cells { table.set(flow, to: persons) }
    return PageText(.plain).render(table)
  }

  /// A year's table in a form that carries no sums, so that nothing proves it.
  static func csvWithoutSums(year: Int = 2011) throws -> [UInt8] {
    guard let year = ReferenceYear(year),
      let form = TableForm.all.first(where: { $0.description == "long CSV of codes" })
    else { throw NeverHappened(what: "a form without sums") }
    let dataset = try Fixtures.shippedDataset("ssb-county-flows")
    return form.bytes([SyntheticTable(dataset: dataset, year: year, seed: 1)])
  }

  /// A flow by its two codes.
  static func flow(_ origin: String, _ destination: String) -> Flow {
    Flow(from: Place(code: origin), to: Place(code: destination))
  }

  /// Something that is no table at all.
  static let junk = Array("This page has moved.\n".utf8)

  /// The page of 2011 with one digit changed, so that a row and a column are wrong.
  static func damaged() throws -> [UInt8] {
    let text = try real().text
    return Array(text.replacing("13\u{A0}813", with: "13\u{A0}814", maxReplacements: 1).utf8)
  }
}
