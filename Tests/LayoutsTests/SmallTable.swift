import Checks
import Documents
import Extracts
import FlowTables
import Foundation
import Layouts
import Testing

/// A small country's table, for pages that are written out in a test.
enum SmallTable {
  /// Four provinces and Abroad, in Spanish; nobody moves inside Sol or from abroad to abroad.
  static let dataset: Dataset = {
    let provinces = names.sorted { $0.key < $1.key }.map { code, name in
      PlaceDefinition(place: Place(code: code), names: ["es": name])
    }
    let abroad = PlaceDefinition(place: .abroad, names: ["es": "Extranjero"])
    return Dataset(
      id: "small", publisher: "Instituto", titles: ["es": ["Migraciones entre provincias, año {year}"]],
      words: .init(
        from: ["Provincia de origen", "Origen"], to: ["Provincia de destino", "Destino"], total: ["Total"],
        year: ["Año"]),
      symbols: [".": .absent(.notApplicable), "-": .zero], places: provinces + [abroad],
      empty: [Flow(from: sol, to: sol), Flow(from: .abroad, to: .abroad)])
  }()

  static let sol = Place(code: "1")
  static let places = ["1", "2", "3", "4"].map(Place.init(code:)) + [.abroad]

  /// The figures of every page of this table, origin by row: 1 to 4, Abroad.
  static let figures: [[Int]] = [
    [0, 1_234, 56, 789, 12_345],
    [2_345, 6_789, 10, 111, 222],
    [33, 44, 5_555, 66, 77],
    [808, 909, 1_010, 21_111, 1_212],
    [9_876, 543, 210, 98, 0],
  ]

  static func persons(from origin: Place, to destination: Place) -> Int {
    guard let row = places.firstIndex(of: origin), let column = places.firstIndex(of: destination) else {
      return 0
    }
    return figures[row][column]
  }

  static let title = "Migraciones entre provincias, año 2010"
  static let labels = ["Total", "1 Sol", "2 Monte Alto", "3 Río Grande", "4 Valle de la Luna", "Extranjero"]

  /// The lines of some columns, 0 being the total: labels and figures as a page prints them.
  static func rows(
    _ columns: some Sequence<Int> = 0...5, labels: [String] = labels, gap: String = " ", mark: String = "",
    isTransposed: Bool = false
  ) -> [String] {
    labels.enumerated().map { row, label in
      let texts = columns.map { isTransposed ? text($0, row, mark: mark) : text(row, $0, mark: mark) }
      return ([label] + texts).filter { !$0.isEmpty }.joined(separator: gap)
    }
  }

  /// One printed figure, by its row and its column.
  private static func text(_ row: Int, _ column: Int, mark: String) -> String {
    if row == column, row == 1 || row == 5 { return "." }
    let rows = row == 0 ? figures : [figures[row - 1]]
    let number = rows.joined().reduce(0, +)
    let inColumn = rows.reduce(0) { $0 + (column == 0 ? $1.reduce(0, +) : $1[column - 1]) }
    return column == 0 ? marked(number, mark) : marked(inColumn, mark)
  }

  private static func marked(_ number: Int, _ mark: String) -> String {
    number < 1_000
      ? String(number) : marked(number / 1_000, mark) + mark + String(String(number + 1_000_000).suffix(3))
  }

  /// Reads a page as the belt does: opened, laid out, checked.
  static func read(
    _ page: String, of dataset: Dataset = dataset, name: String = "page.txt"
  ) throws -> CheckedTable {
    let today = try #require(CivilDate(iso: "2026-11-22"))
    let extract = Extract(name: name, bytes: Array(page.utf8), retrievedAt: Date(timeIntervalSince1970: 0))
    let document = try #require(try open(extract).first?.document)
    let table = try #require(CrossTableLayout().tables(of: Vocabulary(dataset), in: document).first)
    return try Checks.check(
      anyOf: table.readings, in: CheckContext(dataset: dataset, extractName: name, today: today))
  }

  /// Reads fields parted by bars as a sheet.
  static func check(_ rows: [String], of dataset: Dataset = dataset) throws -> [CheckedTable] {
    let today = try #require(CivilDate(iso: "2026-11-22"))
    let sheet = Sheet(
      rows: rows.enumerated().map { line, row in
        row.split(separator: "|", omittingEmptySubsequences: false).enumerated().map { column, text in
          Sheet.Cell(String(text), column: column, at: DocumentPlace(line: line + 1, column: column + 1))
        }
      })
    return try SheetLayout().tables(of: Vocabulary(dataset), in: .sheets([sheet])).map { table in
      try Checks.check(
        anyOf: table.readings, in: CheckContext(dataset: dataset, extractName: "sheet", today: today))
    }
  }

  static let names = ["1": "Sol", "2": "Monte Alto", "3": "Río Grande", "4": "Valle de la Luna"]

  /// Every pair by codes, and what is printed between them.
  static var pairs: [(from: String, to: String, persons: String)] {
    places.flatMap { origin in
      places.map { destination in
        let isEmpty = dataset.empty.contains(Flow(from: origin, to: destination))
        return (origin.code, destination.code, isEmpty ? "." : String(persons(from: origin, to: destination)))
      }
    }
  }

  /// Expects every cell of the small table, with origin and destination the right way round.
  static func expect(_ table: CheckedTable, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(table.cells.count == 25, sourceLocation: sourceLocation)
    for cell in table.cells {
      let expected: CellValue =
        table.dataset.empty.contains(cell.flow)
        ? .absent(.notApplicable) : .persons(persons(from: cell.flow.origin, to: cell.flow.destination))
      #expect(cell.value == expected, "\(cell.flow)", sourceLocation: sourceLocation)
    }
    #expect(table.total == figures.joined().reduce(0, +), sourceLocation: sourceLocation)
    #expect(table.proof.starts(with: [.rows, .columns, .total]), sourceLocation: sourceLocation)
  }
}
