import Checks
import FlowTables
import Testing

@Suite struct NumberTests {
  private let series = YearSeries(hundredths: [100, 104, 98, 102])

  @Test func `cells that lost their numbers are one finding with examples`() throws {
    let findings = try series.findings(of: series.years[3]) { figures in
      for place in 0..<4 { figures[series.cell(place, 3)] = nil }
    }
    let emptied = findings.filter { $0.code == .cellsEmptied }
    #expect(
      emptied.map(\.message) == [
        """
        4 cells without a number that had one in 2003: 01->04 (784), 02->04 (196), 03->04 (686) and 1 more. Compare with the \
        publisher's table: a column may have been lost or shifted, or a symbol misread.
        """
      ])
    #expect(emptied.map(\.found) == [4])
    #expect(emptied.map(\.from) == ["01"] && emptied.map(\.to) == ["04"])
  }

  @Test func `a cell that got a number is said`() throws {
    let findings = try series.findings(of: series.years[3]) { $0[series.cell(2, 2)] = 12 }
    #expect(findings.map(\.code) == [.cellsFilled])
    #expect(
      findings.map(\.message) == [
        """
        1 cell with a number that had none in 2003: 03->03 (12). Compare with the \
        publisher's table: a column may have been lost or shifted, or a symbol misread.
        """
      ])
  }

  @Test func `a nought printed as a mark, or a mark as a nought, is left alone`() throws {
    #expect(try series.findings(of: series.years[3]) { $0[series.cell(2, 2)] = 0 } == [])
  }

  @Test(arguments: [(10, []), (11, [Finding.Code.cellsEmptied])])
  func `only figures too large to be confidential are missed where one is suppressed`(
    persons: Int, codes: [Finding.Code]
  ) throws {
    let index = series.cell(2, 2)
    let before = try #require(series.edition(of: series.years[2]) { $0[index] = persons })
    var values = series.figures(of: series.years[3]).map(\.cellValue)
    values[index] = .absent(.suppressed)
    let table = try checked(values, of: series.places, in: series.years[3], series.dataset)
    #expect(historyFindings(of: table, among: [before]).map(\.code) == codes)
  }
}
