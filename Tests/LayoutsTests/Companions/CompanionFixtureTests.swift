import Checks
import FlowTables
import FlytTesting
import Layouts
import Testing

@Suite struct CompanionFixtureTests {
  struct Example: Sendable, CustomTestStringConvertible {
    var testDescription: String { file }
    let file: String
    let id: String
    /// For each year how many statements are read, and how many own sums hold.
    let tables: [[Int]]
  }

  @Test(arguments: [
    Example(file: "county-net-2001", id: "ssb-county-net", tables: [[2001, 124, 0]]),
    Example(file: "region-net-2003", id: "ssb-region-net", tables: [[2003, 28, 7]]),
    Example(
      file: "county-immigration-emigration-2008", id: "ssb-county-immigration-emigration",
      tables: [[2008, 40, 2]]),
    Example(
      file: "county-in-out-net-2014-2017", id: "ssb-county-in-out-net",
      tables: [[2014, 179, 129], [2017, 179, 129]]),
  ])
  func `a companion in fields is read whole`(_ example: Example) throws {
    let companions = try CompanionPage.read(
      Fixtures.bytes("ssb/\(example.file).csv"), name: "\(example.file).csv", as: example.id)
    #expect(
      companions.map { [$0.referenceYear.value, $0.statements.count, $0.ownSums] } == example.tables)
    #expect(companions.allSatisfy { $0.layout == "sheet" })
    #expect(companions.flatMap(\.warnings).filter { $0.code != .yearConflict }.isEmpty)
  }

  @Test func `statements name the place of their figure`() throws {
    let companion = try #require(
      try CompanionPage.read(
        Fixtures.bytes("ssb/county-net-2001.csv"), name: "county-net-2001.csv", as: "ssb-county-net"
      ).first)
    let statement = try #require(companion.statements.first { $0.from == "03" && $0.to == "02" })
    #expect((statement.value, statement.at) == (-3_679, SourcePlace(line: 9, column: 12)))
  }

  @Test func `what is read agrees with the flows that are read`() throws {
    let net = try CompanionPage.read(
      Fixtures.bytes("ssb/county-net-2001.csv"), name: "county-net-2001.csv", as: "ssb-county-net")
    let flows = try CompanionPage.flows(
      of: "county-flows-2001-first-block.csv", dataset: "ssb-county-flows", in: 2001)
    #expect("\(compare(net.flatMap(\.statements), with: flows))" == "45 of 45 pairs agree")
    let abroad = try CompanionPage.read(
      Fixtures.bytes("ssb/county-immigration-emigration-2008.csv"), name: "2008.csv",
      as: "ssb-county-immigration-emigration")
    let later = try CompanionPage.flows(
      of: "county-flows-2008-first-block.csv", dataset: "ssb-county-flows", in: 2008)
    #expect("\(compare(abroad.flatMap(\.statements), with: later))" == "10 of 10 figures agree")
  }

  @Test(arguments: ["ssb-county-net", "ssb-county-immigration-emigration", "ssb-county-in-out-net"])
  func `the flows themselves are believed as no companion`(id: String) throws {
    for file in ["county-flows-2011-en.txt", "county-flows-2001-first-block.csv"] {
      do {
        #expect(try CompanionPage.read(Fixtures.bytes("ssb/\(file)"), name: file, as: id).isEmpty, "\(file)")
      } catch is Refusal {
        // Claimed by its labels, and refused by its figures.
      }
    }
  }
}
