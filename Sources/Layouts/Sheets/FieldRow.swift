import Documents
import FlowTables

/// A cell of a sheet and what its text says.
struct Field {
  let column: Int
  let columns: Int
  let text: String
  let said: LabelText
  /// Whether the text stands where a figure stands.
  let isFigure: Bool
  let at: SourcePlace

  /// Whether a heading may hold it: a label, or a word of the table's.
  var isHeadingPiece: Bool { said.isWhole }
  /// Whether it can be nothing but a figure.
  var isNoHeading: Bool { isFigure && !said.isWhole }
}

/// Reads the texts of fields; a table has few different labels, each many times.
struct FieldReader {
  /// What a text says, and whether it stands where a figure stands.
  typealias Reading = (said: LabelText, isFigure: Bool)

  /// So many different texts are remembered, whatever they say: those of another dataset's table say nothing, as often.
  private static let mostRemembered = 4096

  private let labels: LabelReader
  private let figures: FigureForm
  private var known: [String: Reading] = [:]

  init(of vocabulary: Vocabulary) { (labels, figures) = (LabelReader(of: vocabulary), vocabulary.figures) }

  mutating func field(_ cell: Sheet.Cell) -> Field {
    let reading = reading(of: cell.text)
    return Field(
      column: cell.column, columns: cell.columns, text: cell.text, said: reading.said,
      isFigure: reading.isFigure, at: SourcePlace(cell.at))
  }

  mutating func reading(of text: String) -> Reading {
    if let known = known[text] { return known }
    let isFigure =
      beginsWithDigit(text) && !text.contains { $0.isLetter } || figures.looksLikeFigure(text)
    let reading = (labels.reading(of: text), isFigure)
    if known.count < Self.mostRemembered { known[text] = reading }
    return reading
  }
}

/// The fields of one row that hold something, in the order of their columns.
struct FieldRow {
  let fields: [Field]
  let at: SourcePlace

  /// `above` are cells of earlier rows that reach over this one.
  init(_ cells: [Sheet.Cell], above: [Sheet.Cell], with reader: inout FieldReader) {
    var fields: [Field] = []
    for cell in cells where !cell.text.isEmpty { fields.append(reader.field(cell)) }
    for cell in above where !cell.text.isEmpty { fields.append(reader.field(cell)) }
    if !above.isEmpty { fields.sort { $0.column < $1.column } }
    self.fields = fields
    at = cells.first.map { SourcePlace($0.at) } ?? SourcePlace(line: 1, column: 1)
  }

  subscript(column: Int) -> Field? {
    // Most rows have a field in every column, so that it stands at its own index.
    if fields.indices.contains(column), fields[column].column == column { return fields[column] }
    return fields.first { $0.column == column }
  }

  /// How many of the fields can be figures only.
  var figures: Int { fields.count(where: \.isNoHeading) }

  /// The year that has the row, or its first field, to itself: all that follows is of it.
  var loneYear: YearStatement? {
    guard fields.count == 1, let field = fields.first, field.column == 0, let year = field.said.loneYear
    else {
      return nil
    }
    return YearStatement(text: year, at: field.at)
  }

  /// Whether labels and words of the table outweigh everything else, and no figure stands among them.
  var isHeading: Bool {
    guard let first = fields.first, figures == 0 else { return false }
    let pieces = fields.count(where: \.isHeadingPiece)
    guard pieces > 0, pieces * 2 >= fields.count else { return false }
    return fields.count > 1 || first.column > 0 || first.columns > 1 || first.said.axis != nil
  }
}

extension LabelText {
  /// The year, where the text says nothing else.
  var loneYear: String? { subject == nil && axis == nil && rest.isEmpty && !isValueWord ? year : nil }
}

/// The cells of a sheet that reach over rows below their own.
struct RowSpans {
  private var reaching: [(cell: Sheet.Cell, rows: Range<Int>)] = []

  init(of sheet: Sheet) {
    for (index, row) in sheet.rows.enumerated() {
      for cell in row where cell.rows > 1 {
        let (end, isTooFar) = index.addingReportingOverflow(cell.rows)
        reaching.append((cell, (index + 1)..<max(index + 1, isTooFar ? .max : end)))
      }
    }
  }

  /// The cells of earlier rows that reach over a row.
  func cells(over row: Int) -> [Sheet.Cell] {
    reaching.isEmpty ? [] : reaching.filter { $0.rows.contains(row) }.map(\.cell)
  }
}
