import Checks
import FlowTables
import Testing

@Suite struct PlainBlankTests {
  private static let header =
    "Origen Total Destino 1 Sol 2 Monte Alto 3 Río Grande 4 Valle de la Luna Extranjero"

  @Test func `sums part figures whose blanks are all the same`() throws {
    let page = [SmallTable.title, Self.header] + SmallTable.rows(mark: " ")
    let table = try SmallTable.read(page.joined(separator: "\n"))
    SmallTable.expect(table)
    // 12 345, the last figure of the line, stands where 12 stands.
    let cell = try #require(table.cells.first { $0.flow == Flow(from: SmallTable.sol, to: .abroad) })
    #expect(cell.value == .persons(12_345))
    #expect(cell.at == SourcePlace(line: 4, column: 29))
  }

  @Test func `so they do where only one row has lost its marks`() throws {
    let (marked, plain) = (SmallTable.rows(mark: "\u{A0}"), SmallTable.rows(mark: " "))
    for row in marked.indices {
      var rows = marked
      rows[row] = plain[row]
      let page = [SmallTable.title, Self.header] + rows
      SmallTable.expect(try SmallTable.read(page.joined(separator: "\n")))
    }
  }

  @Test func `and in column blocks`() throws {
    let page =
      [SmallTable.title, "Origen Total Destino 1 Sol 2 Monte Alto"] + SmallTable.rows(0...2, mark: " ")
      + ["Origen Destino 3 Río Grande 4 Valle de la Luna Extranjero"] + SmallTable.rows(3...5, mark: " ")
    SmallTable.expect(try SmallTable.read(page.joined(separator: "\n")))
  }

  @Test func `two readings that satisfy every sum are told with both figures`() {
    // The rows of Monte Alto and Valle de la Luna can trade "1 100" for "1" and "100".
    let rows = [
      "Total 2 420 1 103 104 1 202 6 5", "1 Sol 6 . 1 1 2 2", "2 Monte Alto 1 203 1 100 1 100 1 1",
      "3 Río Grande 4 1 1 0 1 1", "4 Valle de la Luna 1 203 1 100 1 100 1 1", "Extranjero 4 1 1 1 1 .",
    ]
    expectRefusal(
      of: rows,
      says: ["two readings satisfy every sum: ", "2->1 is 1 or 1100", "4->1 is 1100 or 1"])
  }

  @Test func `a lost figure is told by the row that misses its total`() {
    let rows = SmallTable.rows(mark: " ").map { $0.replacing(" 5 555 ", with: " 5 550 ") }
    expectRefusal(of: rows, says: ["the figures from 3 come closest, 5 under their total"])
  }

  private func expectRefusal(of rows: [String], says texts: [String]) {
    let page = ([SmallTable.title, Self.header] + rows).joined(separator: "\n")
    let refusal = #expect(throws: Refusal.self) { try SmallTable.read(page) }
    let messages = (refusal?.findings ?? []).filter { $0.code == .ambiguousGrouping }.map(\.message)
    for text in texts { #expect(messages.contains { $0.contains(text) }, "\(messages)") }
  }
}
