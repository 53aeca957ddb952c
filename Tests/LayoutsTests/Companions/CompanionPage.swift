import Checks
import Documents
import Extracts
import FlowTables
import FlytTesting
import Foundation
import Layouts
import Testing

/// Reads companions as the belt will: opened, laid out, checked, compared.
enum CompanionPage {
  /// Every table of a companion in some bytes, in the first format and layout whose tables are all believed.
  static func read(_ bytes: [UInt8], name: String, as id: String) throws -> [CheckedCompanion] {
    let companion = try Fixtures.shippedCompanion(id)
    let dataset = try Fixtures.shippedDataset(companion.dataset)
    let vocabulary = Vocabulary(companion: companion, of: dataset)
    let extract = Extract(name: name, bytes: bytes, retrievedAt: Date(timeIntervalSince1970: 0))
    let context = CheckContext(
      dataset: dataset, extractName: name, today: try #require(CivilDate(iso: "2026-11-22")))
    var refusal: Refusal?
    for document in try open(extract) {
      for layout in layouts {
        let tables = layout.tables(of: vocabulary, in: document.document)
        do {
          let checked = try tables.map { try check(anyOf: $0.readings, as: companion, in: context) }
          if !checked.isEmpty { return checked }
        } catch let error as Refusal {
          refusal = refusal ?? error
        }
      }
    }
    if let refusal { throw refusal }
    return []
  }

  /// The only table of a companion in a text.
  static func read(_ text: String, name: String = "page.txt", as id: String) throws -> CheckedCompanion {
    let tables = try read(Array(text.utf8), name: name, as: id)
    #expect(tables.count == 1)
    return try #require(tables.first)
  }

  /// The flows of one year of a fixture, such as `county-flows-2011-en.txt`.
  static func flows(of name: String, dataset id: String, in year: Int) throws -> [Flow: CellValue] {
    let vocabulary = Vocabulary(try Fixtures.shippedDataset(id))
    let extract = Extract(
      name: name, bytes: try Fixtures.bytes("ssb/\(name)"),
      retrievedAt: Date(timeIntervalSince1970: 0))
    let tables = try open(extract).flatMap { document in
      layouts.flatMap { $0.tables(of: vocabulary, in: document.document) }
    }.flatMap(\.readings)
    let table = try #require(tables.first { $0.years.first?.value == year })
    return Dictionary(
      table.cells.compactMap { cell in
        if case .value(let value) = cell.figure.reading { (cell.flow, value) } else { nil }
      }
    ) { first, _ in first }
  }
}
