/// What the parts of a workbook say, cell by cell, as written.
struct Workbook {
  /// In the order of the workbook's tabs.
  var sheets: [Worksheet] = []
  /// Texts that cells name by their number.
  var sharedStrings: [String] = []
}

/// One sheet's cells as its part has them.
struct Worksheet {
  var name: String
  var isHidden: Bool
  /// In the order of the part.
  var cells: [WorksheetCell] = []
  /// The areas that are shown as one cell.
  var merged: [CellArea] = []
}

/// A cell as written.
struct WorksheetCell {
  let at: CellAddress
  /// The attribute `t`: what kind of thing the value is.
  let type: String
  /// What stands in `<v>`, or the text of `<is>`.
  var value: String
  var hasFormula: Bool
}

/// A row and a column, both counted from 0.
struct CellAddress: Hashable, Comparable {
  /// As many as the format allows.
  static let mostRows = 1_048_576
  /// As many as the format allows.
  static let mostColumns = 16_384

  var row: Int
  var column: Int

  init(row: Int, column: Int) { (self.row, self.column) = (row, column) }

  /// Reads `B7`; `nil` for anything else or a place that no sheet has.
  init?(_ text: some StringProtocol) {
    var (column, row, digits) = (0, 0, 0)
    for byte in text.utf8 {
      switch byte {
      case 0x41...0x5A where digits == 0 && column <= Self.mostColumns:
        column = column * 26 + Int(byte) - 0x40
      case 0x30...0x39 where column > 0 && row <= Self.mostRows:
        (row, digits) = (row * 10 + Int(byte) - 0x30, digits + 1)
      default: return nil
      }
    }
    guard digits > 0, (1...Self.mostColumns).contains(column), (1...Self.mostRows).contains(row) else {
      return nil
    }
    self.init(row: row - 1, column: column - 1)
  }

  /// As people call it: `B7`.
  var name: String {
    var (letters, rest) = ("", column + 1)
    while rest > 0 {
      letters = String(UnicodeScalar(UInt8(0x41 + (rest - 1) % 26))) + letters
      rest = (rest - 1) / 26
    }
    return "\(letters)\(row + 1)"
  }

  /// For documents and messages.
  var place: DocumentPlace { DocumentPlace(line: row + 1, column: column + 1, cell: name) }

  static func < (one: Self, other: Self) -> Bool { (one.row, one.column) < (other.row, other.column) }
}

/// A block of cells.
struct CellArea {
  let first: CellAddress
  let last: CellAddress

  /// Reads `A1:C3`, or `A1` for one cell.
  init?(_ text: String) {
    let corners = text.split(separator: ":", maxSplits: 1).map { CellAddress($0) }
    guard let first = corners.first ?? nil, let last = corners.last ?? nil, first.row <= last.row,
      first.column <= last.column
    else { return nil }
    (self.first, self.last) = (first, last)
  }
}
