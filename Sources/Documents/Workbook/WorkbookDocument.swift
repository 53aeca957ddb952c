extension Workbook {
  /// Its sheets, hidden ones last.
  func document() throws(DocumentError.Reason) -> Document {
    let ordered = sheets.filter { !$0.isHidden } + sheets.filter(\.isHidden)
    var done: [Sheet] = []
    var rowsLeft = WorkbookReader.mostRows
    for sheet in ordered {
      let rows = try rows(of: sheet, atMost: rowsLeft)
      rowsLeft -= rows.count
      done.append(Sheet(name: sheet.name, rows: rows))
    }
    return .sheets(done)
  }

  private func rows(of sheet: Worksheet, atMost limit: Int) throws(DocumentError.Reason) -> [[Sheet.Cell]] {
    let merges = try Merges(sheet.merged, lastRow: sheet.cells.map(\.at.row).max() ?? 0)
    var rows: [[Sheet.Cell]] = []
    for cell in isInOrder(sheet.cells) ? sheet.cells : sheet.cells.sorted(by: { $0.at < $1.at }) {
      let text = try text(of: cell, in: sheet.name)
      guard !text.isEmpty, !merges.covers(cell.at) else { continue }
      guard cell.at.row < limit else {
        throw .beyondLimit(
          cell.at.place, "more than \(WorkbookReader.mostRows) rows. Is this the table and nothing else?")
      }
      while rows.count <= cell.at.row { rows.append([]) }
      if rows[cell.at.row].last?.column == cell.at.column {
        throw .malformed(cell.at.place, "stands twice in the sheet '\(sheet.name)'. \(again)")
      }
      let area = merges.area(from: cell.at)
      rows[cell.at.row].append(
        Sheet.Cell(
          text, column: cell.at.column, columns: area.map { $0.last.column - $0.first.column + 1 } ?? 1,
          rows: area.map { $0.last.row - $0.first.row + 1 } ?? 1, at: cell.at.place))
    }
    return rows
  }

  private func isInOrder(_ cells: [WorksheetCell]) -> Bool {
    zip(cells, cells.dropFirst()).allSatisfy { $0.at < $1.at }
  }

  /// What a person sees in a cell.
  private func text(of cell: WorksheetCell, in sheet: String) throws(DocumentError.Reason) -> String {
    // An empty text is a formula's value like any other.
    if cell.hasFormula, cell.value.isEmpty, cell.type != "str" {
      throw .unsupported(
        cell.at.place,
        "a formula without its value, in the sheet '\(sheet)'. Open the workbook in Excel and save it, or copy the "
          + "values into a new one.")
    }
    switch cell.type {
    case "s":
      guard let index = Int(cell.value), sharedStrings.indices.contains(index) else {
        throw .malformed(cell.at.place, "names a text that is not there, in the sheet '\(sheet)'. \(again)")
      }
      return tidied(sharedStrings[index])
    case "b": return cell.value == "1" ? "TRUE" : "FALSE"
    case "n":
      guard let number = numberText(cell.value) else {
        throw .malformed(
          cell.at.place, "holds no number where one is told, in the sheet '\(sheet)'. \(again)")
      }
      return number
    default: return tidied(cell.value)
    }
  }
}

private let again = "Save the workbook again with the program that made it."

/// A number as a person would write it, without the digits that binary fractions bring.
func numberText(_ text: String) -> String? {
  let bytes = text.utf8
  // Most are whole and plain.
  if bytes.count <= 15, let first = bytes.first, first != 0x30 || bytes.count == 1,
    bytes.allSatisfy({ (0x30...0x39).contains($0) })
  {
    return text
  }
  let letters = Set("0123456789+-.eE".utf8)
  let trimmed = tidied(text)
  if trimmed.isEmpty { return "" }
  guard trimmed.utf8.allSatisfy(letters.contains), let number = Double(trimmed), number.isFinite else {
    return nil
  }
  if number.magnitude < 1e15, let whole = Int(exactly: number) { return String(whole) }
  return String(number)
}

/// A text without blanks around it, its line ends as one blank each, and Excel's escapes undone.
func tidied(_ text: String) -> String {
  let plain = text.contains("_x") ? unescaped(text) : text
  let isTidy = plain.utf8.allSatisfy { (0x21...0x7E).contains($0) }
  if isTidy { return plain }
  let lines = plain.split { $0.isNewline }.map { line in
    line.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed()
  }
  return lines.filter { !$0.isEmpty }.map { String($0) }.joined(separator: " ")
}

/// Excel writes characters that XML cannot hold as `_x000D_`.
private func unescaped(_ text: String) -> String {
  var bytes: [UInt8] = []
  var rest = Array(text.utf8)[...]
  while let byte = rest.popFirst() {
    let escape = rest.prefix(6)
    if byte == UInt8(ascii: "_"), escape.count == 6, escape.first == UInt8(ascii: "x"),
      escape.last == UInt8(ascii: "_"),
      let code = UInt32(String(decoding: escape.dropFirst().dropLast(), as: UTF8.self), radix: 16),
      let scalar = Unicode.Scalar(code)
    {
      bytes += Array(String(Character(scalar)).utf8)
      rest = rest.dropFirst(6)
    } else {
      bytes.append(byte)
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}

/// The merged areas of a sheet, found by their cells.
private struct Merges {
  private var areas: [CellAddress: CellArea] = [:]
  /// For each row, the areas that reach into it.
  private var byRow: [Int: [CellArea]] = [:]

  /// - Errors: `beyondLimit` where the areas reach into more rows than there are cells.
  init(_ areas: [CellArea], lastRow: Int) throws(DocumentError.Reason) {
    var left = WorkbookReader.mostCells
    for area in areas {
      self.areas[area.first] = area
      let end = max(area.first.row, min(area.last.row, lastRow))
      left -= end - area.first.row + 1
      guard left >= 0 else {
        throw .beyondLimit(
          area.first.place, "merged cells over too many rows. Is this the table and nothing else?")
      }
      for row in area.first.row...end { byRow[row, default: []].append(area) }
    }
    for (row, areas) in byRow where areas.count > 1 {
      let sorted = areas.sorted { $0.first.column < $1.first.column }
      if let (_, second) = zip(sorted, sorted.dropFirst()).first(where: { $0.last.column >= $1.first.column })
      {
        throw .malformed(second.first.place, "merged cells that overlap. \(again)")
      }
      byRow[row] = sorted
    }
  }

  func area(from address: CellAddress) -> CellArea? { areas[address] }

  /// Whether another cell is shown where this one stands.
  func covers(_ address: CellAddress) -> Bool {
    guard let row = byRow[address.row] else { return false }
    // The last area that begins at the column or before it; areas of a row don't overlap.
    var (low, high) = (0, row.count)
    while low < high {
      let middle = (low + high) / 2
      if row[middle].first.column <= address.column { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return false }
    return row[low - 1].last.column >= address.column && row[low - 1].first != address
  }
}
