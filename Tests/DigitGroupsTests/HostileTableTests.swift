import DigitGroups
import Testing

@Suite struct HostileTableTests {
  private static let one = GroupToken(.digits(count: 1, value: 1))
  private static let huge = GroupToken(.digits(count: 3, value: 999))

  static let unfit: [GroupedTable] = [
    GroupedTable(rows: [], blocks: [], totalRow: nil, totalColumn: nil),
    GroupedTable(rows: [[[one]]], blocks: [], totalRow: nil, totalColumn: nil),
    GroupedTable(rows: [[[one]]], blocks: [0], totalRow: nil, totalColumn: nil),
    GroupedTable(rows: [[[one]]], blocks: [-1], totalRow: nil, totalColumn: nil),
    GroupedTable(rows: [[[one]]], blocks: [.max], totalRow: nil, totalColumn: nil),
    GroupedTable(rows: [[[one], [one]]], blocks: [1], totalRow: nil, totalColumn: nil),
    GroupedTable(rows: [[[one]]], blocks: [1], totalRow: 1, totalColumn: nil),
    GroupedTable(rows: [[[one]]], blocks: [1], totalRow: nil, totalColumn: -1),
    GroupedTable(
      rows: [[[GroupToken(.digits(count: 20, value: .max))]]], blocks: [1], totalRow: nil, totalColumn: nil),
    GroupedTable(
      rows: [[[GroupToken(.digits(count: 1, value: 10))]]], blocks: [1], totalRow: nil, totalColumn: nil),
    GroupedTable(
      rows: [[[GroupToken(.digits(count: 0, value: 0))]]], blocks: [1], totalRow: nil, totalColumn: nil),
    GroupedTable(rows: [[[GroupToken(.whole(.min))]]], blocks: [1], totalRow: nil, totalColumn: nil),
    GroupedTable(
      rows: Array(repeating: [[one]], count: 1_000), blocks: [1], totalRow: nil, totalColumn: nil),
    GroupedTable(
      rows: [[Array(repeating: one, count: 100_000)]], blocks: [400], totalRow: nil, totalColumn: nil),
  ]

  @Test(arguments: unfit) func `what is no table is no table`(_ table: GroupedTable) {
    #expect(table.parted() == .unfit)
  }

  @Test func `the largest figures add up without a trap`() {
    let row = [Array(repeating: Self.huge, count: 40)]
    let table = GroupedTable(
      rows: Array(repeating: row, count: 10), blocks: [10], totalRow: 0, totalColumn: 0)
    // Ten cells of four groups each: the total would have to be nine times itself.
    guard case .none(let line) = table.parted() else {
      Issue.record("not refused")
      return
    }
    #expect(line?.excess == 8 * 999_999_999_999)
  }

  @Test func `blanks without end are given up`() {
    // Every token can stand alone or follow, and no sum is asked for.
    let row = [Array(repeating: Self.huge, count: 30)]
    let table = GroupedTable(
      rows: Array(repeating: row, count: 20), blocks: [20], totalRow: nil, totalColumn: nil)
    guard case .ambiguous = table.parted() else {
      Issue.record("not ambiguous")
      return
    }
  }

  @Test func `a leading zero is no figure but 0 itself`() {
    let zero = GroupToken(.digits(count: 2, value: 7))
    let table = GroupedTable(rows: [[[zero]]], blocks: [1], totalRow: nil, totalColumn: nil)
    #expect(table.parted() == .none(NearestLine(line: .row(0), excess: nil)))
  }
}
