import Testing

@Suite struct ArrangementTests {
  struct Page: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String

    init(_ testDescription: String, _ parts: [[String]], lineEnd: String = "\n") {
      (self.testDescription, text) = (testDescription, parts.joined().joined(separator: lineEnd))
    }
  }

  private static let title = [SmallTable.title]
  private static let header = [
    "Origen Total Destino 1 Sol 2 Monte Alto 3 Río Grande 4 Valle de la Luna Extranjero"
  ]
  private static let names = ["Total", "Sol", "Monte Alto", "Río Grande", "Valle de la Luna", "Extranjero"]
  private static let codes = ["Total", "1", "2", "3", "4", "Extranjero"]

  static let pages: [Page] = [
    Page("one line for each row", [title, header, SmallTable.rows()]),
    Page("no-break thousands", [title, header, SmallTable.rows(mark: "\u{A0}")]),
    Page("commas between thousands", [title, header, SmallTable.rows(mark: ",")]),
    Page(
      "a title in capitals that ends in its year",
      [
        ["MIGRACIONES ENTRE PROVINCIAS,", "AÑO", "2010."], header, SmallTable.rows(),
      ]),
    Page(
      "tabs between columns, blanks between thousands",
      [
        title, ["Origen\tTotal\t1 Sol\t2 Monte Alto\t3 Río Grande\t4 Valle de la Luna\tExtranjero"],
        SmallTable.rows(gap: "\t", mark: " "),
      ]),
    Page(
      "runs of blanks between columns, blanks between thousands",
      [
        title, ["Origen   Total   1 Sol   2 Monte Alto   3 Río Grande   4 Valle de la Luna   Extranjero"],
        SmallTable.rows(gap: "   ", mark: " "),
      ]),
    Page(
      "codes alone, in headings and rows",
      [
        title, ["Origen Total Destino 1 2 3 4 Extranjero"], SmallTable.rows(labels: codes),
      ]),
    Page(
      "names alone",
      [
        title, ["Origen Total Destino Sol Monte Alto Río Grande Valle de la Luna Extranjero"],
        SmallTable.rows(labels: names),
      ]),
    Page(
      "codes on a line above the names",
      [
        title, ["1 2 3 4"], ["Origen Total Sol Monte Alto Río Grande Valle de la Luna Extranjero"],
        SmallTable.rows(),
      ]),
    Page("one figure on each line", [title, header, SmallTable.rows(gap: "\n")]),
    Page(
      "a spanning word on a line above",
      [
        title, ["            Destino"],
        ["Origen Total 1 Sol 2 Monte Alto 3 Río Grande 4 Valle de la Luna Extranjero"],
        SmallTable.rows(),
      ]),
    Page(
      "rows are destinations, and the words say so",
      [
        title, ["Destino Total Origen 1 Sol 2 Monte Alto 3 Río Grande 4 Valle de la Luna Extranjero"],
        SmallTable.rows(isTransposed: true),
      ]),
    Page(
      "three blocks in another order, one of a single column",
      [
        title, ["Origen Destino 3 Río Grande 4 Valle de la Luna Extranjero"], SmallTable.rows(3...5),
        ["Origen Total"], SmallTable.rows(0...0), ["Destino 1 Sol 2 Monte Alto"], SmallTable.rows(1...2),
      ]),
    Page(
      "headings after the rows of their block",
      [
        title, SmallTable.rows(0...2), ["Origen Total", "Destino", "1", "Sol", "2", "Monte", "Alto"],
        SmallTable.rows(3...5), ["Destino", "3 Río", "Grande", "4 Valle", "de la", "Luna", "Extranjero"],
      ]),
    Page(
      "Abroad on an earlier line of the headings, shown by its empty pair",
      [
        title, ["Origen Total Extranjero", "Destino 1 Sol 2 Monte Alto 3 Río Grande 4 Valle de la Luna"],
        SmallTable.rows(),
      ]),
    Page(
      "the total on a later line of the headings, shown by the sums",
      [
        title, ["Destino 1 Sol 2 Monte Alto 3 Río Grande 4 Valle de la Luna Extranjero", "Origen Total"],
        SmallTable.rows(),
      ]),
    Page(
      "prose, days and pages around and between",
      [
        ["Boletín 12/2011, 11 May 2012, contact@example.org", "Publicado 11.05.2012", "1 2 3 Siguiente"],
        title,
        ["11.05.2012", "Todas las cifras de Sol son provisionales"], header, ["Imprimir esta página"],
        SmallTable.rows(), ["1 2 3 Siguiente", "11.05.2012", "Fuente: Instituto, tel. 555 123 456"],
      ]),
    Page(
      "a year's line instead of the title's year, CRLF", [title, ["Año 2010"], header, SmallTable.rows()],
      lineEnd: "\r\n"),
  ]

  @Test(arguments: pages) func `is read cell by cell`(_ page: Page) throws {
    SmallTable.expect(try SmallTable.read(page.text))
  }

  @Test func `headings in aligned columns are read down each column`() throws {
    let page = """
      \(SmallTable.title)

                                    1       2       3      4
      Origen             Total     Sol   Monte     Río  Valle     Extran-
                                          Alto  Grande  de la      jero
                                                        Luna

      """
    SmallTable.expect(try SmallTable.read(page + Self.aligned(SmallTable.labels)))
  }

  @Test func `aligned headings need no codes`() throws {
    let page = """
      \(SmallTable.title)
                                          Destino
      Origen             Total     Sol   Monte     Río  Valle  Extranjero
                                          Alto  Grande  de la
                                                        Luna

      """
    SmallTable.expect(try SmallTable.read(page + Self.aligned(Self.names)))
  }

  @Test func `a wrapped row label may have its figures on either line`() throws {
    var rows = SmallTable.rows()
    rows[4] = rows[4].replacing("4 Valle de la Luna", with: "4 Valle de") + "\nla Luna"
    rows[3] = rows[3].replacing("3 Río Grande", with: "3 Río\nGrande")
    SmallTable.expect(try SmallTable.read(([SmallTable.title] + Self.header + rows).joined(separator: "\n")))
  }

  private static func aligned(_ labels: [String]) -> String {
    SmallTable.rows(labels: labels, gap: "   ", mark: " ").joined(separator: "\n")
  }
}
