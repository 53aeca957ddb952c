import DigitGroups
import FlytTesting
import Testing

@Suite struct OutcomeTests {
  /// Both rows read "1 100 1 100", and each can be the other.
  private static let undecidable = PlainFigures([[1_100, 1, 100], [1, 100, 1_100]])

  @Test func `two partings are told with the cells in which they differ`() throws {
    let table = Self.undecidable.printed()
    guard case .ambiguous(let one, let other) = table.parted() else {
      Issue.record("\(table.parted())")
      return
    }
    let cells = one.differences(from: other)
    #expect(cells.count == 6)
    for (row, column) in cells { #expect(one.figures[row][column] != other.figures[row][column]) }
  }

  @Test func `a row that misses its total is named with the difference`() {
    var table = PlainFigures([[1_200, 30, 4], [5, 6_789, 10], [11, 12, 13]]).printed()
    // 30 becomes 33.
    table.rows[1][0][4] = GroupToken(.digits(count: 2, value: 33))
    #expect(table.parted() == .none(NearestLine(line: .row(1), excess: 3)))
  }

  @Test func `a row of too few tokens is named`() {
    var table = PlainFigures([[1, 2], [3, 4]]).printed()
    table.rows[2][0].removeLast()
    #expect(table.parted() == .none(NearestLine(line: .row(2), excess: nil)))
  }

  @Test func `a column that contradicts all rows is named`() {
    var table = PlainFigures([[1, 2], [3, 4]]).printed()
    // Both cells of a row trade places: the row's sum stays.
    table.rows[1][0].swapAt(1, 2)
    #expect(table.parted() == .none(NearestLine(line: .column(1), excess: nil)))
  }

  @Test func `work is limited, and its end is no answer`() throws {
    let table = try PlainFigures(PlainFigures.real()).printed()
    guard case .undecided(let work) = table.parted(workLimit: 10_000) else {
      Issue.record("decided within 10,000 words")
      return
    }
    #expect((1..<1_000_000).contains(work))
  }

  @Test func `evidence that a cell begins parts what sums leave open`() throws {
    let figures = Self.undecidable
    var table = figures.printed()
    for (row, figures) in figures.rows.enumerated() {
      let tokens = figures.flatMap { figure in
        PlainFigures.groups(of: figure).enumerated().map { position, token in
          GroupToken(token.kind, beginsCell: position == 0)
        }
      }
      table.rows[row] = [tokens]
    }
    #expect(try unique(table).figures == figures.rows)
  }

  @Test func `a hidden number frees its row and column, and no others`() throws {
    var table = PlainFigures([[1_200, 30, 4], [5, 6_789, 10], [11, 12, 13]]).printed()
    table.rows[1][0][4] = GroupToken(.whole(nil))
    let parted = try unique(table)
    #expect(parted.rows[1].map(\.value) == [1_234, 1_200, nil, 4])
  }
}
