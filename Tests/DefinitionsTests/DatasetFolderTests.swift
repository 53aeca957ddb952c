import Definitions
import FlowTables
import FlytTesting
import Testing

@Suite struct DatasetFolderTests {
  @Test func `a folder gives its definitions in the order of names`() throws {
    let folder = try TemporaryFolder()
    try folder.write("b.toml", text: SmallDefinition.text)
    try folder.write("a.toml", text: SmallDefinition.text.replacing("is-regions", with: "other"))
    try folder.write(".hidden.toml", text: "broken")
    try folder.write("readme.txt", text: "broken")
    #expect(try DatasetFolder.load(folder.path).map(\.id) == ["other", "is-regions"])
  }

  @Test func `the problems of all files are told together`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path
    try folder.write("a.toml", text: SmallDefinition.text)
    try folder.write("b.toml", text: SmallDefinition.text)
    try folder.write("c.toml", text: SmallDefinition.text.replacing("month = 4", with: "month = 0"))
    let error = #expect(throws: DefinitionsError.self) { try DatasetFolder.load(path) }
    #expect(
      error?.description == """
        \(path)/b.toml: id: 'is-regions' is also the id in \(path)/a.toml. Give each dataset an id of its own.
        \(path)/c.toml:5: expected.month: 0 is not a whole number from 1 to 12. Write month = 5.
        """)
  }

  @Test func `a missing folder and an empty one are refused`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path
    let missing = #expect(throws: DefinitionsError.self) { try DatasetFolder.load("\(path)/none") }
    #expect(
      missing?.description == "\(path)/none: no such folder. Create it, or name another with --datasets.")
    let empty = #expect(throws: DefinitionsError.self) { try DatasetFolder.load(path) }
    #expect(
      empty?.description == """
        \(path): no dataset definition in it. Add a file such as ssb-county-flows.toml, or name another folder \
        with --datasets.
        """)
  }

  @Test func `what is named like a definition and is no file is told by its path`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.makeFolder("d.toml").dropLast("/d.toml".count)
    let error = #expect(throws: DefinitionsError.self) { try DatasetFolder.load(String(path)) }
    #expect(
      error?.description == "\(path)/d.toml: no regular file. Put a file there, or take the entry away.")
  }

  /// Which folders exist, what is asked, and what must come out.
  struct Search: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var flag: String?
    var variable: String?
    var settingsFile: String? = "/s/flyt.toml"
    var folders: Set<String> = ["/f", "/cwd/v", "/s/datasets", "/etc/flyt/datasets", "/cwd/Config/datasets"]
    var found: String
  }

  @Test(arguments: [
    Search(testDescription: "the flag first", flag: "/f", variable: "v", found: "/f"),
    Search(testDescription: "then the variable", variable: "v", found: "/cwd/v"),
    Search(testDescription: "then beside the settings file", found: "/s/datasets"),
    Search(testDescription: "then the machine's", settingsFile: nil, found: "/etc/flyt/datasets"),
    Search(
      testDescription: "an absent one is passed over", folders: ["/cwd/Config/datasets"],
      found: "/cwd/Config/datasets"),
    Search(
      testDescription: "a named one is not", flag: "g",
      found: "--datasets: no such folder: /cwd/g. Create it, or name another."),
    Search(
      testDescription: "nor one of the environment", variable: "/w",
      found: "FLYT_DATASETS: no such folder: /w. Create it, or name another."),
    Search(
      testDescription: "none is an error", folders: [],
      found: """
        dataset definitions: no folder of them at /s/datasets, /etc/flyt/datasets, /cwd/Config/datasets. \
        Create one of these, or name another with --datasets or FLYT_DATASETS.
        """),
  ])
  func `the first folder that exists wins`(_ search: Search) {
    let files = FileLookup(
      isFolder: { search.folders.contains($0) }, isFile: { _ in false }, names: { _ in [] },
      bytes: { _ in [] })
    do throws(DefinitionsError) {
      let found = try DatasetFolder.find(
        flags: SettingsFlags(datasets: search.flag),
        environment: search.variable.map { ["FLYT_DATASETS": $0] } ?? [:],
        settingsFile: search.settingsFile, currentFolder: "/cwd", files: files)
      #expect(found.value == search.found)
    } catch {
      #expect(error.description == search.found)
    }
  }
}
