import Checks
import Documents
import FlowTables
import Layouts
import Testing

@Suite struct CubeLayoutTests {
  private static let at = DocumentPlace(line: 1, column: 1)

  private static func dimension(
    _ name: String, _ categories: [String], role: Cube.Dimension.Role? = nil
  ) -> Cube.Dimension {
    Cube.Dimension(
      names: [.init(name, at: at)], role: role,
      categories: categories.map { Cube.Category(code: $0, labels: [], at: at) })
  }

  private static let codes = SmallTable.places.map(\.code)

  /// The small table by dimensions in some order; `figure` gives each cell.
  private static func cube(
    _ dimensions: [Cube.Dimension], figure: ([String: String]) -> Cube.Cell.Value
  ) -> Cube {
    var combinations: [[String: String]] = [[:]]
    for dimension in dimensions {
      combinations = combinations.flatMap { combination in
        dimension.categories.map { category in
          combination.merging([dimension.names[0].text: category.code ?? ""]) { $1 }
        }
      }
    }
    let cells = combinations.map { Cube.Cell(figure($0), at: at) }
    return Cube(titles: [], dimensions: dimensions, cells: CubeCells(cells))
  }

  private static func persons(_ step: [String: String], from: String = "Origen", to: String = "Destino")
    -> Cube.Cell.Value
  {
    let ends = [from, to].map { Place(code: step[$0] ?? "") }
    let isEmpty = SmallTable.dataset.empty.contains(Flow(from: ends[0], to: ends[1]))
    return isEmpty ? .blank : .number(SmallTable.persons(from: ends[0], to: ends[1]))
  }

  private func tables(in cube: Cube) throws -> [CheckedTable] {
    let today = try #require(CivilDate(iso: "2026-11-22"))
    return try CubeLayout().tables(of: Vocabulary(SmallTable.dataset), in: .cubes([cube])).map { table in
      try Checks.check(
        anyOf: table.readings,
        in: CheckContext(dataset: SmallTable.dataset, extractName: "cube", today: today))
    }
  }

  @Test(arguments: [
    ("2012-05-11T06:00:00Z", "2012-05-11"), ("20120511 08:00", "2012-05-11"), ("2012-05-11", "2012-05-11"),
    ("May 2012", nil), ("20121311", nil), ("", nil),
  ])
  func `a database says when it was updated`(stamp: String, day: String?) throws {
    var cube = Self.cube([
      Self.dimension("Origen", Self.codes), Self.dimension("Destino", Self.codes),
      Self.dimension("Tid", ["2011"], role: .time),
    ]) { Self.persons($0) }
    cube.updated = stamp
    let tables = CubeLayout().tables(of: Vocabulary(SmallTable.dataset), in: .cubes([cube]))
    #expect(tables.map { $0.readings.map(\.updatedOn?.description) } == [[day]])
  }

  private func expectSmallTable(_ table: CheckedTable) {
    for cell in table.cells where !table.dataset.empty.contains(cell.flow) {
      let persons = SmallTable.persons(from: cell.flow.origin, to: cell.flow.destination)
      #expect(cell.value == .persons(persons), "\(cell.flow)")
    }
  }

  @Test(arguments: [
    ["Origen", "Destino", "Año"], ["Destino", "Año", "Origen"], ["Año", "Destino", "Origen"],
    ["Año", "Origen", "Destino"],
  ])
  func `dimensions stand in any order`(order: [String]) throws {
    let dimensions = order.map { Self.dimension($0, $0 == "Año" ? ["2010"] : Self.codes) }
    let tables = try tables(in: Self.cube(dimensions) { Self.persons($0) })
    #expect(tables.map(\.referenceYear.value) == [2010])
    tables.forEach(expectSmallTable)
  }

  @Test func `each year is a table`() throws {
    let dimensions = [
      Self.dimension("Origen", Self.codes), Self.dimension("Año", ["2009", "2010"], role: .time),
      Self.dimension("Destino", Self.codes),
    ]
    let tables = try tables(in: Self.cube(dimensions) { Self.persons($0) })
    #expect(tables.map(\.referenceYear.value) == [2009, 2010])
    tables.forEach(expectSmallTable)
  }

  @Test func `of a dimension that a table does not have the sum counts`() throws {
    let dimensions = [
      Self.dimension("sexo", ["Hombres", "Mujeres", "Total"]), Self.dimension("Origen", Self.codes),
      Self.dimension("Destino", Self.codes), Self.dimension("Año", ["2010"]),
    ]
    let cube = Self.cube(dimensions) { $0["sexo"] == "Total" ? Self.persons($0) : .number(1) }
    try tables(in: cube).forEach(expectSmallTable)
  }

  @Test func `without the sum the table is refused by the dimension's name`() throws {
    let dimensions = [
      Self.dimension("sexo", ["Hombres", "Mujeres"]), Self.dimension("Origen", Self.codes),
      Self.dimension("Destino", Self.codes), Self.dimension("Año", ["2010"]),
    ]
    let refusal = #expect(throws: Refusal.self) { try tables(in: Self.cube(dimensions) { Self.persons($0) }) }
    #expect(refusal?.findings.contains { $0.message.contains("'sexo' parts the figures in 2") } == true)
  }

  @Test func `two dimensions of places that nothing tells apart are refused by name`() throws {
    let dimensions = [
      Self.dimension("uno", Self.codes), Self.dimension("dos", Self.codes), Self.dimension("Año", ["2010"]),
    ]
    let cube = Self.cube(dimensions) { Self.persons($0, from: "uno", to: "dos") }
    let refusal = #expect(throws: Refusal.self) { try tables(in: cube) }
    #expect(refusal?.findings.contains { $0.message.contains("whether 'uno' or 'dos'") } == true)
  }

  @Test func `what a sparse form leaves out is missing and not 0`() throws {
    let dimensions = [
      Self.dimension("Origen", Self.codes), Self.dimension("Destino", Self.codes),
      Self.dimension("Año", ["2010"]),
    ]
    let cube = Self.cube(dimensions) { step in
      step["Origen"] == "2" && step["Destino"] == "3" ? .omitted : Self.persons(step)
    }
    let refusal = #expect(throws: Refusal.self) { try tables(in: cube) }
    #expect(refusal?.findings.map(\.code) == [.missingCell])
  }

  @Test func `another database's cube is nobody's`() throws {
    let dimensions = [Self.dimension("region", ["a", "b", "c"]), Self.dimension("Año", ["2010"])]
    #expect(try tables(in: Self.cube(dimensions) { _ in .number(1) }).isEmpty)
  }
}
