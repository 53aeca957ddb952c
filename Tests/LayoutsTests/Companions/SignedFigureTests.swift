import FlowTables
import Testing

@testable import Layouts

@Suite struct SignedFigureTests {
  private static let symbols: [String: SymbolMeaning] = [
    ".": .absent(.notApplicable), "-": .zero, "*": .remark(.preliminary),
  ]

  @Test(
    arguments: [
      ("-580", .value(.persons(-580)), nil), ("\u{2212}580", .value(.persons(-580)), nil),
      ("–580", .value(.persons(-580)), nil), ("+12", .value(.persons(12)), nil),
      ("-3,679", .value(.persons(-3_679)), nil), ("-3\u{A0}679", .value(.persons(-3_679)), nil),
      ("-12*", .value(.persons(-12)), "*"), ("-", .value(.persons(0)), "-"), ("–", .value(.persons(0)), "–"),
      ("12", .value(.persons(12)), nil), ("--5", .unreadable("--5", .negative), nil),
      ("-5.7", .unreadable("-5.7", .negative), nil), ("-.", .unreadable("-.", .negative), nil),
      ("-99999999999999999999", .unreadable("-99999999999999999999", .negative), nil),
    ] as [(String, ReportedFigure.Reading, String?)])
  func `a figure may have a sign where differences are printed`(
    text: String, reading: ReportedFigure.Reading, mark: String?
  ) {
    let form = FigureForm(symbols: Self.symbols, isSigned: true)
    #expect(form.reading(ofField: text).reading == reading)
    #expect(form.reading(ofField: text).mark == mark)
  }

  @Test(arguments: ["-580", "\u{2212}580", "-3\u{A0}679"])
  func `a table of persons has no signs`(text: String) {
    let form = FigureForm(symbols: Self.symbols)
    #expect(form.reading(ofField: text).reading == .unreadable(text, .negative))
  }

  @Test func `a database's number keeps its sign`() {
    #expect(
      FigureForm(symbols: [:], isSigned: true).reading(of: -7, status: nil).reading == .value(.persons(-7)))
  }
}
