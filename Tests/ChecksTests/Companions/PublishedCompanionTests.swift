import Checks
import FlowTables
import Testing

/// What the fixtures' companions say of the fixtures' flows.
@Suite struct PublishedCompanionTests {
  @Test func `net migration between counties agrees with half of the flows, and fills the other half`() throws
  {
    let companion = try FixtureFigures.check(
      FixtureFigures.companion("county-net-2001", columns: [], in: 2001), as: "ssb-county-net")
    // The copy is cut as well: columns 01 to 09, rows to 18.
    #expect(companion.statements.count == 107 + 17)
    #expect(companion.ownSums == 0)
    let flows = try FixtureFigures.flows(of: "county-flows-2001-first-block", in: 2001)
    let testimony = compare(companion.statements, with: flows)
    #expect("\(testimony)" == "45 of 45 pairs agree")
    #expect(testimony.isConfirmation)
    #expect(testimony.warnings.isEmpty)
    // From nine counties in the block to those beside it.
    #expect(testimony.fills.count == 6 * 9 + 8)
    #expect(testimony.fills.allSatisfy { flows[$0.flow] == nil && $0.statement.kind == .pair })
    // Akershus to Møre og Romsdal: 365 came, and Møre og Romsdal won 31.
    let fill = testimony.fills.first { $0.flow == Flow(from: Place(code: "02"), to: Place(code: "15")) }
    #expect(fill?.persons == 396)
  }

  @Test func `a changed figure is said with both figures`() throws {
    let companion = try FixtureFigures.check(
      FixtureFigures.companion("county-net-2001", columns: [], in: 2001), as: "ssb-county-net")
    var flows = try FixtureFigures.flows(of: "county-flows-2001-first-block", in: 2001)
    flows[Flow(from: Place(code: "02"), to: Place(code: "03"))] = .persons(8_381)
    let testimony = compare(companion.statements, with: flows)
    #expect("\(testimony)" == "44 of 45 pairs agree")
    #expect(!testimony.isConfirmation)
    #expect(testimony.warnings.map(\.code) == [.companionDiffers])
    #expect(testimony.warnings.map(\.severity) == [.warning])
    #expect(
      testimony.warnings.first?.message
        == "net migration 03 versus 02: ssb-county-net says -3 679 (line 9, column 1), the flows give -3 678. Compare both with the publisher's tables."
    )
    #expect(testimony.warnings.first.map { [$0.expected, $0.found] } == [-3_679, -3_678])
    #expect(testimony.warnings.first.map { [$0.from, $0.to] } == ["03", "02"])
  }

  @Test func `immigration agrees with the row of Abroad`() throws {
    let companion = try FixtureFigures.check(
      FixtureFigures.companion(
        "county-immigration-emigration-2008", columns: [.immigration, .emigration], in: 2008),
      as: "ssb-county-immigration-emigration")
    #expect(companion.statements.count == 40)
    // The country's sums.
    #expect(companion.ownSums == 2)
    let flows = try FixtureFigures.flows(of: "county-flows-2008-first-block", in: 2008)
    let testimony = compare(companion.statements, with: flows)
    // The block has ten destinations and no column of Abroad.
    #expect("\(testimony)" == "10 of 10 figures agree")
    #expect(testimony.fills.count == 9 + 19)
    #expect(
      testimony.fills.first { $0.flow == Flow(from: Place(code: "03"), to: .abroad) }?.persons == 6_594)
  }

  @Test(arguments: [2014, 2017])
  func `all moves by county add up in every way`(year: Int) throws {
    let columns: [Measure] = [
      .arrivals, .immigration, .inMigration, .departures, .emigration, .outMigration, .netArrivals,
      .netImmigration, .netMigration,
    ]
    let companion = try FixtureFigures.check(
      FixtureFigures.companion("county-in-out-net-2014-2017", columns: columns, in: year),
      as: "ssb-county-in-out-net")
    // Nine measures of the country, and six identities of each of its rows.
    #expect(companion.ownSums == 9 + 6 * 20)
    // The country's net migration says nothing of any flow.
    #expect(companion.statements.count == 9 * 20 - 1)
  }

  @Test func `net migration between regions agrees with the flows between them`() throws {
    let companion = try FixtureFigures.check(
      FixtureFigures.companion("region-net-2003", columns: [], in: 2003), as: "ssb-region-net")
    #expect(companion.ownSums == 7)
    let flows = try FixtureFigures.flows(of: "region-flows-2000-2001-2003-2004", in: 2003)
    let testimony = compare(companion.statements, with: flows)
    #expect("\(testimony)" == "28 of 28 figures agree")
    #expect(testimony.fills.isEmpty)
  }

  @Test func `the flows between counties add up to those between regions`() throws {
    let dataset = try FixtureFigures.definition("ssb-region-net").dataset
    let flows = try FixtureFigures.flows(of: "region-flows-2000-2001-2003-2004", in: 2001)
    var table = ReportedTable(
      dataset: dataset.id, layout: "none", years: [TestTable.statement("2001", line: 1)])
    table.cells = flows.sorted { ($0.key.origin, $0.key.destination) < ($1.key.origin, $1.key.destination) }
      .map { ReportedCell($0.key, ReportedFigure(.value($0.value), at: SourcePlace(line: 1, column: 1))) }
    let today = try #require(CivilDate(iso: "2026-11-22"))
    let checked = try check(table, in: CheckContext(dataset: dataset, extractName: "regions", today: today))
    let sums = statements(of: checked)
    #expect(sums.count == 49)
    let counties = try FixtureFigures.flows(of: "county-flows-2001-first-block", in: 2001)
    let testimony = compare(sums, with: counties)
    // Three regions lie wholly in the block's ten counties.
    #expect("\(testimony)" == "21 of 21 figures agree")
  }
}
