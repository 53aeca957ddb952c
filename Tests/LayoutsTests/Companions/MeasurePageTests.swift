import Checks
import FlowTables
import FlytTesting
import Testing

/// Pages of measures by place as the publisher prints them.
@Suite struct MeasurePageTests {
  /// Rows of a fixture: the code, then the figures as they are printed.
  private static func rows(of name: String, year: String) throws -> [(code: String, figures: [String])] {
    let dataset = try Fixtures.shippedDataset("ssb-county-flows")
    return String(decoding: try Fixtures.bytes("ssb/\(name).csv"), as: UTF8.self)
      .split(whereSeparator: \.isNewline).dropFirst()
      .map { $0.split(separator: ",").map(String.init) }.filter { $0[0] == year }
      .map { row in
        let name = row[1] == "00" ? "Hele landet" : dataset.name(of: Place(code: row[1]))
        return (row[1], [name] + row.dropFirst(2).map { $0.replacing("-", with: "−") })
      }
  }

  @Test func `all moves under two rows of headings are read`() throws {
    let kinds = ["Alle flyttinger", "Fra utlandet", "Innenlandske"]
    let headings = kinds + ["Alle flyttinger", "Til utlandet", "Innenlandske"] + kinds
    let rows = try Self.rows(of: "county-in-out-net-2014-2017", year: "2017").map { row in
      "<tr><th>\(row.figures[0])\(row.code == "16" || row.code == "17" ? " (-2017)" : "")</th>"
        + row.figures.dropFirst().map { "<td>\($0)</td>" }.joined() + "</tr>"
    }
    let page = """
      <html><body><table>
      <tr><td></td><th colspan="9">2017</th></tr>
      <tr><td></td><th colspan="3">Innflyttinger</th><th colspan="3">Utflyttinger</th><th colspan="3">Nettoinnflytting</th></tr>
      <tr><td></td>\(headings.map { "<th>\($0)</th>" }.joined())</tr>
      \(rows.joined(separator: "\n"))
      </table></body></html>
      """
    let companion = try CompanionPage.read(page, name: "page.html", as: "ssb-county-in-out-net")
    #expect(
      (companion.referenceYear.value, companion.statements.count, companion.ownSums) == (2017, 179, 129))
    let net = companion.statements.first { $0.name == "net migration of 03" }
    #expect(net?.value == -2_376)
  }

  @Test func `other columns beside the measures are passed over`() throws {
    let rows = try Self.rows(of: "county-immigration-emigration-2008", year: "2008").map { row in
      "\(row.code) \(row.figures[0]);\(row.figures[1]);1;\(row.figures[2]);2"
    }
    let lines =
      [
        "1 Flytting til og fra utlandet1, etter fylke. 2008", ";Innvandring;;Utvandring;",
        "Fylke;Alle aldere;0-17 år;Alle aldere;0-17 år",
      ] + rows
    let companion = try CompanionPage.read(
      lines.joined(separator: "\n"), name: "page.csv", as: "ssb-county-immigration-emigration")
    #expect((companion.statements.count, companion.ownSums) == (40, 2))
  }

  @Test func `immigration and emigration in a page's text are read`() throws {
    let rows = try Self.rows(of: "county-immigration-emigration-2008", year: "2008").map { row in
      ([row.code == "00" ? "Hele landet" : "\(row.code) \(row.figures[0])"] + row.figures.dropFirst())
        .joined(separator: " ")
    }
    let lines = ["Innvandring og utvandring, etter fylke. 2008", "Fylke Innvandring Utvandring"] + rows
    let companion = try CompanionPage.read(
      lines.joined(separator: "\n"), as: "ssb-county-immigration-emigration")
    #expect(companion.layout == "cross-table")
    #expect((companion.statements.count, companion.ownSums) == (40, 2))
  }

  @Test func `measures may be a dimension of a cube`() throws {
    let rows = try Self.rows(of: "county-immigration-emigration-2008", year: "2008")
    let places = rows.map { "\"\($0.code)\": \"\($0.figures[0])\"" }.joined(separator: ", ")
    let codes = rows.map { "\"\($0.code)\"" }.joined(separator: ", ")
    let cube = """
      {"version": "2.0", "class": "dataset", "label": "Flytting, etter region, statistikkvariabel og år",
       "id": ["Region", "ContentsCode", "Tid"], "size": [\(rows.count), 2, 1],
       "role": {"time": ["Tid"], "metric": ["ContentsCode"]},
       "dimension": {
         "Region": {"label": "region", "category": {"index": [\(codes)], "label": {\(places)}}},
         "ContentsCode": {"label": "statistikkvariabel", "category": {"index": ["Inn", "Ut"],
           "label": {"Inn": "Innvandring", "Ut": "Utvandring"}}},
         "Tid": {"label": "år", "category": {"index": ["2008"], "label": {"2008": "2008"}}}},
       "value": [\(rows.flatMap { $0.figures.dropFirst() }.joined(separator: ", "))]}
      """
    let companion = try CompanionPage.read(
      cube, name: "cube.json", as: "ssb-county-immigration-emigration")
    #expect(companion.layout == "cube")
    #expect((companion.statements.count, companion.ownSums) == (40, 2))
  }
}
