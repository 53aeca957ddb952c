import FlowTables
import Testing

@testable import Checks

@Suite struct YearTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var years = ["2011"]
    var name = "table.txt"
    var today = "2026-11-22"
    /// Code, severity and message of the only finding.
    let code: Finding.Code
    var severity = Finding.Severity.error
    let says: String
  }

  struct Dates: Sendable {
    var name = "table.txt"
    var updated: String?
    var stated: String?
    let releasedOn: String?
    var isDoubted = false
  }

  @Test(arguments: [
    Dates(releasedOn: nil),
    Dates(stated: "2012-05-11", releasedOn: "2012-05-11"),
    Dates(updated: "2012-05-10", releasedOn: "2012-05-10"),
    Dates(name: "tab-2012-05-09-02", releasedOn: "2012-05-09"),
    Dates(name: "tab-2012-05-09-02", stated: "2012-05-09", releasedOn: "2012-05-09"),
    Dates(updated: "2012-05-10", stated: "2012-05-11", releasedOn: "2012-05-10", isDoubted: true),
    Dates(
      name: "tab-2012-05-09-02", updated: "2012-05-10", stated: "2012-05-11", releasedOn: "2012-05-09",
      isDoubted: true),
    // A database's date is that of its newest year.
    Dates(updated: "2015-05-10", releasedOn: nil),
    Dates(updated: "2015-05-10", stated: "2012-05-11", releasedOn: "2012-05-11"),
    // One that cannot be makes way for one that can.
    Dates(name: "tab-2011-05-09-02", stated: "2012-05-11", releasedOn: "2012-05-11"),
  ])
  func `the edition's date is the source's, else the stated one`(dates: Dates) throws {
    var table = TestTable.reported
    table.updatedOn = dates.updated.flatMap { CivilDate(iso: $0) }
    let checked = try check(
      table,
      in: TestTable.context(name: dates.name, releasedOn: dates.stated.flatMap { CivilDate(iso: $0) }))
    #expect(checked.releasedOn?.description == dates.releasedOn)
    #expect(checked.warnings.contains { $0.code == .yearConflict } == dates.isDoubted)
  }

  @Test(arguments: [
    Example(
      testDescription: "none", years: [], code: .noYear, says: "no title that states the reference year."),
    Example(
      testDescription: "an empty one", years: [""], code: .noYear,
      says: "line 1, column 1: the title states no year. Was it cut?"),
    Example(
      testDescription: "no number", years: ["201l"], code: .yearImplausible,
      says: "line 1, column 1: '201l' is not a year of four digits."),
    Example(
      testDescription: "two", years: ["2011", "2010"], code: .yearConflict,
      says:
        "the extract states several reference years: 2011 on line 1, column 1, 2010 on line 2, column 1. Part it by year."
    ),
    Example(
      testDescription: "out of range", years: ["2199"], code: .yearImplausible,
      says: "line 1, column 1: 2199 is not a year from 1900 to 2100."),
    Example(
      testDescription: "not ended", today: "2011-12-31", code: .yearImplausible,
      says: "the table is of 2011, which has not ended on 2011-12-31."),
    Example(
      testDescription: "before the series", years: ["1999"], code: .yearImplausible,
      says: "the table is of 1999, but test begins with 2000."),
    Example(
      testDescription: "after the series", years: ["2012"], code: .yearImplausible, severity: .warning,
      says: "the table is of 2012, but test ended with 2011."),
    Example(
      testDescription: "an edition too early", name: "tab-2011-05-11-02", code: .yearConflict,
      says: "the edition is dated 2011-05-11, but a table of 2011 cannot appear before 2012."),
    Example(
      testDescription: "an edition of the future", name: "tab-2030-05-11", code: .yearConflict,
      severity: .warning,
      says: "the edition's date 2030-05-11 lies in the future of 2026-11-22; not used."),
    Example(
      testDescription: "another year in the name", name: "flows-2010.csv", code: .yearConflict,
      severity: .warning,
      says: "the name 'flows-2010.csv' says 2010, the table 2011. The table counts."),
  ])
  func `a doubtful year is said`(_ example: Example) throws {
    let findings = try TestTable.findings(name: example.name, today: example.today) { table in
      table.years = example.years.enumerated().map { TestTable.statement($1, line: $0 + 1) }
    }
    #expect(findings.map(\.code) == [example.code])
    #expect(findings.first?.severity == example.severity)
    #expect(findings.first?.message.hasPrefix(example.says) == true, "\(findings.first?.message ?? "")")
  }

  @Test(
    arguments: [
      ("tab-2012-05-11-02", "2012-05-11", []),
      ("flows-20120511.txt", "2012-05-11", []),
      ("county-flows-2011-en.txt", nil, [2011]),
      ("flows 2001-2003.csv", nil, [2001, 2003]),
      ("2012-13-40.txt", nil, [2012]),
      ("run-99999-1.txt", nil, []),
    ] as [(String, String?, [Int])])
  func `dates and years are found in names`(name: String, date: String?, years: [Int]) {
    let dates = NameDates(in: name)
    #expect(dates.date == date.flatMap { CivilDate(iso: $0) })
    #expect(dates.years == years)
  }
}
