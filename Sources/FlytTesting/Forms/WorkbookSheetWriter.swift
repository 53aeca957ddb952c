/// Writes the cells of one sheet and the parts of the workbook around it; rows and columns count from 1.
package struct WorkbookSheetWriter {
  private let sharesStrings: Bool
  private var rows: [Int: [(column: Int, xml: String)]] = [:]
  private var strings: [String] = []
  private var numbers: [String: Int] = [:]
  private var merges: [String] = []

  /// A writer of a blank sheet.
  package init(sharesStrings: Bool = true) { self.sharesStrings = sharesStrings }

  /// Puts a text in a cell.
  package mutating func text(_ text: String, row: Int, column: Int) {
    guard sharesStrings else {
      return add("t=\"inlineStr\"><is><t xml:space=\"preserve\">\(escaped(text))</t></is>", row, column)
    }
    let number = numbers[text] ?? strings.count
    if number == strings.count {
      strings.append(text)
      numbers[text] = number
    }
    add("t=\"s\"><v>\(number)</v>", row, column)
  }

  /// Puts a number in a cell.
  package mutating func number(_ number: Int, row: Int, column: Int) { add("><v>\(number)</v>", row, column) }

  /// Puts a figure in a cell, or the mark that stands instead.
  package mutating func figure(_ cell: SyntheticTable.Cell, row: Int, column: Int) {
    if let mark = cell.mark {
      text(mark, row: row, column: column)
    } else {
      number(cell.persons, row: row, column: column)
    }
  }

  /// Shows a block of cells as one.
  package mutating func merge(row: Int, column: Int, rows: Int = 1, columns: Int = 1) {
    guard rows > 1 || columns > 1 else { return }
    merges.append("\(Self.address(row, column)):\(Self.address(row + rows - 1, column + columns - 1))")
  }

  /// The workbook with this sheet.
  package var bytes: [UInt8] {
    Self.workbook(sheets: [("Sheet", false, sheet)], sharedStrings: sharedStrings)
  }

  /// The archive of a workbook whose sheets' parts are given, with further entries.
  package static func workbook(
    sheets: [(name: String, isHidden: Bool, xml: String)], sharedStrings: String = "",
    extra: [ZipWriter.Member] = []
  ) -> [UInt8] {
    let numbered = sheets.enumerated().map {
      (number: $0 + 1, name: $1.name, state: $1.isHidden ? "hidden" : "visible", xml: $1.xml)
    }
    let type = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let package = "http://schemas.openxmlformats.org/package/2006"
    let entries = numbered.map {
      "<sheet name=\"\(escaped($0.name))\" sheetId=\"\($0.number)\" state=\"\($0.state)\" r:id=\"rId\($0.number)\"/>"
    }
    let relations = numbered.map {
      "<Relationship Id=\"rId\($0.number)\" Type=\"\(relation)/worksheet\" Target=\"worksheets/sheet\($0.number).xml\"/>"
    }
    let files: [(String, String)] =
      [
        (
          "[Content_Types].xml",
          "<Types xmlns=\"\(package)/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
            + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"\(type).sheet.main+xml\"/></Types>"
        ),
        (
          "_rels/.rels",
          "<Relationships xmlns=\"\(package)/relationships\"><Relationship Id=\"rId1\" "
            + "Type=\"\(relation)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        ),
        (
          "xl/workbook.xml",
          "<workbook xmlns=\"\(main)\" xmlns:r=\"\(relation)\"><sheets>\(entries.joined())</sheets></workbook>"
        ),
        (
          "xl/_rels/workbook.xml.rels",
          "<Relationships xmlns=\"\(package)/relationships\">\(relations.joined())<Relationship Id=\"rIdS\" "
            + "Type=\"\(relation)/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
        ),
        ("xl/sharedStrings.xml", sharedStrings.isEmpty ? "<sst xmlns=\"\(main)\"/>" : sharedStrings),
      ] + numbered.map { ("xl/worksheets/sheet\($0.number).xml", $0.xml) }
    return ZipWriter(files.map { ZipWriter.Member($0.0, Array((declaration + $0.1).utf8)) } + extra).bytes
  }

  /// A worksheet's part around the markup of its rows.
  package static func worksheet(_ rows: String, after: String = "") -> String {
    "<worksheet xmlns=\"\(main)\"><sheetData>\(rows)</sheetData>\(after)</worksheet>"
  }

  /// The shared texts' part around the markup of its items.
  package static func sharedStrings(_ items: String) -> String { "<sst xmlns=\"\(main)\">\(items)</sst>" }

  private static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

  private var sharedStrings: String {
    Self.sharedStrings(strings.map { "<si><t xml:space=\"preserve\">\(escaped($0))</t></si>" }.joined())
  }

  private var sheet: String {
    let lines = rows.sorted { $0.key < $1.key }.map { row, cells in
      let line = cells.sorted { $0.column < $1.column }.map(\.xml).joined()
      return "<row r=\"\(row)\">\(line)</row>"
    }
    let areas = merges.map { "<mergeCell ref=\"\($0)\"/>" }.joined()
    return Self.worksheet(lines.joined(), after: areas.isEmpty ? "" : "<mergeCells>\(areas)</mergeCells>")
  }

  private mutating func add(_ rest: String, _ row: Int, _ column: Int) {
    rows[row, default: []].append((column, "<c r=\"\(Self.address(row, column))\" \(rest)</c>"))
  }

  private static func address(_ row: Int, _ column: Int) -> String {
    var (letters, rest) = ("", column)
    while rest > 0 {
      letters = String(UnicodeScalar(UInt8(0x41 + (rest - 1) % 26))) + letters
      rest = (rest - 1) / 26
    }
    return "\(letters)\(row)"
  }
}
