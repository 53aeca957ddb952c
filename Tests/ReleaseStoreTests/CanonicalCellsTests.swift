import Extracts
import FlowTables
import Foundation
import Testing

@testable import Checks
@testable import ReleaseStore

@Suite struct CanonicalCellsTests {
  @Test func `cells stand in code order, Abroad last, with numbers or meanings`() throws {
    let text = """
      demo-flows
      2011
      01,01,14
      01,03,13
      01,abroad,15
      03,01,11
      03,03,notApplicable
      03,abroad,12
      abroad,01,17
      abroad,03,16
      abroad,abroad,notApplicable

      """
    let canonical = CanonicalCells(of: try Sample.table())
    #expect(String(decoding: canonical.text, as: UTF8.self) == text)
    // sha256sum of the text above.
    #expect(canonical.digest.hex == "41aa968f17ff1af784a587b4a3e6dcc9cb1960e6628b9a95c768daa70b9186f9")
  }

  @Test func `the order of the definition is cosmetic`() throws {
    let codes = ["b", "a", "Ø", "abroad-not", "10"].map { Place(code: $0) } + [.abroad]
    let table = try Sample.table(places: codes)
    let shuffled = CheckedTable(
      dataset: table.dataset, referenceYear: table.referenceYear, releasedOn: nil, places: codes.reversed(),
      cells: table.cells.shuffled(), total: 0, proof: [], identities: [], warnings: [], defects: [],
      presentation: Presentation(layout: "other", language: nil, rows: [], columns: []))
    #expect(CanonicalCells(of: shuffled).digest == CanonicalCells(of: table).digest)
  }

  @Test func `marks are cosmetic and meanings are not`() throws {
    let table = try Sample.table()
    func changing(_ value: CellValue, mark: String?) -> CheckedTable {
      var cells = table.cells
      cells[1] = CheckedCell(flow: cells[1].flow, value: value, mark: mark, at: cells[1].at)
      return CheckedTable(
        dataset: table.dataset, referenceYear: table.referenceYear, releasedOn: nil, places: table.places,
        cells: cells, total: 0, proof: [], identities: [], warnings: [], defects: [],
        presentation: Sample.presentation)
    }
    let digest = CanonicalCells(of: table).digest
    #expect(CanonicalCells(of: changing(.persons(11), mark: "*")).digest == digest)
    #expect(CanonicalCells(of: changing(.persons(0), mark: "-")).digest != digest)
    #expect(
      CanonicalCells(of: changing(.absent(.suppressed), mark: ":")).digest
        != CanonicalCells(of: changing(.absent(.notAvailable), mark: ":")).digest)
  }
}
