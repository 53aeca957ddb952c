import Checks
import FlowTables
import FlytTesting
import Testing

/// Pages of net migration as the publisher prints them: a triangle, in one block or two.
@Suite struct NetPageTests {
  private static let titles = "11   Nettoinnflytting1 mellom landsdeler2. 2001"
  private static let names = [
    "Akershus/Oslo", "Hedmark/Oppland", "Sør-Østlandet", "Agder/Rogaland", "Vestlandet", "Trøndelag",
    "Nord-Norge",
  ]
  /// The sums, then the pairs under the columns before each row's own.
  private static let sums = ["2 874", "21", "2 578", "-106", "-1 651", "-191", "-3 525"]
  private static let pairs = [
    [], ["-114"], ["1 346", "86"], ["-494", "-52", "25"], ["-1 436", "-54", "-333", "-26"],
    ["-649", "-1", "-63", "-53", "96"], ["-1 527", "-114", "-775", "-336", "-294", "-479"],
  ]
  private static let notes = [
    "1  Gjelder flyttegevinst/flyttetap for landsdelen i forspalten mot landsdelen i tabellhodet.",
    "Standardtegn i tabeller",
  ]

  /// The figures of each row, with a mark on the diagonal or the row's end before it.
  private static func rows(_ diagonal: String?, minus: String) -> [[String]] {
    zip(zip(names, sums), pairs).map { row, pairs in
      ([row.0] + ([row.1] + pairs).map { $0.replacing("-", with: minus).replacing(" ", with: "\u{A0}") })
        + [diagonal].compactMap(\.self)
    }
  }

  private static func expect(_ companion: CheckedCompanion, _ location: SourceLocation) throws {
    #expect(companion.referenceYear.value == 2001, sourceLocation: location)
    #expect(companion.statements.count == 28, sourceLocation: location)
    #expect(companion.ownSums == 7, sourceLocation: location)
    let flows = try CompanionPage.flows(
      of: "region-flows-2000-2001-2003-2004.csv", dataset: "ssb-region-flows", in: 2001)
    #expect(
      "\(compare(companion.statements, with: flows))" == "28 of 28 figures agree", sourceLocation: location)
  }

  @Test(arguments: [".", "0", "-", nil], ["-", "\u{2212}", "\u{2013}"])
  func `a triangle in a page's text is read`(diagonal: String?, minus: String) throws {
    let lines =
      [
        "Statistisk sentralbyrå", "", Self.titles, "Landsdel I alt Landsdel",
        Self.names.joined(separator: " "),
      ]
      + Self.rows(diagonal, minus: minus).map { $0.joined(separator: " ") } + Self.notes
    let companion = try CompanionPage.read(lines.joined(separator: "\n"), as: "ssb-region-net")
    #expect(companion.layout == "cross-table")
    try Self.expect(companion, #_sourceLocation)
  }

  @Test(arguments: [".", "0", "-", nil], ["-", "&minus;", "&ndash;"])
  func `a triangle in a page is read`(diagonal: String?, minus: String) throws {
    let rows = Self.rows(diagonal, minus: minus).map { row in
      "<tr><th>\(row[0])</th>" + row.dropFirst().map { "<td>\($0)</td>" }.joined()
        + String(repeating: "<td>&nbsp;</td>", count: max(0, 9 - row.count)) + "</tr>"
    }
    let page = """
      <html><body><h1>\(Self.titles)</h1><table>
      <tr><th rowspan="2">Landsdel</th><th rowspan="2">I alt</th><th colspan="7">Landsdel</th></tr>
      <tr>\(Self.names.map { "<th>\($0)</th>" }.joined())</tr>
      \(rows.joined(separator: "\n"))
      </table></body></html>
      """
    let companion = try CompanionPage.read(page, name: "page.html", as: "ssb-region-net")
    #expect(companion.layout == "sheet")
    try Self.expect(companion, #_sourceLocation)
  }

  @Test(arguments: [".", nil])
  func `a row that has lost a figure is refused by its width`(diagonal: String?) throws {
    var rows = Self.rows(diagonal, minus: "-")
    for row in rows.indices.dropFirst(2) {
      for figure in rows[row].indices.dropFirst() {
        rows[row].remove(at: figure)
        let lines =
          [Self.titles, "Landsdel I alt Landsdel", Self.names.joined(separator: " ")]
          + rows.map { $0.joined(separator: " ") }
        let refusal = #expect(throws: Refusal.self, "row \(row), figure \(figure)") {
          try CompanionPage.read(lines.joined(separator: "\n"), as: "ssb-region-net")
        }
        #expect(refusal?.findings.contains { $0.severity == .error } == true)
        rows = Self.rows(diagonal, minus: "-")
      }
    }
  }

  @Test func `a triangle in two blocks is read, whose second has rows with nothing in them`() throws {
    let blank = String(repeating: " ", count: 20)
    let counties = [
      "01 Østfold", "02 Akershus", "03 Oslo", "04 Hedmark", "05 Oppland", "06 Buskerud", "07 Vestfold",
      "08 Telemark", "09 Aust-Agder", "10 Vest-Agder", "11 Rogaland", "12 Hordaland", "14 Sogn og Fjordane",
      "15 Møre og Romsdal", "16 Sør-Trøndelag", "17 Nord-Trøndelag", "18 Nordland", "19 Troms", "20 Finnmark",
    ]
    // The net figures of the real flows of 2011, in the arrangement that the page of 2001 has.
    let flows = try CompanionPage.flows(
      of: "county-flows-2011-en.txt", dataset: "ssb-county-flows", in: 2011)
    let rows = Self.netRows(of: flows, between: counties.map { Place(code: String($0.prefix(2))) })
    let first = zip(counties, rows).map { "\($0) \($1.prefix(10).joined(separator: " "))" }
    let second = zip(counties, rows).map { "\($0) \($1.dropFirst(10).joined(separator: " "))\(blank)" }
    let lines =
      [
        "9   Nettoinnflytting1 mellom fylkene. 2011", "Nr. Fylke Nettoinnflytting i alt Fylke",
        counties[..<9].joined(separator: " "),
      ] + first + ["  Fylke", "  " + counties[9...].joined(separator: " ")] + second
    let companion = try CompanionPage.read(lines.joined(separator: "\n"), as: "ssb-county-net")
    #expect(companion.statements.count == 190)
    #expect(companion.ownSums == 19)
    #expect("\(compare(companion.statements, with: flows))" == "190 of 190 figures agree")
  }

  /// Each place's row as it is printed: the sum, the pairs with the places before it, the diagonal.
  private static func netRows(of flows: [Flow: CellValue], between places: [Place]) -> [[String]] {
    func net(_ row: Place, _ column: Place) -> Int {
      let (into, out) = (flows[Flow(from: column, to: row)], flows[Flow(from: row, to: column)])
      return (into?.number ?? 0) - (out?.number ?? 0)
    }
    return places.enumerated().map { index, place in
      let sum = places.reduce(0) { $0 + net(place, $1) }
      return ([sum] + places[..<index].map { net(place, $0) }).map(printed) + ["."]
    }
  }

  private static func printed(_ number: Int) -> String {
    number == 0 ? "-" : grouped(number).replacing(" ", with: "\u{A0}")
  }
}
