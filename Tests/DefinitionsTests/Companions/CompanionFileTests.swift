import Definitions
import FlowTables
import Testing

/// A companion of the small definition, for tests to break.
private enum SmallCompanion {
  static let pairs = """
    id = "is-net"
    of = "is-regions"
    publisher = "Hagstofa Íslands"
    pairs = "netMigration"
    firstYear = 1990

    [titles]
    is = ["Aðfluttir umfram brottflutta {year}"]

    [words]
    place = ["Landsvæði"]
    versus = ["Gagnvart"]
    total = ["Alls"]

    [symbols]
    "-" = "nil"
    """

  static let measures = """
    id = "is-moves"
    of = "is-regions"
    publisher = "Hagstofa Íslands"

    [titles]
    is = ["Búferlaflutningar {year}"]

    [words]
    place = ["Landsvæði"]
    total = ["0", "Alls"]

    [measures]
    emigration = ["Brottfluttir til útlanda"]
    immigration = ["Aðfluttir frá útlöndum", "In"]
    """

  static func read(_ text: String) throws -> CompanionDefinition {
    try CompanionFile.read(Array(text.utf8), path: "c.toml", datasets: [SmallDefinition.read()])
  }
}

@Suite struct CompanionFileTests {
  @Test func `a table of pairs is defined`() throws {
    let companion = try SmallCompanion.read(SmallCompanion.pairs)
    #expect((companion.id, companion.dataset) == ("is-net", "is-regions"))
    #expect(companion.content == .netMigrationOfPairs)
    #expect(companion.words.versus == ["Gagnvart"])
    #expect((companion.firstYear, companion.lastYear) == (ReferenceYear(1990), nil))
    #expect(companion.symbols == ["-": .zero])
  }

  @Test func `a table of measures is defined, in an order of its own`() throws {
    let companion = try SmallCompanion.read(SmallCompanion.measures)
    #expect(companion.measures == [.immigration, .emigration])
    #expect(companion.country == Place(code: "0"))
  }

  @Test(
    arguments: [
      (
        "is-net", "is-regions",
        "c.toml:1: id: 'is-regions' is also the id of a dataset. Give each definition an id of its own."
      ),
      (
        "of = \"is-regions\"", "of = \"is-region\"",
        "c.toml:2: of: 'is-region' is no dataset. Did you mean 'is-regions'?"
      ),
      ("of = \"is-regions\"", "of = \"no\"", "c.toml:2: of: 'no' is no dataset. The others are: is-regions."),
      ("of = \"is-regions\"", "", "c.toml: of: missing. Add of = \"…\"."),
      (
        "pairs = \"netMigration\"", "pairs = \"flows\"",
        "c.toml:4: pairs: 'flows' is not netMigration. Nothing else is known of pairs so far."
      ),
      (
        "pairs = \"netMigration\"", "",
        "c.toml: pairs: missing, and so is [measures]. Write pairs = \"netMigration\", or [measures] with the headings of each."
      ),
      ("versus = [\"Gagnvart\"]", "", "c.toml:10: words.versus: missing. Add versus = [\"…\"]."),
      ("firstYear = 1990", "firstYaer = 1990", "c.toml:5: firstYaer: unknown key. Did you mean 'firstYear'?"),
      (
        "\"Alls\"", "\"Suðurnes\"",
        "c.toml:13: words.total: 'Suðurnes' also stands for place 2. Take it out of words.total."
      ),
      (
        " {year}", "",
        "c.toml:8: titles.is: 'Aðfluttir umfram brottflutta' has no {year}. Put {year} where the page prints the reference year."
      ),
    ] as [(String, String, String)])
  func `what is wrong with a table of pairs is said`(old: String, new: String, message: String) {
    #expect(SmallCompanion.pairs.contains(old))
    let error = #expect(throws: DefinitionsError.self) {
      try SmallCompanion.read(SmallCompanion.pairs.replacing(old, with: new, maxReplacements: 1))
    }
    #expect(error?.description == message)
  }

  @Test(
    arguments: [
      (
        "emigration =", "emigrations =",
        "c.toml:13: measures.emigrations: no measure. Did you mean 'emigration'?"
      ),
      (
        "emigration =", "births =",
        "c.toml:13: measures.births: no measure. The measures are: immigration, emigration, netImmigration, inMigration, outMigration, netMigration, arrivals, departures, netArrivals."
      ),
      (
        "\"In\"", "\"Suðurnes\"",
        "c.toml:14: measures.immigration: 'Suðurnes' also stands for place 2. Keep it with one of the two."
      ),
      (
        "\"In\"", "\"Brottfluttir til Útlanda\"",
        "c.toml:13: measures.emigration: 'Brottfluttir til útlanda' also stands for immigration. Keep it with one of the two."
      ),
      (
        "[\"Brottfluttir til útlanda\"]", "[]",
        "c.toml:13: measures.emigration: an empty list. Write the headings that the measure has."
      ),
      (
        "publisher = \"Hagstofa Íslands\"", "publisher = \"Hagstofa Íslands\"\npairs = \"netMigration\"",
        "c.toml:4: pairs: stands beside [measures]. Write pairs = \"netMigration\", or [measures] with the headings of each."
      ),
    ] as [(String, String, String)])
  func `what is wrong with a table of measures is said`(old: String, new: String, message: String) {
    #expect(SmallCompanion.measures.contains(old))
    let error = #expect(throws: DefinitionsError.self) {
      try SmallCompanion.read(SmallCompanion.measures.replacing(old, with: new, maxReplacements: 1))
    }
    #expect(error?.problems.contains { $0.description == message } == true, "\(error?.description ?? "")")
  }
}
