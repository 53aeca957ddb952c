import FlowTables
import FlytTesting
import Testing

@testable import Checks

@Suite struct SuspectTests {
  private static let (a, b) = (TestTable.a, TestTable.b)

  struct Example: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Other figures in some cells, by their index; -1 loses the cell.
    let change: [Int: Int]
    /// How the suspects begin and end.
    let says: [(head: String, tail: String)]
  }

  @Test(arguments: [
    Example(testDescription: "nothing", change: [:], says: []),
    Example(
      testDescription: "an unknown misreading", change: [4: 97],
      says: [("suspect 2->2: read 97; 50 satisfies row 2 and column 2", "(line 14, column 1).")]),
    Example(
      testDescription: "a lost figure", change: [4: -1],
      says: [("suspect 2->2: read nothing; 50 satisfies row 2 and column 2", "; the figure lost.")]),
    Example(
      testDescription: "two figures of a row exchanged", change: [3: 50, 4: 40],
      says: [
        ("suspect 2->1: read 50; 40 satisfies", "; the cells 2->1 and 2->2 exchanged."),
        ("suspect 2->2: read 40; 50 satisfies", "; the cells 2->1 and 2->2 exchanged."),
      ]),
    Example(
      testDescription: "two figures anywhere exchanged", change: [1: 60, 5: 20],
      says: [
        ("suspect 1->2: read 60; 20 satisfies", "; the cells 1->2 and 2->abroad exchanged."),
        ("suspect 2->abroad: read 20; 60 satisfies", "; the cells 1->2 and 2->abroad exchanged."),
      ]),
    Example(
      testDescription: "a row shifted", change: [3: 7, 4: 40, 5: 50],
      says: [
        (
          "suspect 2->1 to 2->abroad: row 2 from column 1 on shifted by one place (line 13, column 1); moved back, "
            + "with 60 for 2->abroad,", "they satisfy every sum."
        )
      ]),
    Example(
      testDescription: "two figures by themselves", change: [0: 17, 4: 59],
      says: [
        ("no single figure explains the sums; these 2 together make everything add up:", " 1->1, 2->2."),
        ("suspect 1->1: read 17; 10 satisfies", "one digit changed."),
        ("suspect 2->2: read 59; 50 satisfies", "one digit changed."),
      ]),
    Example(
      testDescription: "two figures of a row by themselves", change: [0: 17, 1: 25],
      says: [
        ("no single figure explains the sums; these 2 together make everything add up:", " 1->1, 1->2."),
        ("suspect 1->1: read 17; 10 satisfies", "one digit changed."),
        ("suspect 1->2: read 25; 20 satisfies", "one digit changed."),
      ]),
    Example(
      testDescription: "two figures wrong by the same number", change: [0: 13, 4: 53],
      says: [
        ("no single figure explains the sums; these 2 together make everything add up:", " 1->1, 2->2."),
        ("suspect 1->1: read 13; 10 satisfies", "one digit changed."),
        ("suspect 2->2: read 53; 50 satisfies", "one digit changed."),
      ]),
    Example(
      testDescription: "two figures of a row wrong by opposite numbers", change: [3: 46, 4: 44],
      says: [
        (
          "no single figure and no known misreading explains the sums: 0 rows and 2 columns (1, 2) disagree",
          "."
        )
      ]),
    Example(
      testDescription: "a heap", change: [0: 17, 1: 25, 3: 44, 4: 53, 6: 79],
      says: [
        (
          "no single figure and no known misreading explains the sums: 3 rows (1, 2, abroad) and 2 columns (1, 2) disagree",
          "."
        )
      ]),
  ])
  func `the figures that make every sum right are named`(_ example: Example) throws {
    let suspects = try TestTable.findings { table in
      for (index, persons) in example.change.sorted(by: { $0.key > $1.key }) {
        let flow = table.cells[index].flow
        let cell = TestTable.cell(flow.origin, flow.destination, persons, line: 10 + index)
        table.cells.replaceSubrange(index...index, with: persons < 0 ? [] : [cell])
      }
    }.filter(\.isSuspect).map(\.message)
    #expect(suspects.count == example.says.count, "\(suspects)")
    for (message, says) in zip(suspects, example.says) {
      #expect(message.hasPrefix(says.head) && message.hasSuffix(says.tail), "\(message)")
    }
  }

  @Test func `where only rows carry sums the figures that a misreading explains are named`() throws {
    let suspects = try TestTable.findings { table in
      table.totals.removeAll { if case .to = $0.margin { true } else { false } }
      table.cells[3] = TestTable.cell(Self.b, Self.a, 4, line: 13)
    }.filter(\.isSuspect)
    #expect(suspects.map(\.to) == ["1"])
    #expect(
      suspects.first?.message
        == "suspect 2->1: read 4; 40 satisfies row 2, the only sum over it (line 13, column 1); one digit lost."
    )
  }

  @Test func `what the sums leave for a lone hidden cell is a warning, and an error where they disagree`()
    throws
  {
    let hidden = ReportedFigure(.value(.absent(.suppressed)), mark: ":", at: SourcePlace(line: 11, column: 1))
    let cell = ReportedCell(Flow(from: Self.a, to: Self.b), hidden)
    let warnings = try TestTable.findings { $0.cells[1] = cell }
    #expect(warnings.map(\.severity) == [.warning])
    #expect(
      warnings.first?.message.contains("hides the number (line 11, column 1), but the sums leave 20") == true)
    let errors = try TestTable.findings { table in
      table.cells[1] = cell
      table.cells[0] = TestTable.cell(Self.a, Self.a, 1, line: 10)
    }
    #expect(errors.first?.message.hasPrefix("suspect 1->1: read 1; 10 satisfies") == true)
    #expect(
      errors.contains {
        $0.severity == .error && $0.message.contains("row 1 leaves 29 for it and column 2 20")
      })
  }

  @Test(arguments: [
    ([40, 60], "suspect 2->2: no figure was read; 50 satisfies every sum", "; the figure lost."),
    ([40, 50, 5, 60], "suspect 2->abroad: read 5 before it; without that every sum", "; a figure too many."),
    (
      [4, 0, 50, 60], "suspect 2->1: read 4 and another; 40 satisfies every sum",
      "; one figure parted in two."
    ),
    ([4050, 60], "suspect 2->1: read 4 050; 40 satisfies every sum", "; joined with the figure after it."),
  ])
  func `a figure too few or too many is told by the columns`(figures: [Int], head: String, tail: String)
    throws
  {
    let suspects = try TestTable.findings { table in
      table.cells.removeSubrange(3...5)
      table.unplacedRows = [
        UnplacedRow(
          .place(Self.b), on: .from, columns: TestTable.places.map { .place($0) },
          figures: figures.enumerated().map { TestTable.figure($1, line: 40 + $0) })
      ]
    }.filter(\.isSuspect).map(\.message)
    #expect(suspects.count == 1)
    #expect(suspects.first.map { $0.hasPrefix(head) && $0.hasSuffix(tail) } == true, "\(suspects)")
  }

  @Test func `a large table with everything broken costs little`() throws {
    let places = (1...357).map { Place(code: "\($0)") }
    var random = SeededGenerator(seed: 357)
    var table = ReportedTable(dataset: "large", layout: "none", years: [TestTable.statement("2011", line: 1)])
    for (row, origin) in places.enumerated() {
      for destination in places {
        table.cells.append(
          TestTable.cell(origin, destination, Int.random(in: 0...999, using: &random), line: row))
      }
      table.totals.append(ReportedTotal(.from(origin), TestTable.figure(row, line: row)))
      table.totals.append(ReportedTotal(.to(origin), TestTable.figure(row, line: 0)))
    }
    table.totals.append(ReportedTotal(.grand, TestTable.figure(1, line: 0)))
    let grid = ReportedGrid(table, places: places)
    let clock = ContinuousClock()
    let start = clock.now
    let findings = suspects(in: grid, unplaced: [], tolerance: 0)
    let cost = start.duration(to: clock.now)
    print("suspects of 357 places: \(cost)")
    #expect(findings.count <= 13)
    // A build for debugging is some twenty times slower.
    #expect(cost < .seconds(3))
  }
}

extension Finding {
  fileprivate var isSuspect: Bool { code == .suspectCell || code == .suspectTotal }
}
