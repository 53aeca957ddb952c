import Checks
import Extracts
import FlowTables

/// The figures of a table in the one form that sameness, digests and replay compare.
///
/// - Shape: the dataset's line, the year's line, then `from,to,` and the number
///   or the absence's name for each ordered pair in code order, Abroad last; each
///   line ends in a line feed; UTF-8.
/// - Outside: printed marks, labels, notes, totals and the order of printing.
struct CanonicalCells {
  /// A cell, checked or as it was stored.
  struct Cell {
    let flow: Flow
    let value: CellValue
    let mark: String?
    let at: SourcePlace
  }

  /// In code order, Abroad last.
  let cells: [Cell]
  private(set) var text: [UInt8]

  init(of table: CheckedTable) {
    let rank = Dictionary(
      zip(table.places.sorted(), 0...), uniquingKeysWith: { first, _ in first })
    let ranked = table.cells.map { cell in
      (
        rank[cell.flow.origin] ?? .max, rank[cell.flow.destination] ?? .max,
        Cell(flow: cell.flow, value: cell.value, mark: cell.mark, at: cell.at)
      )
    }
    self.init(
      of: table.dataset.id, in: table.referenceYear,
      ordered: ranked.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2))
  }

  /// Takes cells that stand in code order already, as a store gives them.
  init(of dataset: String, in year: ReferenceYear, ordered cells: [Cell]) {
    self.cells = cells
    text = Array("\(dataset)\n\(year)\n".utf8)
    text.reserveCapacity(16 * (cells.count + 4))
    for cell in cells { append(cell) }
  }

  var digest: Fingerprint { Fingerprint(of: text) }

  private mutating func append(_ cell: Cell) {
    text += cell.flow.origin.code.utf8
    text.append(UInt8(ascii: ","))
    text += cell.flow.destination.code.utf8
    text.append(UInt8(ascii: ","))
    switch cell.value {
    case .persons(let number): text += String(number).utf8
    case .absent(let reason): text += reason.rawValue.utf8
    }
    text.append(UInt8(ascii: "\n"))
  }
}
