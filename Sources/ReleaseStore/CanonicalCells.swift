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
  private(set) var text: [UInt8]

  init(of table: CheckedTable) {
    text = Array("\(table.dataset.id)\n\(table.referenceYear)\n".utf8)
    text.reserveCapacity(16 * (table.cells.count + 4))
    let rank = Dictionary(
      zip(table.places.sorted(), 0...), uniquingKeysWith: { first, _ in first })
    let ranked = table.cells.map { cell in
      (rank[cell.flow.origin] ?? .max, rank[cell.flow.destination] ?? .max, cell)
    }
    for (_, _, cell) in ranked.sorted(by: { ($0.0, $0.1) < ($1.0, $1.1) }) { append(cell) }
  }

  var digest: Fingerprint { Fingerprint(of: text) }

  private mutating func append(_ cell: CheckedCell) {
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
