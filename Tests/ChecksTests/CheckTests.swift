import FlowTables
import Testing

@testable import Checks

@Suite struct CheckTests {
  @Test func `a table that adds up is believed with its proof`() throws {
    let table = try check(TestTable.reported, in: TestTable.context(name: "tab-2012-05-11-02-2011.txt"))
    #expect(table.proof == [.rows, .columns, .total, .year])
    #expect(table.total == 360)
    #expect(table.cells.count == 9)
    #expect(table.cells.last?.value == .absent(.notApplicable))
    #expect(table.releasedOn == CivilDate(iso: "2012-05-11"))
  }

  @Test func `a wrong cell is found by its crossing, before the sums that it breaks`() throws {
    let findings = try TestTable.findings {
      $0.cells[1] = TestTable.cell(TestTable.a, TestTable.b, 27, line: 11)
    }
    #expect(findings.map(\.code) == [.suspectCell, .rowSum, .columnSum])
    #expect(
      findings[0].message
        == "suspect 1->2: read 27; 20 satisfies row 1 and column 2 (line 11, column 1); one digit changed.")
    #expect(
      findings[1].message == "all moves from 1: 60 is printed (line 30, column 1), the cells add up to 67.")
    #expect((findings[1].expected, findings[1].found) == (60, 67))
  }

  @Test func `a wrong sum is told from a wrong cell`() throws {
    let findings = try TestTable.findings {
      $0.totals[0] = ReportedTotal(.from(TestTable.a), TestTable.figure(66, line: 30))
    }
    #expect(findings.map(\.code) == [.suspectTotal, .rowSum, .grandTotal])
    #expect(
      findings[0].message
        == "suspect the printed sum 1->total: read 66; 60 satisfies its cells and the other sums (line 30, column 1); one digit changed."
    )
  }

  @Test func `a missing row is one finding and comes before its consequences`() throws {
    let findings = try TestTable.findings { $0.cells.removeSubrange(3..<6) }
    #expect(findings.first?.code == .missingCell)
    #expect(findings.first?.message == "row 2 is missing. Compare the extract with the publisher's table.")
    #expect(findings.dropFirst().allSatisfy { [.rowSum, .columnSum].contains($0.code) })
  }

  @Test func `missing columns are half a table`() throws {
    let findings = try TestTable.findings { table in
      table.cells.removeAll { $0.flow.destination != TestTable.a }
    }
    #expect(findings.first?.code == .halfTable)
    #expect(findings.first?.message.hasPrefix("10 of 16: columns 2, abroad are missing.") == true)
  }

  @Test func `a doubled cell names both places`() throws {
    let findings = try TestTable.findings {
      $0.cells.append(TestTable.cell(TestTable.a, TestTable.b, 20, line: 99))
    }
    #expect(findings.map(\.code) == [.duplicateCell])
    #expect(
      findings[0].message
        == "1->2 stands 2 times (line 11, column 1 and line 99, column 1). Remove the one that is not the publisher's."
    )
  }

  @Test func `a hidden number leaves its sums open but not its other cells`() throws {
    let hidden = ReportedFigure(.value(.absent(.suppressed)), mark: ":", at: SourcePlace(line: 11, column: 1))
    let flow = Flow(from: TestTable.a, to: TestTable.b)
    var table = TestTable.reported
    table.cells[1] = ReportedCell(flow, hidden)
    #expect(try check(table, in: TestTable.context()).proof == [.total])
    #expect(
      try TestTable.findings { table in
        table.cells[1] = ReportedCell(flow, hidden)
        table.cells[0] = TestTable.cell(TestTable.a, TestTable.a, 100, line: 10)
      }.contains { $0.code == .rowSum })
  }

  @Test func `exchanged headings are told by the order of the rows`() throws {
    let findings = try TestTable.findings { table in
      let order = [1, 0, 2]
      table.cells = (0..<9).map { index in
        let cell = TestTable.reported.cells[index]
        return ReportedCell(
          Flow(from: cell.flow.origin, to: TestTable.places[order[index % 3]]), cell.figure)
      }
      table.totals.swapAt(3, 4)
      table.totals[3] = ReportedTotal(.to(TestTable.b), TestTable.figure(120, line: 33))
      table.totals[4] = ReportedTotal(.to(TestTable.a), TestTable.figure(150, line: 34))
    }
    #expect(findings.map(\.code) == [.labelConflict])
    #expect(findings[0].message.contains("heading 2 stands before 1, but row 2 after row 1."))
  }
}
