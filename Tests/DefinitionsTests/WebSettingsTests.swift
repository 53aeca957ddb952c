import Definitions
import FlowTables
import Testing

@Suite struct WebSettingsTests {
  private func resolve(_ text: String) throws(DefinitionsError) -> Settings {
    try Settings.resolve(environment: [:], currentFolder: "/", files: files(["/etc/flyt/flyt.toml": text]))
  }

  private func web(_ text: String) throws -> WebSettings {
    let source = try #require(try resolve(text).sources.first)
    guard case .web(let web) = source.kind else { throw DefinitionsError([]) }
    return web
  }

  private static let url =
    "[[source]]\nname = \"pages\"\nkind = \"url\"\nurl = \"https://example.org/{year}\"\n"
  private static let sound = url + "years = \"2004-\"\ndataset = \"ssb-county-flows\"\n"
  private static let pxweb = """
    [[source]]
    name = "statbank"
    kind = "pxweb"
    api = "https://data.example.org/v2"
    table = "13864"

    """
  private static let dimensions =
    "dimensions = { from = \"Fra\", to = \"Til\", year = \"Tid\", contents = \"ContentsCode\" }\n"

  @Test func `a page for each year has the defaults of a polite visitor`() throws {
    let text = Self.sound + "contact = \"ops@example.org\"\n"
    let web = try web(text)
    guard case .page(let page) = web.target else { throw DefinitionsError([]) }
    #expect(page.url == "https://example.org/{year}")
    #expect(page.years?.description == "2004-")
    #expect(web.every == .seconds(6 * 3600))
    #expect(web.contact == "ops@example.org")
    #expect(!web.allowPrivate)
    let listed = try resolve(text).entries.map { "\($0)" }
    #expect(
      listed.contains("source.pages.years = \"2004-\"") && listed.contains("source.pages.gap = \"250ms\""))
  }

  @Test func `a table of an API says its dimensions in the table's own words`() throws {
    let web = try web(
      Self.pxweb + Self.dimensions
        + """
        codelists = { from = "agg_Fylker2024" }
        values = { ContentsCode = ["Flyttinger"] }
        closed = { from = "05:00", to = "08:15", zone = "Europe/Oslo" }
        secretHeaders = { X-Key = "credential:statbank", X-Other = "file:token" }

        """)
    guard case .pxweb(let table) = web.target else { throw DefinitionsError([]) }
    #expect(table.dimensions.from == "Fra" && table.dimensions.contents == "ContentsCode")
    #expect(table.codelists.from == "agg_Fylker2024" && table.codelists.to == nil)
    #expect(table.values == ["ContentsCode": ["Flyttinger"]] && table.version == 2)
    #expect(web.closed == ClosedHours(from: 300, to: 495, zone: "Europe/Oslo"))
    #expect(web.closed?.description == "05:00 to 08:15 Europe/Oslo")
    #expect(web.secretHeaders == ["X-Key": .credential("statbank"), "X-Other": .file("/etc/flyt/token")])
  }

  private static let problems: [(text: String, problem: String)] = [
    (url, "dataset: missing. Say whose years are looked for, such as dataset = \"ssb-county-flows\"."),
    (url, "years: missing. Say which years to look for, such as years = \"2004-\"."),
    (
      sound.replacing("{year}", with: "all"),
      "years: the address is the same for each year. Put {year} where it stands, or leave 'years' out."
    ),
    (
      url.replacing("example", with: "me:secret@example"),
      "url: holds a name or a password. Leave them out; see secretHeaders."
    ),
    (
      sound + "contact = \"a\\nX-Other: b\"\n",
      "contact: 'a\\u{a}X-Other: b' is not a text of one line. Write contact = \"…\"."
    ),
    (sound + "evry = \"1d\"\n", "evry: unknown key. Did you mean 'every'?"),
    (
      url.replacing("{year}", with: "{yaer}") + "dataset = \"d\"\n",
      "url: {yaer} stands for nothing. Did you mean {year}?"
    ),
    (
      url.replacing("https", with: "ftp"),
      "url: 'ftp://example.org/{year}' is no address of http or https. Write url = \"https://…\"."
    ),
    (
      sound.replacing("2004-", with: "2011-2004"),
      "years: '2011-2004' is no span of years. Write \"2004-\", \"2004-2011\" or \"2011\"."
    ),
    (
      sound + "headers = { Authorization = \"Bearer x\" }\n",
      "headers.Authorization: a secret does not belong here. Use secretHeaders = { Authorization = \"file:…\" }."
    ),
    (
      sound + "secretHeaders = { X = \"hunter2\" }\n",
      "secretHeaders.X: not the place of a secret. Write X = \"credential:NAME\" or \"file:PATH\"."
    ),
    (
      sound + "closed = { from = \"5\", to = \"08:00\", zone = \"Europe/Oslo\" }\n",
      "closed.from: '5' is no time of day. Write it as \"05:00\"."
    ),
    (
      sound + "closed = { from = \"05:00\", to = \"08:00\", zone = \"Oslo\" }\n",
      "closed.zone: no time zone is called 'Oslo'. Write one such as \"Europe/Oslo\"."
    ),
    (
      "[[source]]\nname = \"i\"\nkind = \"index\"\nurl = \"https://example.org/\"\n",
      "links: missing. Add links = \"…\"."
    ),
    (
      pxweb,
      "dimensions: missing. Add dimensions = { from = \"…\", to = \"…\", year = \"…\", contents = \"…\" } as the table calls them."
    ),
  ]

  @Test(arguments: problems.indices)
  func `a problem says where and what to write`(index: Int) {
    let (text, problem) = Self.problems[index]
    let error = #expect(throws: DefinitionsError.self) { try resolve(text) }
    #expect(error?.description.contains(problem) == true, "\(error?.description ?? "")")
  }

  @Test func `years without an end reach to the last that is over`() throws {
    let today = try #require(CivilDate(year: 2006, month: 3, day: 1))
    #expect(YearRange("2004-")?.years(before: today).map(\.value) == [2004, 2005])
    #expect(YearRange("2004-2004")?.years(before: today).map(\.value) == [2004])
    #expect(YearRange("2007-")?.years(before: today) == [])
    #expect(YearRange("04-") == nil && YearRange("2004-2005-") == nil && YearRange("") == nil)
  }
}
