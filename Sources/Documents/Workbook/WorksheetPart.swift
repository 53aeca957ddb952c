/// Gathers a sheet's cells and merged areas.
final class WorksheetPart: WorkbookPart {
  private(set) var cells: [WorksheetCell] = []
  private(set) var merged: [CellArea] = []
  private var cell: WorksheetCell?
  private var isPhonetic = false
  /// Where the next row and cell stand that don't say it.
  private var next = CellAddress(row: -1, column: 0)
  private let room: Int

  /// `room` is how many more cells the workbook may have.
  init(name: String, room: Int) {
    self.room = room
    super.init(name: name)
  }

  override func begin(_ element: String, _ attributes: MarkupAttributes) throws(DocumentError.Reason) {
    switch element {
    case "row": next = CellAddress(row: try row(attributes["r"]), column: 0)
    case "c": try beginCell(attributes)
    case "f": cell?.hasFormula = true
    case "rPh": isPhonetic = true
    case "mergeCell":
      guard let area = CellArea(attributes["ref"] ?? "") else {
        throw misfit("a merged cell without its place")
      }
      guard merged.count < WorkbookReader.mostCells else { throw tooMany("merged cells") }
      merged.append(area)
    default: break
    }
  }

  override func finish(_ element: String) {
    switch element {
    case "v": cell?.value = String(decoding: text, as: UTF8.self)
    case "t": if !isPhonetic { cell?.value += String(decoding: text, as: UTF8.self) }
    case "rPh": isPhonetic = false
    case "c":
      if let cell, !cell.value.isEmpty || cell.hasFormula { cells.append(cell) }
      cell = nil
    default: break
    }
  }

  private func beginCell(_ attributes: MarkupAttributes) throws(DocumentError.Reason) {
    var address = next
    if let reference = attributes["r"] {
      guard let given = CellAddress(reference) else { throw misfit("a cell without its place") }
      address = given
    }
    guard address.row >= 0, address.column < CellAddress.mostColumns else {
      throw misfit("a cell that is in no row or column")
    }
    guard cells.count < room else { throw tooMany("cells") }
    next = CellAddress(row: address.row, column: address.column + 1)
    cell = WorksheetCell(at: address, type: attributes["t"] ?? "n", value: "", hasFormula: false)
  }

  private func row(_ reference: String?) throws(DocumentError.Reason) -> Int {
    guard let reference else { return min(next.row + 1, CellAddress.mostRows - 1) }
    guard let row = Int(reference), (1...CellAddress.mostRows).contains(row) else {
      throw misfit("a row without its number")
    }
    return row - 1
  }

  private func tooMany(_ what: String) -> DocumentError.Reason {
    .beyondLimit(nil, "more than \(WorkbookReader.mostCells) \(what). Is this the table and nothing else?")
  }
}
