import Checks
import FlowTables
import Testing

@Suite struct RevisionTests {
  private let series = YearSeries(hundredths: [100])

  private func findings(_ change: (inout [Int?]) -> Void) throws -> [Finding] {
    let year = series.years[0]
    return historyFindings(
      of: try series.table(of: year, change), among: [], following: series.edition(of: year))
  }

  @Test func `a revision of a few figures is left alone`() throws {
    #expect(try findings { for place in 0..<5 { $0[place]? += 10 } } == [])
  }

  @Test func `an edition that moves the total by more than a fifth is said`() throws {
    let findings = try findings { $0[0] = 15_000 }
    #expect(findings.map(\.code) == [.unusualChange])
    #expect(
      findings.map(\.message) == [
        """
        total->total: 39 100, but 29 100 in edition 1 of 2001 (+34 %); 1 of 23 figures differ from it. Revisions \
        change less: compare with the publisher's table, and the title's year with its figures.
        """
      ])
    #expect(findings.map(\.expected) == [29_100] && findings.map(\.found) == [39_100])
  }

  @Test func `an edition that changes more than a third of the figures is said`() throws {
    #expect(try findings { for place in 0..<7 { $0[place]? += 1 } } == [])
    let findings = try findings { for place in 0..<8 { $0[place]? += 1 } }
    #expect(
      findings.map(\.message) == [
        """
        total->total: 29 108, but 29 100 in edition 1 of 2001 (+0 %); 8 of 23 figures differ from it. Revisions \
        change less: compare with the publisher's table, and the title's year with its figures.
        """
      ])
  }

  @Test func `an edition of the same year is no other year`() throws {
    let year = series.years[0]
    let same = [series.edition(of: year)].compactMap(\.self)
    #expect(historyFindings(of: try series.table(of: year), among: same) == [])
  }
}
