import Checks
import FlowTables
import Testing

@Suite struct ArrangementTests {
  private static let seeds: Range<UInt64> = 0..<6

  /// The codes of what is said of a year's figures that were put elsewhere.
  private func codes(
    _ series: YearSeries, _ change: (YearSeries, inout [Int?]) -> Void
  ) throws -> [Finding.Code] {
    try series.findings(of: try #require(series.years.last)) { change(series, &$0) }.map(\.code)
  }

  @Test(arguments: seeds, [5, 20])
  func `a transposed table is said and nothing else`(seed: UInt64, places: Int) throws {
    let series = YearSeries(seed: seed, places: places)
    #expect(try codes(series) { $0.transpose(&$1) } == [.looksTransposed], "\(series)")
  }

  @Test(arguments: seeds, [6, 20])
  func `exchanged rows, columns and places are said and nothing else`(seed: UInt64, places: Int) throws {
    let series = YearSeries(seed: seed, places: places)
    let (one, two) = (Int(seed) % (places - 1), Int(seed + 3) % (places - 1))
    #expect(try codes(series) { $0.exchangeRows(one, two, &$1) } == [.looksExchanged], "\(series)")
    #expect(try codes(series) { $0.exchangeColumns(one, two, &$1) } == [.looksExchanged], "\(series)")
    let both = try codes(series) {
      $0.exchangeRows(one, two, &$1)
      $0.exchangeColumns(one, two, &$1)
    }
    #expect(both == [.looksExchanged], "\(series)")
  }

  @Test func `a transposed table is told by its pairs`() throws {
    let series = YearSeries(hundredths: [100, 104])
    let findings = try series.findings(of: series.years[1]) { series.transpose(&$0) }
    #expect(
      findings.map(\.message) == [
        """
        10 of 10 pairs of places have their surplus the other way than in 2001, such as 02->abroad: 1 560 and 624 \
        back, but 600 and 1 500 back in 2001. Origins and destinations may have been exchanged; compare the \
        table's headings with the publisher's.
        """
      ])
    #expect(findings.map(\.severity) == [.warning])
  }

  @Test(arguments: [
    (
      true, false,
      "the rows from 01 and from 03 fit 2001 far better as one another: 01->02 1 040 (1 200), 03->02 1 248 (1 000)."
    ),
    (
      false, true,
      "the columns to 01 and to 03 fit 2001 far better as one another: 02->01 1 560 (900), 02->03 936 (1 500)."
    ),
    (
      true, true,
      "the rows and columns of 01 and 03 fit 2001 far better as one another: 01->02 1 040 (1 200), 03->02 1 248 (1 000)."
    ),
  ])
  func `an exchange is told by the cells that show it best`(rows: Bool, columns: Bool, says: String) throws {
    let series = YearSeries(hundredths: [100, 104])
    let findings = try series.findings(of: series.years[1]) { figures in
      if rows { series.exchangeRows(0, 2, &figures) }
      if columns { series.exchangeColumns(0, 2, &figures) }
    }
    let advice = "They or their headings may have been exchanged; compare with the publisher's table."
    #expect(findings.map(\.message) == ["\(says) \(advice)"])
    #expect(findings.map(\.severity) == [.warning])
  }

  @Test func `an edition of the same year serves where no other year is stored`() throws {
    let series = YearSeries(hundredths: [100])
    let year = series.years[0]
    let table = try series.table(of: year) { series.transpose(&$0) }
    let findings = historyFindings(of: table, among: [], following: series.edition(of: year))
    #expect(findings.map(\.code) == [.looksTransposed, .unusualChange])
  }

  @Test func `a table as symmetric as chance allows is not called transposed`() throws {
    let places = YearSeries(seed: 0, places: 7).places
    let values = (0..<49).map { index -> CellValue in
      let (from, to) = index.quotientAndRemainder(dividingBy: 7)
      return .persons(400 + 10 * (from + to) + (from < to ? 9 : -9))
    }
    let transposed = (0..<49).map { values[$0 % 7 * 7 + $0 / 7] }
    let years = [2001, 2002].compactMap { ReferenceYear($0) }
    let edition = try #require(
      StoredEdition(referenceYear: years[0], vintage: 1, places: places, values: values))
    let table = try checked(transposed, of: places, in: years[1], YearSeries.definition(of: places))
    #expect(!historyFindings(of: table, among: [edition]).map(\.code).contains(.looksTransposed))
  }
}

extension YearSeries {
  /// Rows become columns.
  func transpose(_ figures: inout [Int?]) {
    let before = figures
    for index in figures.indices {
      let (from, to) = index.quotientAndRemainder(dividingBy: places.count)
      figures[cell(to, from)] = before[index]
    }
  }

  /// All moves from one place as those from another.
  func exchangeRows(_ one: Int, _ two: Int, _ figures: inout [Int?]) {
    for place in places.indices { figures.swapAt(cell(one, place), cell(two, place)) }
  }

  /// All moves to one place as those to another.
  func exchangeColumns(_ one: Int, _ two: Int, _ figures: inout [Int?]) {
    for place in places.indices { figures.swapAt(cell(place, one), cell(place, two)) }
  }
}
