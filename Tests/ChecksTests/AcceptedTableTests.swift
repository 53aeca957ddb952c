import Checks
import FlowTables
import Testing

/// Tables that somebody takes although printed sums contradict them.
@Suite struct AcceptedTableTests {
  private static func context() throws -> CheckContext {
    CheckContext(
      dataset: TestTable.dataset, extractName: "table.txt",
      today: try #require(CivilDate(iso: "2026-11-22")), acceptsDefects: true)
  }

  /// The sound table with other figures in some cells; its printed sums stay as they are.
  private static func reading(changing cells: [Int]) -> ReportedTable {
    var table = TestTable.reported
    for index in cells {
      let cell = table.cells[index]
      table.cells[index] = TestTable.cell(
        cell.flow.origin, cell.flow.destination, 7, line: cell.figure.at.line)
    }
    return table
  }

  @Test func `the contradicted sums become its defects, and its total is that of its figures`() throws {
    let table = try check(Self.reading(changing: [0]), in: Self.context())
    #expect(Set(table.defects.map(\.code)).isSuperset(of: [.rowSum, .columnSum]))
    #expect(table.total == 357)
    #expect(!table.proof.contains(.rows) && !table.proof.contains(.columns))
  }

  @Test func `of several readings the one that contradicts its sums least is meant`() throws {
    let table = try check(
      anyOf: [Self.reading(changing: [0, 4, 5]), Self.reading(changing: [0])], in: Self.context())
    #expect(table.cells[4].value == .persons(50))
    // Nobody's acceptance is needed where one reading is sound.
    let sound = try check(anyOf: [Self.reading(changing: [0]), TestTable.reported], in: Self.context())
    #expect(sound.defects.isEmpty)
  }

  @Test func `a missing or doubled figure is nothing that can be accepted`() throws {
    for change in [
      { (table: inout ReportedTable) in _ = table.cells.remove(at: 3) }, { $0.cells.append($0.cells[3]) },
    ]
      as [(inout ReportedTable) -> Void]
    {
      var table = TestTable.reported
      change(&table)
      let context = try Self.context()
      #expect(throws: Refusal.self) { try check(table, in: context) }
    }
  }
}
