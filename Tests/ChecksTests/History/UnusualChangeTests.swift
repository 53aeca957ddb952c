import Checks
import FlowTables
import Testing

@Suite struct UnusualChangeTests {
  private let series = YearSeries(hundredths: [100, 104, 98, 102, 101])
  private var last: ReferenceYear { get throws { try #require(series.years.last) } }

  @Test func `a cell outside the changes seen so far is said with both figures and the usual range`() throws {
    let findings = try series.findings(of: last) { $0[series.cell(0, 3)] = 81 }
    #expect(findings.map(\.code) == [.unusualChange])
    let finding = try #require(findings.first)
    #expect(
      finding.message == """
        01->04: 81, but 816 in 2004 (-90 %); in the years stored so far it changed by -6 % to +4 % a year \
        (line 1, column 4). Compare with the publisher's table.
        """)
    #expect(finding.severity == .warning)
    #expect([finding.expected, finding.found, finding.line, finding.column] == [816, 81, 1, 4])
    #expect([finding.from, finding.to] == ["01", "04"])
  }

  @Test func `a cell within the changes seen so far is left alone`() throws {
    #expect(try series.findings(of: last) { $0[series.cell(1, 2)] = 1400 } == [])
  }

  @Test func `small figures never alarm`() throws {
    #expect(try series.findings(of: last) { $0[series.cell(3, 4)] = 80 } == [])
  }

  @Test func `a figure that changed as much before is left alone`() throws {
    let year = try last
    let restless = series.years.filter { $0 < year }.compactMap { earlier in
      series.edition(of: earlier) { $0[series.cell(1, 2)] = earlier.value.isMultiple(of: 2) ? 1500 : 500 }
    }
    let table = try series.table(of: year) { $0[series.cell(1, 2)] = 500 }
    #expect(historyFindings(of: table, among: restless) == [])
  }

  @Test func `a sum outside the changes seen so far is said`() throws {
    let findings = try series.findings(of: last) { figures in
      for place in series.places.indices { figures[series.cell(3, place)]? *= 2 }
    }
    let row = try #require(findings.first { $0.to == "total" })
    #expect(
      row.message == """
        04->total: 10 198, but 5 151 in 2004 (+98 %); in the years stored so far it changed by -6 % to +4 % a \
        year. Compare with the publisher's table.
        """)
  }

  @Test func `the worst five are said, and how many more there are`() throws {
    let findings = try series.findings(of: last) { figures in figures = figures.map { $0.map { $0 * 4 } } }
    #expect(findings.map(\.code) == Array(repeating: .unusualChange, count: 5))
    #expect(
      findings.last?.message.hasSuffix(" And 29 more figures changed as unusually.") == true,
      "\(findings.last?.message ?? "")")
  }

  @Test func `beside one year alone only a sum more than three times as large warns`() throws {
    let year = try last
    let before = [try #require(series.edition(of: series.years[0]))]
    let twice = try series.table(of: year) { figures in figures = figures.map { $0.map { $0 * 2 } } }
    #expect(historyFindings(of: twice, among: before) == [])
    let large = try series.table(of: year) { $0[series.cell(4, 3)] = 24_000 }
    #expect(
      historyFindings(of: large, among: before).map(\.message) == [
        """
        abroad->total: 27 232, but 3 700 in 2001 (+636 %); too few years are stored to say what is usual. Compare \
        with the publisher's table.
        """,
        """
        total->04: 28 747, but 5 200 in 2001 (+453 %); too few years are stored to say what is usual. Compare with \
        the publisher's table.
        """,
      ])
  }

  @Test func `a change that a later year keeps is left alone`() throws {
    let middle = series.years[2]
    let doubled = { (figures: inout [Int?]) in figures[series.cell(0, 1)] = 4000 }
    let editions = series.years.compactMap { year in
      year == middle ? nil : year < middle ? series.edition(of: year) : series.edition(of: year, doubled)
    }
    #expect(historyFindings(of: try series.table(of: middle, doubled), among: editions) == [])
  }

  @Test func `a figure odd beside both the year before and the year after is said`() throws {
    let findings = try series.findings(of: series.years[3]) { $0[series.cell(0, 1)] = 120 }
    #expect(
      findings.map(\.message) == [
        """
        01->02: 120, but 1 176 in 2003 (-90 %); in the years stored so far it changed by -6 % to +4 % a year \
        (line 1, column 2). Compare with the publisher's table.
        """
      ])
  }
}
