import Checks
import Documents
import FlowTables
import Layouts
import Testing

@Suite struct SheetLayoutTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let rows: [String]
  }

  @Test(arguments: [
    Example(
      testDescription: "a title, headings, a row for each origin",
      rows: [
        SmallTable.title, "", "Origen|Total|1 Sol|2 Monte Alto|3 Río Grande|4 Valle de la Luna|Extranjero",
      ]
        + SmallTable.rows(gap: "|")),
    Example(
      testDescription: "destinations down, as the headings say",
      rows: [SmallTable.title, "Destino|Total|1 Sol|2 Monte Alto|3 Río Grande|4 Valle de la Luna|Extranjero"]
        + SmallTable.rows(gap: "|", isTransposed: true)),
    Example(
      testDescription: "headings in two rows",
      rows: [
        SmallTable.title, "Provincia de origen|Total|Provincia de destino||||",
        "||1 Sol|2 Monte Alto|3 Río Grande|4 Valle de la Luna|Extranjero",
      ] + SmallTable.rows(gap: "|")),
    Example(
      testDescription: "the word for destinations over all columns",
      rows: [
        SmallTable.title, "Provincia de destino||||||",
        "Provincia de origen|Total|1 Sol|2 Monte Alto|3 Río Grande|4 Valle de la Luna|Extranjero",
      ] + SmallTable.rows(gap: "|")),
    Example(
      testDescription: "two blocks of columns",
      rows: [SmallTable.title, "Origen|Total|1 Sol|2 Monte Alto"] + SmallTable.rows(0...2, gap: "|")
        + ["", "Origen|3 Río Grande|4 Valle de la Luna|Extranjero"] + SmallTable.rows(3...5, gap: "|")),
    Example(
      testDescription: "codes alone over the columns, which are numbers as well",
      rows: [SmallTable.title, "Origen|Total|1|2|3|4|Extranjero"] + SmallTable.rows(gap: "|")),
    Example(
      testDescription: "names alone, in capitals, with notes",
      rows: [
        SmallTable.title, "ORIGEN|TOTAL (1)|SOL (2)|MONTE ALTO (3)|RIO GRANDE|VALLE DE LA LUNA|EXTRANJERO",
      ]
      .map { $0.replacing("RIO", with: "RÍO") } + SmallTable.rows(gap: "|")),
    Example(
      testDescription: "codes and names in columns of their own",
      rows: [
        SmallTable.title, "Nr.|Origen|Total|1 Sol|2 Monte Alto|3 Río Grande|4 Valle de la Luna|Extranjero",
      ]
        + SmallTable.rows(
          labels: ["|Total", "1|Sol", "2|Monte Alto", "3|Río Grande", "4|Valle de la Luna", "|Extranjero"],
          gap: "|")),
    Example(
      testDescription: "blanks between thousands",
      rows: [SmallTable.title, "Origen|Total|1|2|3|4|Extranjero"] + SmallTable.rows(gap: "|", mark: " ")),
    Example(
      testDescription: "commas between thousands",
      rows: [SmallTable.title, "Origen|Total|1|2|3|4|Extranjero"] + SmallTable.rows(gap: "|", mark: ",")),
    Example(
      testDescription: "the year on a row of its own, in place of a title",
      rows: ["Año 2010", "Origen|Total|1|2|3|4|Extranjero"] + SmallTable.rows(gap: "|")),
    Example(
      testDescription: "the year over all columns",
      rows: ["|2010|||||", "Origen|Total|1|2|3|4|Extranjero"] + SmallTable.rows(gap: "|")),
    Example(
      testDescription: "the year and what is counted in each heading",
      rows: ["Origen|2010 Total|2010 1 Sol|2010 2|2010 3|2010 4|2010 Extranjero"] + SmallTable.rows(gap: "|")),
    Example(
      testDescription: "the year in a column, left out where it repeats",
      rows: ["Año|Origen|Total|1|2|3|4|Extranjero"]
        + zip(["2010", "", "", "", "", ""], SmallTable.rows(gap: "|")).map { "\($0)|\($1)" }),
    Example(
      testDescription: "notes before and after",
      rows: ["Instituto|Publicado 11.05.2011", SmallTable.title, "Origen|Total|1|2|3|4|Extranjero"]
        + SmallTable.rows(gap: "|") + ["", "Fuente: Instituto", "Actualizado|2011"]),
  ])
  func `a wide table is read`(_ example: Example) throws {
    SmallTable.expect(try #require(try SmallTable.check(example.rows).first))
  }

  @Test(arguments: [
    "Año|Origen|Destino|persons", "Destino|persons|Origen|Año", "year|vintage|to|from|persons",
    "Origen|Destino|2010", "Año|from_code|from_label|to_code|value", "Año|Origen|a|persons",
  ])
  func `a long table is read in any order of columns`(header: String) throws {
    let columns = header.split(separator: "|").map(String.init)
    let rows = SmallTable.pairs.map { origin, destination, persons in
      columns.map { column in
        switch column {
        case "Año", "year": "2010"
        case "vintage": "7"
        case "Origen", "from", "from_code": origin
        case "from_label": origin == "abroad" ? "Extranjero" : SmallTable.names[origin] ?? ""
        case "Destino", "to", "to_code", "a": destination
        default: persons
        }
      }.joined(separator: "|")
    }
    let table = try #require(try SmallTable.check([header] + rows).first)
    #expect(table.cells.count == 25)
    #expect(table.referenceYear.value == 2010)
    #expect(table.proof.isEmpty)
    for cell in table.cells where !table.dataset.empty.contains(cell.flow) {
      let expected = SmallTable.persons(from: cell.flow.origin, to: cell.flow.destination)
      #expect(cell.value == .persons(expected), "\(cell.flow)")
    }
  }

  @Test func `each year of an extract is a table of its own`() throws {
    let header =
      "Origen|"
      + (2010...2012).map { "\($0) Total|\($0) 1|\($0) 2|\($0) 3|\($0) 4|\($0) Extranjero" }
      .joined(separator: "|")
    let rows = SmallTable.rows(gap: "|").map { row in
      let parts = row.split(separator: "|", maxSplits: 1)
      return "\(parts[0])|" + Array(repeating: parts[1], count: 3).joined(separator: "|")
    }
    let tables = try SmallTable.check([header] + rows)
    #expect(tables.map(\.referenceYear.value) == [2010, 2011, 2012])
    for table in tables { SmallTable.expect(table) }
  }

  @Test func `years on rows between the figures part the tables`() throws {
    let rows = (2010...2012).flatMap { ["\($0)"] + SmallTable.rows(gap: "|") }
    let tables = try SmallTable.check(["Origen|Total|1|2|3|4|Extranjero"] + rows)
    #expect(tables.map(\.referenceYear.value) == [2010, 2011, 2012])
    for table in tables { SmallTable.expect(table) }
  }

  @Test func `two columns of places without a word for either are refused by name`() throws {
    let rows = SmallTable.pairs.map { "\($0)|\($1)|\($2)|2010" }
    let refusal = #expect(throws: Refusal.self) { try SmallTable.check(["a|b|persons|year"] + rows) }
    #expect(
      refusal?.findings.contains { $0.message.contains("whether 'a' or 'b' is where people moved from") }
        == true)
  }

  @Test(arguments: [
    ("", "blank"), ("12.5", "whole"), ("-3", "negative"), ("7x", "neither a number"), ("12 34", "neither"),
  ])
  func `a field that is no count is refused with its place`(text: String, why: String) throws {
    let rows = SmallTable.pairs.map { origin, destination, persons in
      "2010|\(origin)|\(destination)|\(origin == "2" && destination == "3" ? text : persons)"
    }
    let refusal = #expect(throws: Refusal.self) { try SmallTable.check(["year|from|to|persons"] + rows) }
    let finding = refusal?.findings.first { $0.severity == .error }
    #expect(finding?.code == .notACount || finding?.code == .missingCell)
    #expect(finding?.message.contains(why) == true || text.isEmpty)
  }
}
