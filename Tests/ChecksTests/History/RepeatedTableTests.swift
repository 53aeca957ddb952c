import Checks
import FlowTables
import Testing

@Suite struct RepeatedTableTests {
  private let series = YearSeries(hundredths: [100, 104, 98, 102])

  /// What is said of the figures of 2002 under the title of 2004.
  private func findings(_ change: (inout [Int?]) -> Void) throws -> [Finding] {
    try series.findings(of: series.years[3]) { figures in
      figures = series.figures(of: series.years[1])
      change(&figures)
    }
  }

  @Test func `a table with another year's figures is said`() throws {
    #expect(try findings { _ in }.map(\.code) == [.sameAsOtherYear])
    #expect(
      try findings { _ in }.map(\.message) == [
        """
        all 25 cells have the figures of 2002. Compare with the \
        publisher's tables of 2004 and of 2002: one of them may stand under the wrong year.
        """
      ])
  }

  @Test func `all but a few of another year's figures are counted`() throws {
    let findings = try findings { figures in
      figures[series.cell(0, 1)]? += 2
      figures[series.cell(3, 2)]? -= 7
    }
    #expect(
      findings.map(\.message) == [
        """
        all but 2 of 25 cells have the figures of 2002; the first that differs is 01->02, 1 250 here and 1 248 in 2002. Compare with the \
        publisher's tables of 2004 and of 2002: one of them may stand under the wrong year.
        """
      ])
    #expect(findings.map(\.found) == [2])
  }

  @Test func `a year of its own is left alone, even with some of another's figures`() throws {
    #expect(try series.findings(of: series.years[3]) == [])
    #expect(try findings { for place in 0..<3 { $0[place]? += 5 } } == [])
  }

  @Test(arguments: [(0, [Finding.Code.sameAsOtherYear]), (1, [])])
  func `where few pairs have figures, one that differs makes another table`(
    differing: Int, codes: [Finding.Code]
  ) throws {
    let places = series.places
    let figures = (0..<25).map { $0 < 5 ? 40 + $0 : 0 }
    let edition = try #require(
      StoredEdition(
        referenceYear: series.years[1], vintage: 1, places: places, values: figures.map { .persons($0) }))
    let here = figures.indices.map { CellValue.persons($0 < differing ? 47 : figures[$0]) }
    let table = try checked(here, of: places, in: series.years[3], YearSeries.definition(of: places))
    #expect(historyFindings(of: table, among: [edition]).map(\.code) == codes)
  }

  @Test func `small figures that are the same by chance show nothing`() throws {
    let places = series.places
    let values = (0..<25).map { CellValue.persons($0 % 10) }
    let year = series.years[3]
    let dataset = YearSeries.definition(of: places)
    let edition = try #require(
      StoredEdition(referenceYear: series.years[1], vintage: 1, places: places, values: values))
    #expect(historyFindings(of: try checked(values, of: places, in: year, dataset), among: [edition]) == [])
  }
}
