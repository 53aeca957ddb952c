import Definitions
import FlowTables
import FlytTesting
import Testing

@Suite struct CompanionFolderTests {
  @Test func `every shipped companion loads`() throws {
    let companions = try CompanionFolder.load(
      in: Fixtures.datasetsFolder, datasets: Fixtures.shippedDatasets())
    #expect(
      companions.map { [$0.id, $0.dataset] } == [
        ["ssb-county-immigration-emigration", "ssb-county-flows"],
        ["ssb-county-in-out-net", "ssb-county-flows"], ["ssb-county-net", "ssb-county-flows"],
        ["ssb-region-net", "ssb-region-flows"],
      ])
  }

  @Test func `a folder of datasets needs none of companions`() throws {
    let folder = try TemporaryFolder()
    #expect(try CompanionFolder.load(in: folder.path, datasets: []).isEmpty)
  }

  @Test func `the problems of all companions are told together`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path
    let text = """
      id = "net"
      of = "is-regions"
      publisher = "Office"
      pairs = "netMigration"
      titles = { en = ["Net migration {year}"] }
      words = { place = ["Place"], versus = ["Versus"] }
      """
    _ = try folder.makeFolder("companions")
    try folder.write("companions/a.toml", text: text)
    try folder.write("companions/b.toml", text: text)
    try folder.write("companions/c.toml", text: text.replacing("is-regions", with: "other"))
    let error = #expect(throws: DefinitionsError.self) {
      try CompanionFolder.load(in: path, datasets: [SmallDefinition.read()])
    }
    #expect(
      error?.description == """
        \(path)/companions/b.toml: id: 'net' is also the id in \(path)/companions/a.toml. Give each definition an id of its own.
        \(path)/companions/c.toml:2: of: 'other' is no dataset. The others are: is-regions.
        """)
  }
}
