import Checks
import FlowTables
import FlytTesting
import Testing

/// The fixtures' figures as plain values; how layouts read them is tested where layouts are.
enum FixtureFigures {
  /// The rows of a fixture in fields, without its header.
  static func rows(of name: String) throws -> [[String]] {
    String(decoding: try Fixtures.bytes("ssb/\(name).csv"), as: UTF8.self)
      .split(whereSeparator: \.isNewline).dropFirst()
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
  }

  /// The flows of one year of a table in long form: year, origin, name, destination, figure.
  static func flows(of name: String, in year: Int) throws -> [Flow: CellValue] {
    let cells = try rows(of: name).filter { $0[0] == "\(year)" && $0[1] != "Total" && $0[3] != "Total" }
    return Dictionary(
      cells.map { row in
        (
          Flow(from: place(row[1]), to: place(row[3])),
          Int(row[4]).map { .persons($0) } ?? .absent(.notApplicable)
        )
      }
    ) { first, _ in first }
  }

  /// A companion's fixture as a layout would report it: rows by places, columns by places or measures.
  static func companion(_ name: String, columns: [Measure], in year: Int) throws -> ReportedTable {
    var table = ReportedTable(dataset: name, layout: "none", years: [TestTable.statement("\(year)", line: 1)])
    for (index, row) in try rows(of: name).enumerated() where row[0] == "\(year)" {
      let (subject, line) = (Heading.Subject(row[1]), index + 2)
      if columns.isEmpty {
        table.place(figure(row[3], line: line), subject, Heading.Subject(row[2]))
      } else {
        for (column, text) in zip(columns, row.dropFirst(2)) {
          // The whole country has a row as any place has.
          table.place(figure(text, line: line), .place(Place(code: row[1])), .place(column.place))
        }
      }
    }
    return table
  }

  static func figure(_ text: String, line: Int) -> ReportedFigure {
    ReportedFigure(
      .value(Int(text == "-" ? "0" : text).map { .persons($0) } ?? .absent(.notApplicable)),
      at: SourcePlace(line: line, column: 1))
  }

  /// A definition that ships.
  static func definition(_ id: String) throws -> (companion: CompanionDefinition, dataset: Dataset) {
    let companion = try Fixtures.shippedCompanion(id)
    return (companion, try Fixtures.shippedDataset(companion.dataset))
  }

  /// Checks a companion as on the day of the other tests.
  static func check(_ table: ReportedTable, as id: String) throws -> CheckedCompanion {
    let (companion, dataset) = try definition(id)
    let today = try #require(CivilDate(iso: "2026-11-22"))
    return try Checks.check(
      table, as: companion, in: CheckContext(dataset: dataset, extractName: "companion", today: today))
  }

  private static func place(_ code: String) -> Place { code == "Abroad" ? .abroad : Place(code: code) }
}

extension Heading.Subject {
  fileprivate init(_ code: String) { self = code == "Total" ? .total : .place(Place(code: code)) }
}

extension ReportedTable {
  fileprivate mutating func place(_ figure: ReportedFigure, _ row: Heading.Subject, _ column: Heading.Subject)
  {
    switch (row, column) {
    case (.place(let row), .place(let column)):
      cells.append(ReportedCell(Flow(from: row, to: column), figure))
    case (.place(let row), _): totals.append(ReportedTotal(.from(row), figure))
    default: break
    }
  }
}
