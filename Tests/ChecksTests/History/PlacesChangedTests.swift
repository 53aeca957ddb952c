import Checks
import FlowTables
import Testing

@Suite struct PlacesChangedTests {
  private let series = YearSeries(hundredths: [100, 104, 98])

  /// What is said of 2002 beside years with other codes for the fourth place.
  private func findings(
    before: String? = nil, after: String? = nil, _ define: (inout [PlaceDefinition]) -> Void = { _ in }
  ) throws -> [Finding] {
    var dataset = series.dataset
    define(&dataset.places)
    let editions = [(0, before), (2, after)].compactMap { position, code -> StoredEdition? in
      guard let code, let edition = series.edition(of: series.years[position]) else { return nil }
      return StoredEdition(
        referenceYear: edition.referenceYear, vintage: 1,
        places: edition.places.map { $0.code == "04" ? Place(code: code) : $0 }, values: edition.values)
    }
    let values = series.figures(of: series.years[1]).map(\.cellValue)
    return historyFindings(
      of: try checked(values, of: series.places, in: series.years[1], dataset), among: editions)
  }

  @Test func `places that came and went are said beside the year before and the year after`() throws {
    let findings = try findings(before: "14", after: "24")
    #expect(findings.map(\.code) == [.placesChanged, .placesChanged])
    #expect(
      findings.map(\.message) == [
        """
        5 places in 2002, 5 in 2001: 14 of 2001 is not here; 04 is not in 2001. If the classification changed, give the places \
        their from and to in the dataset's definition.
        """,
        """
        5 places in 2002, 5 in 2003: 24 of 2003 is not here; 04 is not in 2003. If the classification changed, give the places \
        their from and to in the dataset's definition.
        """,
      ])
    #expect(findings.map(\.severity) == [.warning, .warning])
  }

  @Test func `a place that the definition ends is explained, but not the one that it does not begin`() throws
  {
    let ended = PlaceDefinition(place: Place(code: "14"), names: [:], to: 2001)
    let findings = try findings(before: "14") { $0.insert(ended, at: 0) }
    #expect(
      findings.map(\.message) == [
        """
        5 places in 2002, 5 in 2001: 04 is not in 2001. If the classification changed, give the places \
        their from and to in the dataset's definition.
        """
      ])
  }

  @Test func `places whose years the definition gives are explained`() throws {
    let ended = PlaceDefinition(place: Place(code: "14"), names: [:], to: 2001)
    let findings = try findings(before: "14") { places in
      places[3].from = 2002
      places.insert(ended, at: 3)
    }
    #expect(findings == [])
  }

  @Test func `the same places in another order are left alone`() throws {
    let edition = try #require(series.edition(of: series.years[0]))
    let order = [4, 2, 0, 1, 3]
    let shuffled = StoredEdition(
      referenceYear: edition.referenceYear, vintage: 1, places: order.map { edition.places[$0] },
      values: order.flatMap { from in order.map { edition.values[series.cell(from, $0)] } })
    let table = try series.table(of: series.years[1])
    #expect(historyFindings(of: table, among: [try #require(shuffled)]) == [])
  }
}
