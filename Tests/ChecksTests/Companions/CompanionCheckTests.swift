import Checks
import FlowTables
import Testing

/// What is refused in a companion before it is compared with anything.
@Suite struct CompanionCheckTests {
  private static let (a, b, c) = (Place(code: "1"), Place(code: "2"), Place(code: "3"))

  private static let dataset: Dataset = {
    var dataset = TestTable.dataset
    dataset.places.insert(PlaceDefinition(place: c, names: ["en": "Gamma"]), at: 2)
    return dataset
  }()

  private static let net = CompanionDefinition(
    id: "net", of: "test", publisher: "Office", titles: [:],
    words: .init(place: ["Place"], versus: ["Versus"], total: ["Total"]), symbols: [:],
    content: .netMigrationOfPairs)

  private static let measures = CompanionDefinition(
    id: "moves", of: "test", publisher: "Office", lastYear: ReferenceYear(2011), titles: [:],
    words: .init(place: ["Place"], total: ["All"]), symbols: [:],
    content: .measures([
      .init(.inMigration, words: ["In"]), .init(.outMigration, words: ["Out"]),
      .init(.netMigration, words: ["Net"]),
    ]))

  private static func check(
    _ cells: [(Place, Place, Int)], totals: [(Margin, Int)] = [], as companion: CompanionDefinition = net,
    year: String = "2011"
  ) throws -> CheckedCompanion {
    var table = ReportedTable(
      dataset: companion.id, layout: "none", years: [TestTable.statement(year, line: 1)])
    table.cells = cells.enumerated().map { TestTable.cell($1.0, $1.1, $1.2, line: $0 + 10) }
    table.totals = totals.enumerated().map { ReportedTotal($1.0, TestTable.figure($1.1, line: $0 + 30)) }
    let today = try #require(CivilDate(iso: "2026-11-22"))
    return try Checks.check(
      table, as: companion, in: CheckContext(dataset: dataset, extractName: "companion", today: today))
  }

  @Test func `both halves of a table of pairs say one thing once`() throws {
    let companion = try Self.check([(Self.a, Self.b, 5), (Self.b, Self.a, -5), (Self.c, Self.a, 7)])
    #expect(companion.statements.map(\.name) == ["net migration 1 versus 2", "net migration 3 versus 1"])
    #expect(companion.statements[0].terms.map { "\($0.factor) \($0.flow)" } == ["-1 1->2", "1 2->1"])
    #expect(companion.ownSums == 1)
  }

  @Test(arguments: [[(a, b, 5)], [(a, b, 5), (b, a, -5)], []])
  func `a few stray rows are no table of net migration`(cells: [(Place, Place, Int)]) {
    let refusal = #expect(throws: Refusal.self) { try Self.check(cells) }
    #expect(refusal?.findings.map(\.code) == [.truncated])
  }

  @Test func `nor is a lone sum`() {
    let refusal = #expect(throws: Refusal.self) { try Self.check([], totals: [(.from(Self.a), 15_136)]) }
    #expect(refusal?.findings.map(\.code) == [.truncated])
  }

  @Test func `halves that are not opposite are refused: it is no table of net migration`() {
    let refusal = #expect(throws: Refusal.self) {
      try Self.check([(Self.a, Self.b, 5), (Self.b, Self.a, 5)])
    }
    #expect(refusal?.findings.map(\.code) == [.rowSum])
    #expect(
      refusal?.findings.first?.message
        == "net migration 2 versus 1: 5 is printed (line 11, column 1), its own figures make -5. Compare with the publisher's table."
    )
  }

  @Test func `a sum that its pairs do not make is refused`() {
    let refusal = #expect(throws: Refusal.self) {
      try Self.check(
        [(Self.b, Self.a, 5), (Self.c, Self.a, 7), (Self.c, Self.b, 1)], totals: [(.from(Self.a), -13)])
    }
    #expect(refusal?.findings.map { [$0.expected, $0.found] } == [[-13, -12]])
  }

  @Test func `nobody has a net migration versus himself`() throws {
    let others = [(Self.b, Self.a, 5), (Self.c, Self.a, 7)]
    #expect(try Self.check([(Self.a, Self.a, 0)] + others).statements.count == 2)
    let refusal = #expect(throws: Refusal.self) {
      try Self.check([(Self.a, Self.a, 3)] + others)
    }
    #expect(refusal?.findings.map(\.code) == [.figureInEmptyPair])
  }

  @Test func `the same cell with two figures is refused`() {
    let refusal = #expect(throws: Refusal.self) {
      try Self.check([(Self.b, Self.a, 5), (Self.b, Self.a, 6), (Self.c, Self.a, 7)])
    }
    #expect(refusal?.findings.map(\.code) == [.duplicateCell])
  }

  @Test func `a companion that says nothing is refused`() {
    let refusal = #expect(throws: Refusal.self) { try Self.check([]) }
    #expect(
      refusal?.findings.map(\.message) == [
        "no figure of net was found. Copy the whole table, headings and rows."
      ])
  }

  @Test func `a year that has not ended is refused, and one after the series is a warning`() throws {
    #expect(throws: Refusal.self) { try Self.check([(Self.b, Self.a, 5)], year: "2026") }
    let late = try Self.check([(Self.a, Measure.inMigration.place, 5)], as: Self.measures, year: "2012")
    #expect(late.warnings.map(\.code) == [.yearImplausible])
  }

  @Test func `in less out must be net, and places must make the country`() {
    let country = Self.measures.country
    let refusal = #expect(throws: Refusal.self) {
      try Self.check(
        [
          (Self.a, Measure.inMigration.place, 10), (Self.a, Measure.outMigration.place, 4),
          (Self.a, Measure.netMigration.place, 7), (Self.b, Measure.inMigration.place, 1),
          (Self.c, Measure.inMigration.place, 2), (country, Measure.inMigration.place, 14),
        ], as: Self.measures)
    }
    #expect(
      refusal?.findings.map(\.message) == [
        "in-migration of the whole country: 14 is printed (line 15, column 1), its own figures make 13. Compare with the publisher's table.",
        "net migration of 1: 7 is printed (line 12, column 1), its own figures make 6. Compare with the publisher's table.",
      ])
  }
}
