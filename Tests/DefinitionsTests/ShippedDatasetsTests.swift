import Definitions
import FlowTables
import FlytTesting
import Foundation
import Testing

@Suite struct ShippedDatasetsTests {
  @Test(arguments: [
    ("ssb-county-flows", 2011, 20), ("ssb-county-flows", 1999, 20), ("ssb-region-flows", 2004, 7),
  ])
  func `a shipped dataset has its year's places`(id: String, year: Int, count: Int) throws {
    let places = try Fixtures.shippedDataset(id).places(in: try #require(ReferenceYear(year)))
    #expect(places.count == count)
    #expect(places == (id == "ssb-county-flows" ? places.sorted() : places))
  }

  @Test func `the county table says what its publisher prints`() throws {
    let dataset = try Fixtures.shippedDataset("ssb-county-flows")
    #expect(dataset.places.last?.place == .abroad)
    #expect(
      dataset.empty == [
        Flow(from: Place(code: "03"), to: Place(code: "03")), Flow(from: .abroad, to: .abroad),
      ])
    #expect(dataset.symbols["."] == .absent(.notApplicable))
    #expect(dataset.symbols["-"] == .zero)
    #expect(dataset.expected == Dataset.ExpectedDate(month: 5, day: 11, graceDays: 30))
    #expect(dataset.lastYear == ReferenceYear(2011))
    #expect(dataset.name(of: Place(code: "19"), in: ["se"]) == "Romsa")
    #expect((dataset.tolerance, dataset.rows, dataset.unit) == (0, .from, "persons"))
  }

  @Test(arguments: [
    ("16", 2017, true), ("16", 2018, false), ("01", 2019, true), ("01", 2020, false), ("03", 2024, true),
  ])
  func `a county ends when its publisher ended it`(code: String, year: Int, exists: Bool) throws {
    let definition = try #require(
      Fixtures.shippedDataset("ssb-county-flows").definition(of: Place(code: code)))
    #expect(definition.exists(in: try #require(ReferenceYear(year))) == exists)
  }

  @Test(arguments: ["Troms  ROMSA", "Troms - Romsa", "Finnma\u{0301}rku", "Møre & Romsdal", "Utland"])
  func `a printed drift of a name is known`(label: String) throws {
    let dataset = try Fixtures.shippedDataset("ssb-county-flows")
    let matches = dataset.places.filter { $0.labels.contains { LabelKey($0) == LabelKey(label) } }
    #expect(matches.count == 1)
  }

  @Test func `a checkout keeps everything under Data`() throws {
    let root = Fixtures.root.path
    let settings = try Settings.resolve(
      environment: ["FLYT_CONFIG": "Config/flyt.checkout.toml"], currentFolder: root)
    #expect(settings.store.value == "\(root)/Data/flyt.db")
  }
}
