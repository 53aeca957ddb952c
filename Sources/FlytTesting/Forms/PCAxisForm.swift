import Foundation

/// Writes made-up tables as a statistical database's PC-Axis file.
package struct PCAxisForm: Sendable {
  /// How characters become bytes, and what the file says of it.
  package enum Encoding: CaseIterable, Sendable {
    /// Windows-1252, said by the charset's absence.
    case windows1252
    /// UTF-8, said as such.
    case utf8
    /// UTF-8 with a code page that says Latin-1.
    case utf8SaidLatin1
    /// Code page 850, said as such; only of Norwegian's letters.
    case codePage850
  }

  /// How rows say whose they are.
  package enum Keys: CaseIterable, Sendable { case none, codes, values }

  /// How many of the dimensions stand in the stub; the others are the heading.
  package var stub = 1
  /// How rows say whose they are; with keys, rows of nothing but zeros are left out.
  package var keys = Keys.none
  /// Categories have codes beside their names.
  package var hasCodes = true
  /// Variables have codes beside their names.
  package var hasVariableCodes = true
  /// The time dimension is said to be one.
  package var saysTime = true
  /// Languages besides the main one.
  package var otherLanguages: [String] = []
  /// Symbols' own texts by their keyword, such as `DATASYMBOL2`.
  package var symbols: [String: String] = [:]
  /// How characters become bytes.
  package var encoding = Encoding.windows1252
  /// What ends a line.
  package var lineEnd = "\r\n"
  /// Between the figures of a line.
  package var separator = " "
  /// Ends each line of figures with a semicolon, as some publishers do.
  package var endsLines = false
  /// The dimensions, their order and their names.
  package var shape: DatabaseShape

  /// The form of StatBank's files.
  package init() {
    shape = DatabaseShape()
    shape.order = [.from, .contents, .to, .year]
  }

  /// The bytes of one file of all tables' years.
  package func bytes(of tables: [SyntheticTable]) -> [UInt8] {
    let cube = DatabaseCube(of: tables, shape: shape)
    var lines = head(cube) + variables(cube, language: nil)
    for language in otherLanguages {
      var translated = shape
      translated.language = language
      for (part, label) in shape.labels { translated.labels[part] = "\(label) (\(language))" }
      lines += variables(DatabaseCube(of: tables, shape: translated), language: language)
    }
    lines += symbols.sorted { $0.key < $1.key }.map { "\($0.key)=\(quoted($0.value));" }
    let text = (lines + ["DATA="] + rows(cube)).joined(separator: lineEnd) + lineEnd
    return encoded(text)
  }

  private func head(_ cube: DatabaseCube) -> [String] {
    let page =
      switch encoding {
      case .windows1252, .utf8SaidLatin1: "iso-8859-1"
      case .utf8: "utf-8"
      case .codePage850: "850"
      }
    let charset = encoding == .codePage850 ? "OEM" : "ANSI"
    let languages = otherLanguages.isEmpty ? [] : ["LANGUAGES=\(list(["no"] + otherLanguages));"]
    return ["CHARSET=\"\(charset)\";", "AXIS-VERSION=\"2010\";", "CODEPAGE=\"\(page)\";", "LANGUAGE=\"no\";"]
      + languages + [
        "CREATION-DATE=\"20120511 08:00\";", "DECIMALS=0;", "MATRIX=\"Flytting\";", "COPYRIGHT=YES;",
      ]
  }

  private func variables(_ cube: DatabaseCube, language: String?) -> [String] {
    let mark = language.map { "[\($0)]" } ?? ""
    let (rows, columns) = (cube.axes.prefix(stub), cube.axes.dropFirst(stub))
    // Long texts go on in further marks on the next line.
    var lines = [
      "TITLE\(mark)=\(quoted(String(cube.title.prefix(20))))", "\(quoted(String(cube.title.dropFirst(20))));",
    ]
    if !rows.isEmpty { lines.append("STUB\(mark)=\(list(rows.map(\.label)));") }
    if !columns.isEmpty { lines.append("HEADING\(mark)=\(list(columns.map(\.label)));") }
    for axis in cube.axes {
      let name = "\(mark)(\(quoted(axis.label)))"
      if hasVariableCodes { lines.append("VARIABLECODE\(name)=\(quoted(axis.code));") }
      lines.append("VALUES\(name)=\(list(axis.categories.map { shape.hasLabels ? $0.label : $0.code }));")
      if hasCodes { lines.append("CODES\(name)=\(list(axis.categories.map(\.code)));") }
      if axis.part == .year, saysTime {
        lines.append("TIMEVAL\(name)=TLIST(A1),\(list(axis.categories.map(\.code)));")
      }
      if axis.part == .contents { lines.append("CONTVARIABLE\(mark)=\(quoted(axis.label));") }
      if language == nil, keys != .none, cube.axes.prefix(stub).contains(where: { $0.part == axis.part }) {
        lines.append("KEYS(\(quoted(axis.label)))=\(keys == .codes ? "CODES" : "VALUES");")
      }
    }
    return lines
      + ["NOTE\(mark)=\(quoted("Tal i \"kursiv\" = usikre; sjå DATA="));"].map {
        $0.replacing("\"kursiv\"", with: "'kursiv'")
      }
  }

  private func rows(_ cube: DatabaseCube) -> [String] {
    let width = cube.axes.dropFirst(stub).reduce(1) { $0 * $1.categories.count }
    var lines: [String] = []
    for start in stride(from: 0, to: cube.cells.count, by: width) {
      let cells = cube.cells[start..<(start + width)]
      if keys != .none, cells.allSatisfy({ $0.persons == 0 && $0.mark == nil }) { continue }
      let figures = cells.map { cell in cell.mark.map(quoted) ?? String(cell.persons) }
      lines.append(
        rowKeys(cube, row: start / width) + figures.joined(separator: separator) + (endsLines ? ";" : " "))
    }
    return lines + [";"]
  }

  private func rowKeys(_ cube: DatabaseCube, row: Int) -> String {
    guard keys != .none else { return "" }
    var (rest, parts) = (row, [String]())
    for axis in cube.axes.prefix(stub).reversed() {
      let category = axis.categories[rest % axis.categories.count]
      rest /= axis.categories.count
      parts.insert(quoted(keys == .codes || !shape.hasLabels ? category.code : category.label), at: 0)
    }
    return parts.map { "\($0)," }.joined()
  }

  private func list(_ texts: [String]) -> String { texts.map(quoted).joined(separator: ",") }

  private func quoted(_ text: String) -> String { "\"\(text)\"" }

  private func encoded(_ text: String) -> [UInt8] {
    switch encoding {
    case .utf8, .utf8SaidLatin1: Array(text.utf8)
    case .windows1252: Array(text.data(using: .windowsCP1252, allowLossyConversion: true) ?? Data())
    case .codePage850:
      text.unicodeScalars.map { scalar in
        scalar.isASCII ? UInt8(scalar.value & 0x7F) : norwegian850[scalar] ?? UInt8(ascii: "?")
      }
    }
  }
}

private let norwegian850: [Unicode.Scalar: UInt8] = [
  "å": 0x86, "Å": 0x8F, "æ": 0x91, "Æ": 0x92, "ø": 0x9B, "Ø": 0x9D,
]
