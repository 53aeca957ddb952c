import Documents
import FlowTables
import Testing

@testable import Layouts

@Suite struct WordFormTests {
  private static let form = FigureForm(symbols: [
    ".": .absent(.notApplicable), "-": .zero, ":": .absent(.suppressed),
  ])

  @Test(
    arguments: [
      ("13390", ReportedFigure.Reading.value(.persons(13_390)), nil),
      ("13,390", .value(.persons(13_390)), nil),
      ("0", .value(.persons(0)), nil),
      (".", .value(.absent(.notApplicable)), "."),
      (":", .value(.absent(.suppressed)), ":"),
      ("-", .value(.persons(0)), "-"),
      ("–", .value(.persons(0)), "–"),
      ("-5", .unreadable("-5", .negative), nil),
      ("5.7", .unreadable("5.7", .fractional), nil),
      ("1,23", .unreadable("1,23", .fractional), nil),
      ("5O", .unreadable("5O", .malformed), nil),
      ("1000000000000", .unreadable("1000000000000", .overflowing), nil),
      ("99999999999999999999", .unreadable("99999999999999999999", .overflowing), nil),
    ] as [(String, ReportedFigure.Reading, String?)])
  func `a printed figure is read`(text: String, reading: ReportedFigure.Reading, mark: String?) {
    #expect(Self.form.looksLikeFigure(text))
    #expect(Self.form.reading(of: text).reading == reading)
    #expect(Self.form.reading(of: text).mark == mark)
  }

  @Test(arguments: ["Oslo", "11.05.2012", "2012-05-11", "12abc", "", "*", "m2"])
  func `what is no figure is left alone`(text: String) {
    #expect(!Self.form.looksLikeFigure(text))
  }

  @Test(
    arguments: [
      ("2 Moves between regions. 2011", 1, "2011"),
      ("MOVES\nbetween\nregions.2011", 1, "2011"),
      ("moves between regions (2011).", 1, "2011"),
      ("Moves between regions.\n\n2011 next", 1, "2011"),
      ("Moves between regions. 201l", 1, "201l"),
      ("Moves between regions.\nTotal 1", 1, ""),
      ("Moves between regions. 2011 x Moves between regions. 2010", 2, "2011"),
      ("Moves between municipalities. 2011", 0, nil),
    ] as [(String, Int, String?)])
  func `titles are found with their year`(text: String, count: Int, year: String?) throws {
    let words = try PageText(utf8: Array(text.utf8)).words
    let matches = TitlePattern.matches(of: [TitlePattern("Moves between regions. {year}")], in: words)
    #expect(matches.count == count)
    #expect(matches.first?.year.text == year)
  }

  @Test func `a title may begin with its year`() throws {
    let words = try PageText(utf8: Array("2011: Moves between regions".utf8)).words
    let matches = TitlePattern.matches(of: [TitlePattern("{year} Moves between regions")], in: words)
    #expect(matches.map(\.year.value) == [2011])
  }
}
