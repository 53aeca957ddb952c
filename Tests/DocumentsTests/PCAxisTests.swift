import Documents
import FlytTesting
import Testing

@Suite struct PCAxisTests {
  private static func file(_ data: String, with lines: String = "") -> String {
    """
    CHARSET="ANSI";
    STUB="fra";
    HEADING="til","år";
    VALUES("fra")="A","B";
    VALUES("til")="A","B";
    VALUES("år")="2011";\(lines)
    DATA=
    \(data)
    """
  }

  private static let keyed = "\nKEYS(\"fra\")=VALUES;"

  @Test func `the latest of the updates is kept as it was sent`() throws {
    let lines = "\nLAST-UPDATED(\"a\")=\"20110511 08:00\";\nLAST-UPDATED(\"b\")=\"20120511 08:00\";"
    let file = Self.file("1 2\n3 4;", with: lines)
    #expect(try cubes(Array(file.utf8), PCAxisReader()).map(\.updated) == ["20120511 08:00"])
    #expect(try cubes(Array(Self.file("1 2\n3 4;").utf8), PCAxisReader()).map(\.updated) == [nil])
  }

  struct Example: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String
    let cells: String
  }

  @Test(arguments: [
    Example(testDescription: "plain rows", text: file("1 2\n3 4;"), cells: "1 2 3 4"),
    Example(
      testDescription: "commas, tabs and semicolons part figures", text: file("1,2;\n3\t4;;"),
      cells: "1 2 3 4"),
    Example(
      testDescription: "figures that are not whole", text: file("1.5 -2 3.0 4;"), cells: #""1.5" -2 3 4"#),
    Example(
      testDescription: "quoted and bare symbols", text: file(#"".." . - "-";"#), cells: #"".." "." "-" "-""#),
    Example(
      testDescription: "symbols with texts of their own",
      text: file(#""." "......" "-" 1;"#, with: "\nDATASYMBOL1=\"n.a.\";DATASYMBOLNIL=\"0\";"),
      cells: #""n.a." "......" "0" 1"#),
    Example(
      testDescription: "keyed rows in any order", text: file("\"B\",3 4\n\"A\",1 2;", with: keyed),
      cells: "1 2 3 4"),
    Example(
      testDescription: "a keyed row that is left out", text: file("\"B\",3 4;", with: keyed),
      cells: "omitted omitted 3 4"),
    Example(
      testDescription: "no keyed row at all", text: file(";", with: keyed),
      cells: "omitted omitted omitted omitted"),
    Example(testDescription: "control-Z at the end", text: file("1 2 3 4;") + "\u{1A}", cells: "1 2 3 4"),
    Example(
      testDescription: "a note that looks like the rest",
      text: file("1 2 3 4;", with: "\nNOTE=\"x; DATA=\"\n\"1;\";"), cells: "1 2 3 4"),
  ])
  func reads(_ example: Example) throws {
    let cube = try #require(try cubes(Array(example.text.utf8), PCAxisReader()).first)
    #expect(cube.cells.map(text(of:)).joined(separator: " ") == example.cells)
  }

  @Test func `variables have their names, roles, codes and labels in each language`() throws {
    let text = """
      AXIS-VERSION="2010";
      LANGUAGE="no";
      LANGUAGES="no","en";
      TITLE="Flytt"
      "ing";
      TITLE[en]="Moves";
      HEADING="fra","c","år";
      HEADING[en]="from","contents","year";
      VARIABLECODE("fra")="Fra";
      VALUES("fra")="Øst","Vest";
      VALUES[en]("from")="East","Vest";
      CODES("fra")="1","2";
      VALUES("c")="p";
      CONTVARIABLE="c";
      TIMEVAL("år")=TLIST(A1,"2010"-"2011");
      DATA=
      1 2 3 4;
      """
    let cube = try #require(try cubes(Array(text.utf8), PCAxisReader()).first)
    #expect(
      lines(of: cube) == [
        "Flytting | Moves", "Fra | fra | from: 1=Øst=East, 2=Vest", "c | contents (metric): ?=p",
        "år | year (time): 2010=2010, 2011=2011", "1 2 3 4",
      ])
    #expect(cube.cells.map { "\($0.at)" } == ["17:1", "17:3", "17:5", "17:7"])
    #expect(cube.titles.map { "\($0.at)" } == ["4:8", "6:12"])
    #expect(cube.dimensions[0].categories.map { "\($0.at)" } == ["10:16", "10:22"])
  }

  struct Refusal: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String
    let message: String
  }

  private static let again = "Take the extract again; if it comes like this, ask the publisher for another."
  private static let cut = "The copy was cut; take the extract again."

  @Test(arguments: [
    Refusal(testDescription: "empty", text: " ", message: "t: empty. Take the extract again."),
    Refusal(
      testDescription: "too few figures", text: file("1 2 3"),
      message: "t:8:6: the PC-Axis file ends after 3 of 4 figures. \(cut)"),
    Refusal(
      testDescription: "a last figure that may be cut", text: file("1 2 3 4"),
      message:
        "t:8:8: the PC-Axis file ends after its last figure without ';', so that the figure may be cut. \(cut)"
    ),
    Refusal(
      testDescription: "too many figures", text: file("1 2 3 4 5;"),
      message: "t:8:9: more than the 4 figures that the variables make. \(again)"),
    Refusal(
      testDescription: "no DATA", text: "STUB=\"a\";\nVALUES(\"a\")=\"x\";\n",
      message: "t:3:1: the PC-Axis file ends before its figures: there is no DATA. \(cut)"),
    Refusal(
      testDescription: "a word among the figures", text: file("1 2 x 4;"),
      message: "t:8:5: 'x' is neither a figure nor a symbol. \(again)"),
    Refusal(
      testDescription: "a stray quotation mark", text: file("1;", with: "\nCODES(\"fra\")=\"0 \"x\",\"1\";"),
      message: "t:7:18: 'x' where CODES has ',' or ';'. \(again)"),
    Refusal(
      testDescription: "a text without its end", text: file("1;", with: "\nTITLE=\"x;"),
      message: "t:7:7: a text whose closing quotation mark is missing on its line. \(again)"),
    Refusal(
      testDescription: "a key that is none", text: file("\"C\",3 4;", with: keyed),
      message: "t:9:2: 'C' is no key of its variable. \(again)"),
    Refusal(
      testDescription: "a row twice", text: file("\"B\",3 4\n\"B\",3 4;", with: keyed),
      message: "t:10:1: a second row of the same keys. \(again)"),
    Refusal(
      testDescription: "a keyword twice", text: file("1 2 3 4;", with: "\nSTUB=\"x\";"),
      message: "t:7:1: STUB for the second time about the same. Ask the publisher for another file."),
    Refusal(
      testDescription: "codes that don't agree with the values",
      text: file("1 2 3 4;", with: "\nCODES(\"fra\")=\"1\";"),
      message: "t:7:15: 1 CODES of 'fra', but 2 VALUES. Ask the publisher for another file."),
    Refusal(
      testDescription: "a variable without values", text: "HEADING=\"a\";VALUES(\"b\")=\"x\";DATA=1;",
      message: "t:1:10: 'a' has no VALUES. Ask the publisher for another file."),
    Refusal(
      testDescription: "no variable", text: "TITLE=\"a\";VALUES(\"b\")=\"x\";DATA=1;",
      message: "t: neither STUB nor HEADING names a variable. Ask the publisher for another file."),
  ])
  func `what breaks the format's rules is refused by place`(_ refusal: Refusal) throws {
    let error = #expect(throws: DocumentError.self) {
      try PCAxisReader().read(extract(Array(refusal.text.utf8), name: "t"))
    }
    #expect(error?.description == refusal.message)
  }

  @Test(arguments: [
    "TOTAL 1 2 3", "VALUES", "A=1;", "TOTAL=5 and nothing", "values(\"a\")=1", "{\"VALUES(\":1}",
  ])
  func `other text is not claimed`(text: String) {
    #expect(!PCAxisReader().recognizes(extract(Array(text.utf8), name: "t")))
  }

  @Test func `only this reader claims its files`() throws {
    #expect(try open(extract(Array(Self.file("1 2 3 4;").utf8), name: "t")).map(\.format) == ["PC-Axis"])
  }
}
