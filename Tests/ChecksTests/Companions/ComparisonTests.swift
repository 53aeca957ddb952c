import FlowTables
import Testing

@testable import Checks

/// What statements show of flows that are there, missing, hidden or impossible.
@Suite struct ComparisonTests {
  private static let (a, b, c) = (Place(code: "1"), Place(code: "2"), Place(code: "3"))
  private static let (ab, ba) = (Flow(from: a, to: b), Flow(from: b, to: a))

  private static func statement(
    _ value: Int, _ terms: [Flow: Int] = [ab: 1, ba: -1], by witness: String = "net"
  )
    -> FlowStatement
  {
    FlowStatement(
      .pair, "net migration 2 versus 1", by: witness, from: "2", to: "1", terms: terms, value: value,
      at: SourcePlace(line: 3, column: 1))
  }

  @Test(
    arguments: [
      (["ab": .persons(9), "ba": .persons(4)], "1 of 1 pairs agree", 0),
      (["ab": .persons(9), "ba": .persons(5)], "0 of 1 pairs agree", 0),
      (["ab": .persons(5), "ba": .absent(.notApplicable)], "1 of 1 pairs agree", 0),
      (["ab": .persons(9), "ba": .absent(.suppressed)], "0 of 0 pairs agree", 1),
      (["ab": .persons(9), "ba": .absent(.notAvailable)], "0 of 0 pairs agree", 1),
      (["ba": .persons(4)], "0 of 0 pairs agree", 1), ([:], "0 of 0 pairs agree", 0),
    ] as [([String: CellValue], String, Int)])
  func `only what is known is compared`(values: [String: CellValue], says: String, fills: Int) {
    let flows = Dictionary(
      uniqueKeysWithValues: values.map { ($0.key == "ab" ? Self.ab : Self.ba, $0.value) })
    let testimony = compare([Self.statement(5)], with: flows)
    #expect("\(testimony)" == says)
    #expect(testimony.fills.count == fills)
    // What is filled in satisfies the statement.
    for fill in testimony.fills { #expect(fill.persons == (fill.flow == Self.ab ? 9 : 4)) }
  }

  @Test func `fewer than nobody is a warning and fills nothing`() {
    let testimony = compare([Self.statement(5)], with: [Self.ab: .persons(2)])
    #expect(testimony.fills.isEmpty)
    #expect(
      testimony.warnings.map(\.message) == [
        "net migration 2 versus 1: net says 5 (line 3, column 1), which would leave -3 persons for 2->1. Compare both with the publisher's tables."
      ])
  }

  @Test func `two statements that would fill a cell differently leave it open`() {
    let testimony = compare(
      [Self.statement(5), Self.statement(6, by: "other")], with: [Self.ab: .persons(9)])
    #expect(testimony.fills.isEmpty)
    #expect(testimony.warnings.map(\.code) == [.companionDiffers])
    #expect(testimony.warnings.first.map { [$0.expected, $0.found] } == [4, 3])
    let agreed = compare([Self.statement(5), Self.statement(5, by: "other")], with: [Self.ab: .persons(9)])
    #expect(agreed.fills.map(\.statement.witness) == ["net"])
  }

  @Test func `a difference within the tolerance agrees`() {
    let flows: [Flow: CellValue] = [Self.ab: .persons(9), Self.ba: .persons(5)]
    #expect(compare([Self.statement(5)], with: flows, tolerance: 1).isConfirmation)
  }

  @Test(arguments: [Int.max, .min])
  func `figures beyond all numbers trap nowhere`(value: Int) {
    for number in [Int.max, .min, 0] {
      let flows: [Flow: CellValue] = [Self.ab: .persons(number), Self.ba: .persons(.min)]
      _ = compare([Self.statement(value)], with: flows)
      _ = compare([Self.statement(value)], with: [Self.ba: .persons(number)])
    }
  }

  @Test func `a dataset that is no sum of another says nothing of others`() throws {
    #expect(try statements(of: check(TestTable.reported, in: TestTable.context())).isEmpty)
  }
}
