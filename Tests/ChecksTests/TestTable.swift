import Checks
import FlowTables
import Testing

/// A table of two regions and Abroad, to be spoilt by tests.
enum TestTable {
  static let (a, b) = (Place(code: "1"), Place(code: "2"))
  static let places = [a, b, .abroad]

  static let dataset = Dataset(
    id: "test", publisher: "Office", firstYear: ReferenceYear(2000), lastYear: ReferenceYear(2011),
    titles: [:],
    words: .init(from: ["From"], to: ["To"], total: ["Total"]), symbols: [:],
    places: [
      PlaceDefinition(place: a, names: ["en": "Alpha"]), PlaceDefinition(place: b, names: ["en": "Beta"]),
      PlaceDefinition(place: .abroad, names: ["en": "Abroad"]),
    ], empty: [Flow(from: .abroad, to: .abroad)])

  /// Rows of origins: 10 20 30, 40 50 60, 70 80 and an empty pair; each cell on its own line.
  static let reported: ReportedTable = {
    var table = ReportedTable(dataset: "test", layout: "none", years: [statement("2011", line: 1)])
    for (row, origin) in places.enumerated() {
      for (column, destination) in places.enumerated() {
        let persons = row == 2 && column == 2 ? nil : 10 * (row * 3 + column + 1)
        table.cells.append(cell(origin, destination, persons, line: 10 + row * 3 + column))
      }
    }
    let sums = [
      (Margin.from(a), 60), (.from(b), 150), (.from(.abroad), 150), (.to(a), 120), (.to(b), 150),
      (.to(.abroad), 90), (.grand, 360),
    ]
    table.totals = sums.enumerated().map { index, sum in ReportedTotal(sum.0, figure(sum.1, line: 30 + index))
    }
    return table
  }()

  static func statement(_ text: String, line: Int) -> YearStatement {
    YearStatement(text: text, at: SourcePlace(line: line, column: 1))
  }

  static func cell(_ origin: Place, _ destination: Place, _ persons: Int?, line: Int) -> ReportedCell {
    ReportedCell(Flow(from: origin, to: destination), figure(persons, line: line))
  }

  static func figure(_ persons: Int?, line: Int) -> ReportedFigure {
    ReportedFigure(
      .value(persons.map { .persons($0) } ?? .absent(.notApplicable)), at: SourcePlace(line: line, column: 1))
  }

  static func context(
    name: String = "table.txt", releasedOn: CivilDate? = nil, today: String = "2026-11-22"
  ) throws -> CheckContext {
    CheckContext(
      dataset: dataset, extractName: name, releasedOn: releasedOn, today: try #require(CivilDate(iso: today)))
  }

  /// What the checks say of the table after a change: its warnings, or the findings of its refusal.
  static func findings(
    name: String = "table.txt", today: String = "2026-11-22", _ change: (inout ReportedTable) -> Void
  ) throws -> [Finding] {
    var table = reported
    change(&table)
    do {
      return try check(table, in: context(name: name, today: today)).warnings
    } catch let refusal as Refusal {
      return refusal.findings
    }
  }
}
