import Definitions
import FlowTables
import Testing

/// A definition with one thing wrong, and what must be said of it.
struct BrokenDefinition: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let old: String
  let new: String
  let message: String

  init(_ name: String, _ old: String, _ new: String, _ message: String) {
    (testDescription, self.old, self.new, self.message) = (name, old, new, message)
  }
}

private let broken = [
  BrokenDefinition(
    "a missing key", "publisher = \"Hagstofa Íslands\"", "",
    "is.toml: publisher: missing. Add publisher = \"…\"."),
  BrokenDefinition(
    "an id with a blank", "is-regions", "is regions",
    "is.toml:1: id: 'is regions' has other characters than a-z, 0-9 and '-'. Write one such as \"ssb-county-flows\"."
  ),
  BrokenDefinition(
    "a wrong type", "firstYear = 1986", "firstYear = \"1986\"",
    "is.toml:3: firstYear: '1986' is not a year from 1900 to 2100. Write firstYear = 2011."),
  BrokenDefinition(
    "years the wrong way round", "lastYear = 2020", "lastYear = 1980",
    "is.toml:4: lastYear: 1980 lies before firstYear 1986. Exchange the two, or correct one."),
  BrokenDefinition(
    "an unknown key near a known one", "firstYear = 1986", "tolerence = 1",
    "is.toml:3: tolerence: unknown key. Did you mean 'tolerance'?"),
  BrokenDefinition(
    "an unknown key far from all", "to = [\"Til\"]", "to = [\"Til\"]\nnothing = 1",
    "is.toml:13: words.nothing: unknown key. The keys here are: from, to, total, year, value."),
  BrokenDefinition(
    "a negative tolerance", "firstYear = 1986", "tolerance = -1",
    "is.toml:3: tolerance: -1 is not a whole number from 0 to 1000000. Write tolerance = 0."),
  BrokenDefinition(
    "an axis that is none", "firstYear = 1986", "rows = \"origin\"",
    "is.toml:3: rows: 'origin' is neither 'from' nor 'to'. Write \"from\" where rows are origins, \"to\" where they are destinations."
  ),
  BrokenDefinition(
    "a day that no month has", "day = 30", "day = 31",
    "is.toml:5: expected.day: month 4 has no day 31 in every year. Write a day that it always has."),
  BrokenDefinition(
    "a month that no year has", "month = 4", "month = 13",
    "is.toml:5: expected.month: 13 is not a whole number from 1 to 12. Write month = 5."),
  BrokenDefinition(
    "a title without a year", " {year}\"", "\"",
    "is.toml:8: titles.is: 'Búferlaflutningar milli landsvæða' has no {year}. Put {year} where the page prints the reference year."
  ),
  BrokenDefinition(
    "no title", "is = [\"Búferlaflutningar milli landsvæða {year}\"]", "",
    "is.toml:7: titles: no title. Add one that finds the table, such as en = [\"Migration between counties. {year}\"]."
  ),
  BrokenDefinition(
    "no words for an axis", "from = [\"Frá\"]", "from = []",
    "is.toml:11: words.from: an empty list. Write what the table calls it, such as from = [\"…\"]."),
  BrokenDefinition(
    "one text where a list belongs", "from = [\"Frá\"]", "from = \"Frá\"",
    "is.toml:11: words.from: 'Frá' is not a list of non-empty texts. Write from = [\"…\"]."),
  BrokenDefinition(
    "a meaning that is none", "\"nil\"", "\"nill\"",
    "is.toml:17: symbols.-: 'nill' is no meaning. Did you mean 'nil'?"),
  BrokenDefinition(
    "a symbol that is a number", "\".\" = \"notApplicable\"", "7 = \"nil\"",
    "is.toml:16: symbols.7: a symbol may hold no letter, digit or blank. Figures and names would be taken for it."
  ),
  BrokenDefinition(
    "a printed 0 that is no number", "\".\" = \"notApplicable\"", "0 = \"suppressed\"",
    "is.toml:16: symbols.0: the symbol 0 is a number. Its meaning can be nil only."
  ),
  BrokenDefinition(
    "a blank as a mark", "\".\" = \"notApplicable\"", "\"\" = \"preliminary\"",
    "is.toml:16: symbols.\"\": a blank can be no mark beside a number. Name the printed mark."
  ),
  BrokenDefinition(
    "a code of our own", "code = \"1\"", "code = \"Abroad\"",
    "is.toml:20: place[1].code: 'Abroad' is a word of our own. Take the publisher's code; Abroad stands under [abroad]."
  ),
  BrokenDefinition(
    "one code twice in the same years", "from = 2011", "from = 2009",
    "is.toml:29: place[3].code: '2' is also the code of place[2] in the same years. Give the two different codes, or years (from, to) that do not meet."
  ),
  BrokenDefinition(
    "one name twice in the same years", "is = \"Útlönd\"", "is = \"SUÐUR NES\"",
    "is.toml:34: abroad: 'SUÐUR NES' of abroad also stands for 2 in the same years. Keep it with one of the two, or give them years (from, to) that do not meet."
  ),
  BrokenDefinition(
    "a name that is the total's", "is = \"Útlönd\"", "is = \"alls\"",
    "is.toml:34: abroad: 'alls' is also a word for the total. Take it out of the place or of words.total."),
  BrokenDefinition(
    "a place whose years are the wrong way round", "to = 2010", "from = 2010\nto = 2009",
    "is.toml:27: place[2].to: 2009 lies before from 2010. Exchange the two, or correct one."),
  BrokenDefinition(
    "a place without a name", "names = { is = \"Höfuðborgarsvæði\" }", "",
    "is.toml:19: place[1].names: no name. Add names = { en = \"…\" } with a language code for each."),
  BrokenDefinition(
    "an empty pair of no place", "from = \"abroad\"", "from = \"9\"",
    "is.toml:38: empty[1].from: '9' is the code of no place here. Write the code of a [[place]], or \"abroad\"."
  ),
  BrokenDefinition(
    "a table where a list of tables belongs", "[[empty]]", "[empty]",
    "is.toml:37: empty: a table is not a list of tables. Write [[empty]] with two brackets."),
  BrokenDefinition(
    "a value that would steer a terminal", "is-regions", "\\u001b[2J",
    "is.toml:1: id: '\\u{1b}[2J' has other characters than a-z, 0-9 and '-'. Write one such as \"ssb-county-flows\"."
  ),
]

