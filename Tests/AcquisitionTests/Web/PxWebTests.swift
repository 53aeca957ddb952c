import Acquisition
import FlowTables
import FlytTesting
import Foundation
import Testing

@Suite struct PxWebTests {
  private static func table(
    _ version: PxWebTable.Version = .two, maxCells: Int = 800_000, lists: String? = nil,
    values: [String: [String]] = [:]
  ) -> PxWebTable {
    PxWebTable(
      api: "https://example.org/api/", version: version, table: "13864", language: "no", from: "Fra",
      to: "Til",
      year: "Tid", contents: "ContentsCode", fromList: lists, toList: lists, values: values,
      maxCells: maxCells)
  }

  /// A description of a table of six places; dimensions in a list and in an object, as servers have it.
  private static let description = """
    {"label":"Flows","updated":"2026-03-20T07:00:00Z","id":["Fra","Til","Kjonn","ContentsCode","Tid"],
    "extension":{"px":{"nextUpdate":"2027-03-19T07:00:00Z"}},
    "dimension":{
    "Fra":{"label":"from","category":{"index":["03","11","15","18","31","32"]},"extension":{"codeLists":[{"id":"agg_A"}]}},
    "Til":{"label":"to","category":{"index":{"11":1,"03":0,"15":2}},"extension":{"codelists":[{"id":"agg_A"}]}},
    "Kjonn":{"label":"sex","category":{"index":["1","2"]},"extension":{"elimination":true}},
    "ContentsCode":{"label":"what","category":{"label":{"F":"Flows"}}},
    "Tid":{"label":"year","category":{"index":["2024","2025","2025K1"]}}}}
    """
  private static func catalogue() throws -> PxWebCatalogue {
    try PxWebCatalogue(Array(description.utf8), of: .two)
  }

  @Test func `a catalogue is read however its lists are written`() throws {
    let catalogue = try Self.catalogue()
    #expect(catalogue.codes(of: "Til") == ["03", "11", "15"])
    #expect(catalogue.codes(of: "ContentsCode") == ["F"])
    #expect(catalogue.years(in: "Tid").map(\.value) == [2024, 2025])
    #expect(catalogue.nextUpdate?.description == "2027-03-19")
    #expect(catalogue.dimensions.map(\.isEliminable) == [false, false, true, false, false])
    #expect(catalogue.differences(from: Self.table(lists: "agg_A")).isEmpty)
    #expect(throws: CatalogueProblem.self) { try PxWebCatalogue(Array("{}".utf8), of: .two) }
    #expect(throws: CatalogueProblem.self) { try PxWebCatalogue(Array("<html>".utf8), of: .one) }
  }

  @Test func `a question names places by a list, and what can't be left out`() throws {
    let year = try #require(ReferenceYear(2025))
    let questions = try Self.table(lists: "agg_A").questions(
      for: year, in: Self.catalogue(), lists: ["agg_A": ["03", "31"]], maxCells: 800_000)
    #expect(
      questions.map(\.address.text) == [
        "https://example.org/api/tables/13864/data?lang=no&outputFormat=json-stat2&valueCodes[Fra]=*"
          + "&codelist[Fra]=agg_A&valueCodes[Til]=*&codelist[Til]=agg_A&valueCodes[Tid]=2025"
          + "&valueCodes[ContentsCode]=F"
      ])
  }

  @Test func `questions are as many as the limit of cells asks for, and no code comes twice`() throws {
    let year = try #require(ReferenceYear(2025))
    let questions = try Self.table(values: ["Kjonn": ["1", "1", "2"]]).questions(
      for: year, in: Self.catalogue(), lists: [:], maxCells: 15)
    #expect(questions.count == 3)
    #expect(questions[0].address.text.contains("valueCodes[Fra]=03,11&"))
    #expect(questions[2].address.text.contains("valueCodes[Fra]=31,32&"))
    #expect(
      questions.allSatisfy { $0.address.text.hasSuffix("&valueCodes[Kjonn]=1,2&valueCodes[ContentsCode]=F") })
    let one = try Self.table(.one).questions(for: year, in: Self.catalogue(), lists: [:], maxCells: 9)
    #expect(one.count == 2)
    guard case .post(let body, let type) = one[0].method else { throw Unexpected("no POST") }
    #expect(type == "application/json")
    #expect(
      String(decoding: body, as: UTF8.self)
        == #"{"query":[{"code":"Fra","selection":{"filter":"item","values":["03","11","15"]}},"#
        + #"{"code":"Til","selection":{"filter":"all","values":["*"]}},"#
        + #"{"code":"Tid","selection":{"filter":"item","values":["2025"]}},"#
        + #"{"code":"ContentsCode","selection":{"filter":"item","values":["F"]}}],"response":{"format":"json-stat2"}}"#
    )
  }

  @Test func `an address that would be too long is posted`() throws {
    let year = try #require(ReferenceYear(2025))
    let codes = (0..<400).map { "code\($0)" }
    let questions = try Self.table(values: ["Kjonn": codes]).questions(
      for: year, in: Self.catalogue(), lists: [:], maxCells: 800_000)
    guard case .post(let body, _) = questions[0].method else { throw Unexpected("no POST") }
    #expect(String(decoding: body, as: UTF8.self).contains(#""variableCode":"Tid""#))
    #expect(questions[0].address.text.utf8.count < 200)
  }

  @Test(
    .enabled(if: Fixtures.hasPublishedFiles, "FLYT_FORMATS names no folder of published files"))
  func `what servers really say is understood`() throws {
    func bytes(_ name: String) throws -> [UInt8] { try Fixtures.published("api/\(name)") }
    let second = try PxWebCatalogue(bytes("ssb_11118_v2_metadata.json"), of: .two)
    #expect(second.updated == "2024-01-10T07:00:00Z")
    #expect(second.years(in: "Tid").map(\.value) == Array(2015...2023))
    #expect(second.codes(of: "ContentsCode") == ["LevIndAar", "Aarsendring"])
    let first = try PxWebCatalogue(bytes("ssb_13861_v1_metadata_get.json"), of: .one)
    #expect(first.years(in: "Tid").map(\.value) == Array(2016...2022))
    #expect(first.dimensions.first?.isEliminable == true)
    #expect(try codelistCodes(bytes("scb_codelist_agg_v2.json")).prefix(2) == ["-9", "10-19"])
    #expect(try statedCellLimit(bytes("ssb_config_v2_2025.json")) == 800_000)
  }
}
