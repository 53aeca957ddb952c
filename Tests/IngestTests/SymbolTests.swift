import Checks
import Documents
import Extracts
import FlowTables
import FlytTesting
import Foundation
import Ingest
import ReleaseStore
import Testing

/// Printed symbols are kept as they are; none of them changes a number.
@Suite struct SymbolTests {
  private let dataset: Dataset
  private let year: ReferenceYear
  private let flow = Flow(from: Place(code: "01"), to: Place(code: "02"))

  init() throws {
    var dataset = try Fixtures.shippedDataset("ssb-county-flows")
    dataset.symbols[""] = .absent(.notAvailable)
    dataset.symbols["0"] = .zero
    dataset.symbols["p"] = .remark(.preliminary)
    self.dataset = dataset
    year = try #require(ReferenceYear(2011))
  }

  struct Example: Sendable, CustomTestStringConvertible {
    let printed: String
    let value: CellValue
    let mark: String?
    var testDescription: String { "'\(printed)'" }
  }

  static let examples = [
    Example(printed: ".", value: .absent(.notApplicable), mark: "."),
    Example(printed: "..", value: .absent(.notAvailable), mark: ".."),
    Example(printed: "...", value: .absent(.notAvailable), mark: "..."),
    Example(printed: ":", value: .absent(.suppressed), mark: ":"),
    Example(printed: "-", value: .persons(0), mark: "-"),
    Example(printed: "–", value: .persons(0), mark: "–"),
    Example(printed: "0", value: .persons(0), mark: "0"),
    Example(printed: "12*", value: .persons(12), mark: "*"),
    Example(printed: "1 278 *", value: .persons(1_278), mark: "*"),
    Example(printed: "1278p", value: .persons(1_278), mark: "p"),
    Example(printed: "", value: .absent(.notAvailable), mark: nil),
  ]

  @Test(arguments: examples)
  func `a symbol in a file is stored as printed, with the dataset's meaning`(example: Example) throws {
    let table = try believed(list(with: example.printed))
    let cell = try #require(table.cells.first { $0.flow == flow })
    #expect(cell.value == example.value)
    #expect(cell.mark == example.mark)
    #expect(table.proof == [])
  }

  @Test(arguments: examples.filter { !$0.printed.isEmpty && !$0.printed.contains(" ") })
  func `a status beside a value means the same`(example: Example) throws {
    let isNumber = example.value.number.map { $0 > 0 } ?? false
    let status = isNumber ? example.mark ?? "" : example.printed
    let places = dataset.places(in: year)
    let cells = places.flatMap { origin in places.map { Flow(from: origin, to: $0) } }
    let values = cells.map { pair in
      pair == flow
        ? (isNumber ? "\(example.value.number ?? 0)" : "null") : dataset.empty.contains(pair) ? "null" : "7"
    }
    let statuses = cells.enumerated().compactMap { index, pair in
      pair == flow ? "\"\(index)\":\"\(status)\"" : dataset.empty.contains(pair) ? "\"\(index)\":\".\"" : nil
    }
    let codes = places.map { "\"\($0)\"" }.joined(separator: ",")
    let count = places.count
    let json = """
      {"class":"dataset","label":"Flyttinger","id":["from","to","Tid"],"size":[\(count),\(count),1],
      "dimension":{"from":{"category":{"index":[\(codes)]}},"to":{"category":{"index":[\(codes)]}},
      "Tid":{"category":{"index":["2011"]}}},
      "value":[\(values.joined(separator: ","))],"status":{\(statuses.joined(separator: ","))}}
      """
    let cell = try #require(try believed(Array(json.utf8)).cells.first { $0.flow == flow })
    #expect(cell.value == example.value)
    #expect(cell.mark == status)
  }

  @Test func `another symbol of the same meaning is a sighting, another meaning a revision`() throws {
    let folder = try TemporaryFolder()
    let store = try ReleaseStore(opening: folder.path("flyt.db"), holder: "test", now: { FormTests.now })
    let belt = Belt(store: store, judge: Judge([dataset]))
    let outcomes = try ["-", "0", "–", ":", "-"].map { printed in
      let bytes = list(with: printed)
      let extract = Extract(name: "flows.csv", bytes: bytes, retrievedAt: FormTests.now)
      return try belt.carry(extract, from: .named).outcomes.map(\.outcome)
    }
    #expect(outcomes == [[.new], [.sighting], [.sighting], [.revision], [.sighting]])
  }

  /// All pairs with the figure 7, but for one.
  private func list(with printed: String) -> [UInt8] {
    let places = dataset.places(in: year)
    let rows = places.flatMap { origin in
      places.map { destination in
        let pair = Flow(from: origin, to: destination)
        return
          "2011;\(origin);\(destination);\(pair == flow ? printed : dataset.empty.contains(pair) ? "" : "7")"
      }
    }
    return Array((["year;from;to;persons"] + rows).joined(separator: "\n").utf8)
  }

  private func believed(_ bytes: [UInt8]) throws -> CheckedTable {
    let extract = Extract(name: "flows", bytes: bytes, retrievedAt: FormTests.now)
    let verdict = try #require(Judge([dataset]).verdicts(on: extract).first)
    if case .refused(_, _, let findings) = verdict { Issue.record("\(findings.map(\.message).prefix(3))") }
    guard case .believed(let table) = verdict else { throw CancellationError() }
    return table
  }
}
