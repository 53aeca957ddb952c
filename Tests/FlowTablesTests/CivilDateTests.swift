import FlowTables
import Testing

@Suite struct CivilDateTests {
  @Test(arguments: [
    ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2012-05-11", 15_471),
    ("0001-01-01", -719_162),
    ("9999-12-31", 2_932_896),
  ])
  func `a day is counted from 1970 and printed as it is read`(text: String, days: Int) throws {
    let date = try #require(CivilDate(iso: text))
    #expect(date.daysSince1970 == days)
    #expect(date.description == text)
  }

  @Test(arguments: [
    "2011-02-29", "1900-02-29", "2012-04-31", "2012-00-10", "2012-13-01", "2012-5-11", "12-05-11",
    "2012-05-11 ",
    "2012/05/11", "", "٢٠١٢-05-11", "+012-05-11", "0000-01-01",
  ])
  func `a day that no calendar has, or another form, is none`(text: String) {
    #expect(CivilDate(iso: text) == nil)
  }

  @Test func `days lie in order and apart`() throws {
    let edition = try #require(CivilDate(year: 2012, month: 5, day: 11))
    let newYear = try #require(CivilDate(year: 2012, month: 1, day: 1))
    #expect(newYear < edition)
    #expect(newYear.days(to: edition) == 131)
    #expect(edition.days(to: newYear) == -131)
  }
}
