import FlowTables
import Testing

@testable import Answers

@Suite struct YearsTests {
  @Test(arguments: [
    ("2011", YearSelection.span(2011...2011)), ("2001-2004", .span(2001...2004)), ("latest", .latest),
    ("LATEST", .latest), ("all", .all), ("2004-2001", nil), ("2001-", nil), ("-2001", nil), ("", nil),
    ("20111", nil), ("2001-2002-2003", nil), ("1899", nil),
  ])
  func `years are read as people write them`(text: String, selection: YearSelection?) {
    #expect(YearSelection(text) == selection)
  }

  @Test(arguments: [
    ([], "none"), ([2011], "2011"), ([2001, 2002, 2003], "2001-2003"),
    ([2004, 2001, 2000, 2000], "2000-2001, 2004"),
  ])
  func `stored years are told in spans`(years: [Int], text: String) {
    #expect(yearSpans(years.compactMap(ReferenceYear.init)) == text)
  }
}