@Suite struct DatasetFileTests {
  @Test func `a definition without Norway works`() throws {
    let dataset = try SmallDefinition.read()
    #expect(dataset.id == "is-regions")
    #expect(dataset.places(in: try #require(ReferenceYear(2015))).map(\.code) == ["1", "2", "abroad"])
    #expect(
      dataset.places.map { $0.names["is"] } == [
        "Höfuðborgarsvæði", "Suðurnes", "Suðurnes og Vogar", "Útlönd",
      ])
    #expect((dataset.unit, dataset.tolerance, dataset.rows) == ("persons", 0, .from))
    #expect(dataset.license == nil)
  }

  @Test(arguments: broken)
  func `what is wrong is said with file, line, key and remedy`(_ broken: BrokenDefinition) {
    #expect(SmallDefinition.text.contains(broken.old))
    let error = #expect(throws: DefinitionsError.self) {
      try SmallDefinition.read(replacing: broken.old, with: broken.new)
    }
    #expect(error?.description == broken.message)
  }

  @Test func `all that is wrong is said at once, in the order of lines`() {
    let error = #expect(throws: DefinitionsError.self) {
      try DatasetFile.read(
        Array("id = 1\n[words]\nfrom = [1]\n[[place]]\ncod = \"1\"\n".utf8), path: "d.toml")
    }
    #expect(
      error?.problems.map { [$0.line.map(String.init) ?? "-", $0.keyPath ?? "-", $0.what] } == [
        ["1", "id", "1 is not a non-empty text"], ["2", "words.to", "missing"],
        ["2", "words.total", "missing"],
        ["3", "words.from", "a list is not a list of non-empty texts"], ["4", "place[1].code", "missing"],
        ["4", "place[1].names", "no name"], ["5", "place[1].cod", "unknown key"],
        ["-", "publisher", "missing"], ["-", "titles", "no title"],
      ])
  }

  @Test(arguments: [
    ("id = \n", "d.toml:1: not TOML at column 6: "),
    ("id = \"a\"\nid = \"b\"\n", "d.toml:2: not TOML at column 6: "),
    ("id = \"a\u{0}\"", "d.toml: not UTF-8 text. Save the file as UTF-8."),
  ])
  func `a file that is no TOML is refused by line and column`(text: String, start: String) {
    let error = #expect(throws: DefinitionsError.self) {
      try DatasetFile.read(Array(text.utf8), path: "d.toml")
    }
    #expect(error?.description.hasPrefix(start) == true, "\(error?.description ?? "")")
  }

  @Test func `tables without end do not exhaust the stack`() {
    let deep = "[" + Array(repeating: "a", count: 5_000).joined(separator: ".") + "]\n"
    let error = #expect(throws: DefinitionsError.self) {
      try DatasetFile.read(Array((SmallDefinition.text + "\n" + deep).utf8), path: "d.toml")
    }
    #expect(error?.problems.map(\.what) == ["unknown key"])
  }
}
