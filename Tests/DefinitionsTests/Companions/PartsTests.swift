import Definitions
import FlowTables
import FlytTesting
import Testing

/// Datasets that are sums of others.
@Suite struct PartsTests {
  private static let first = "names = { is = \"Höfuðborgarsvæði\" }"

  private static func definition(sumOf: String?, parts: String, second: String = "") -> String {
    SmallDefinition.text.replacing(
      "firstYear", with: (sumOf.map { "sumOf = \"\($0)\"\n" } ?? "") + "firstYear"
    )
    .replacing(first, with: "\(first)\n\(parts)")
    .replacing("names = { is = \"Suðurnes\" }", with: "names = { is = \"Suðurnes\" }\n\(second)")
  }

  private static func read(_ text: String) throws -> Dataset {
    try DatasetFile.read(Array(text.utf8), path: "is.toml")
  }

  @Test func `the regions are made of counties`() throws {
    let dataset = try Fixtures.shippedDataset("ssb-region-flows")
    #expect(dataset.sumOf == "ssb-county-flows")
    let parts = dataset.places.flatMap { $0.parts ?? [] }
    let counties = try Fixtures.shippedDataset("ssb-county-flows")
    let year = try #require(ReferenceYear(2001))
    #expect(Set(parts) == Set(counties.places(in: year).filter { !$0.isAbroad }))
    #expect(parts.count == 19)
    #expect(counties.places.allSatisfy { $0.parts == nil })
  }

  @Test(
    arguments: [
      (
        nil, "parts = [\"a\"]", "",
        "is.toml: sumOf: missing, where places have parts. Add sumOf = \"…\" with the id of the parts' dataset."
      ),
      (
        "other", "", "",
        "is.toml:3: sumOf: no place has parts. Add parts = [\"…\"] to each [[place]], or take sumOf out."
      ),
      (
        "other", "parts = [\"a\"]", "parts = [\"a\"]",
        "is.toml:28: place[2].parts: 'a' is also a part of 1 in the same years. Keep it with one of the two: its flows would count twice."
      ),
    ] as [(String?, String, String, String)])
  func `what is wrong with parts is said`(sumOf: String?, parts: String, second: String, message: String) {
    let error = #expect(throws: DefinitionsError.self) {
      try Self.read(Self.definition(sumOf: sumOf, parts: parts, second: second))
    }
    #expect(error?.description == message)
  }

  @Test func `parts must be places of another dataset of the folder`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path
    let other = SmallDefinition.text.replacing("is-regions", with: "is-parts")
    try folder.write("a.toml", text: other)
    try folder.write("b.toml", text: Self.definition(sumOf: "is-parts", parts: "parts = [\"1\", \"9\"]"))
    let unknown = #expect(throws: DefinitionsError.self) { try DatasetFolder.load(path) }
    #expect(
      unknown?.description
        == "\(path)/b.toml: place[1].parts: '9' is no place of is-parts. Write codes of its places.")
    try folder.write("b.toml", text: Self.definition(sumOf: "is-part", parts: "parts = [\"1\"]"))
    let misspelt = #expect(throws: DefinitionsError.self) { try DatasetFolder.load(path) }
    #expect(
      misspelt?.description
        == "\(path)/b.toml: sumOf: 'is-part' is no other dataset of this folder. Did you mean 'is-parts'?")
    try folder.write("b.toml", text: Self.definition(sumOf: "is-regions", parts: "parts = [\"1\"]"))
    let itself = #expect(throws: DefinitionsError.self) { try DatasetFolder.load(path) }
    #expect(itself?.problems.map(\.keyPath) == ["sumOf"])
  }
}
