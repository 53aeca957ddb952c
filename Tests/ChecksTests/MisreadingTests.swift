import FlowTables
import Testing

@testable import Checks

@Suite struct MisreadingTests {
  @Test(
    arguments: [
      (1_278, 1_188, nil), (1_188, 1_278, nil), (1_278, 1_288, .digitChanged),
      (1_278, 1_287, .digitsExchanged),
      (1_278, 8_271, .digitsExchanged), (1_278, 127, .digitLost), (1_278, 278, .digitLost),
      (1_005, 5, .digitLost), (1_278, 12_278, .digitDoubled), (1_278, 12_378, .digitAdded),
      (12_345, 345, .groupLost), (12_345, 12, .groupLost), (1_278_345, 1_345, .groupLost),
      (123_456, 456_123, .groupsExchanged), (10, 1, .digitLost), (7, 0, .digitChanged),
      (201, 21, .digitLost), (201, 102, .digitsExchanged), (5, 5, nil), (0, 5, .digitChanged),
      (999_999_999_999, 0, nil),
    ] as [(Int, Int, Misreading?)])
  func `a number is known by its misreading`(right: Int, read: Int, misreading: Misreading?) {
    #expect(Misreading.turning(right, into: read).first == misreading)
  }

  @Test(
    arguments: [
      ("-1278", .negative, 1_278, .signAdded), ("12l8", .malformed, 1_278, .characterChanged),
      ("12.78", .fractional, 1_278, .characterChanged), ("-1278", .negative, 1_287, nil),
      ("", .blank, 1_278, .figureLost), ("O", .malformed, 0, .characterChanged),
    ] as [(String, UnreadableReason, Int, Misreading?)])
  func `a text that is no number is known by what was done to it`(
    text: String, reason: UnreadableReason, right: Int, misreading: Misreading?
  ) {
    let figure = ReportedFigure(.unreadable(text, reason), at: SourcePlace(line: 1, column: 1))
    #expect(Misreading.explaining(figure, as: right) == misreading)
  }

  @Test func `symbols and lost figures are known for themselves`() {
    let place = SourcePlace(line: 1, column: 1)
    let absent = ReportedFigure(.value(.absent(.notApplicable)), mark: ".", at: place)
    let zero = ReportedFigure(.value(.persons(0)), mark: "-", at: place)
    let number = ReportedFigure(.value(.persons(1_278)), at: place)
    #expect(Misreading.explaining(absent, as: 7) == .symbolForNumber)
    #expect(Misreading.explaining(zero, as: 1_278) == .symbolForNumber)
    #expect(Misreading.explaining(number, as: 0) == .numberForSymbol)
    #expect(Misreading.explaining(nil, as: 7) == .figureLost)
    #expect(Misreading.explaining(number, as: 1_278) == nil)
  }
}
