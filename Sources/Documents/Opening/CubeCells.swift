/// The cells of a cube, in order.
///
/// Kept in 16 bytes a cell, since a cube may have millions of them: a whole
/// number, or the index of what stands instead, and the line and the column.
/// Marks take 4 bytes a cell more where there is any.
package struct CubeCells: Sendable, RandomAccessCollection {
  /// A number, or `firstIndex` and more: an index of ``others``.
  private var words: [Int] = []
  /// Each thing that is no number, once.
  private var others: [Cube.Cell.Value] = [.blank, .omitted]
  private var places: [Place] = []
  /// Empty, or for each cell an index of ``marks``.
  private var statuses: [UInt32] = []
  /// Each mark once, behind the absence of one.
  private var marks: [String?] = [nil]
  /// The addresses of a workbook's cells.
  private var addresses: [Int: String] = [:]
  /// Where ``others`` and ``marks`` have what they have; asked only while cells are added.
  private var indexOfOther: [Cube.Cell.Value: Int] = [.blank: 0, .omitted: 1]
  private var indexOfMark: [String: UInt32] = [:]

  /// Numbers from here downwards are kept among ``others``.
  private static let firstIndex = Int.min
  private static let mostIndices = 1 << 32

  /// Keeps cells.
  package init(_ cells: [Cube.Cell]) {
    for cell in cells { append(cell) }
  }

  /// So many cells that are left out.
  package init(omitted count: Int, line: Int, column: Int) {
    words = Array(repeating: Self.firstIndex + 1, count: count)
    places = Array(repeating: Place(line: line, column: column), count: count)
  }

  /// 0.
  package var startIndex: Int { 0 }
  /// The number of cells.
  package var endIndex: Int { words.count }

  /// One cell.
  package subscript(index: Int) -> Cube.Cell {
    let (word, place) = (words[index], places[index])
    let other = word &- Self.firstIndex
    let isOther = (0..<Self.mostIndices).contains(other)
    let at = DocumentPlace(line: Int(place.line), column: Int(place.column), cell: addresses[index])
    return Cube.Cell(isOther ? others[other] : .number(word), status: status(at: index), at: at)
  }

  /// The mark beside a cell's value.
  private func status(at index: Int) -> String? {
    index < statuses.count ? marks[Int(statuses[index])] : nil
  }

  /// The line and the column in half the room.
  private struct Place: Hashable, Sendable {
    let line: UInt32
    let column: UInt32

    init(line: Int, column: Int) {
      (self.line, self.column) = (UInt32(clamping: line), UInt32(clamping: column))
    }
  }
}

extension CubeCells {
  /// Adds a cell at the end.
  package mutating func append(_ cell: Cube.Cell) {
    append(cell.value, line: cell.at.line, column: cell.at.column)
    if let address = cell.at.cell { addresses[count - 1] = address }
    if let status = cell.status { setStatus(status, at: count - 1) }
  }

  /// Adds a whole number at the end.
  package mutating func append(_ number: Int, line: Int, column: Int) {
    words.append(word(of: number))
    places.append(Place(line: line, column: column))
  }

  /// Adds a figure, or what stands instead, at the end.
  package mutating func append(_ value: Cube.Cell.Value, line: Int, column: Int) {
    words.append(word(of: value))
    places.append(Place(line: line, column: column))
  }

  /// Puts another value, and its place, in a cell.
  package mutating func replace(at index: Int, with value: Cube.Cell.Value, line: Int, column: Int) {
    words[index] = word(of: value)
    places[index] = Place(line: line, column: column)
  }

  /// Whether the format leaves a cell out.
  package func isOmitted(at index: Int) -> Bool { words[index] == Self.firstIndex + 1 }

  /// Makes a cell that is left out one that holds nothing; its place stays.
  package mutating func blank(at index: Int) { words[index] = Self.firstIndex }

  /// Puts a mark beside a cell's value.
  package mutating func setStatus(_ status: String, at index: Int) {
    let mark = indexOfMark[status] ?? UInt32(clamping: marks.count)
    if indexOfMark.updateValue(mark, forKey: status) == nil { marks.append(status) }
    if statuses.count < words.count {
      statuses.append(contentsOf: repeatElement(0, count: words.count - statuses.count))
    }
    statuses[index] = mark
  }

  /// Makes room for so many cells.
  package mutating func reserve(_ count: Int) {
    words.reserveCapacity(count)
    places.reserveCapacity(count)
  }

  private mutating func word(of value: Cube.Cell.Value) -> Int {
    if case .number(let number) = value { word(of: number) } else { indexWord(of: value) }
  }

  private mutating func word(of number: Int) -> Int {
    number < Self.firstIndex + Self.mostIndices ? indexWord(of: .number(number)) : number
  }

  private mutating func indexWord(of value: Cube.Cell.Value) -> Int {
    if let index = indexOfOther[value] { return Self.firstIndex + index }
    others.append(value)
    indexOfOther[value] = others.count - 1
    return Self.firstIndex + others.count - 1
  }
}

extension CubeCells: Equatable {
  /// Whether all cells are equal, with their places.
  package static func == (one: Self, other: Self) -> Bool {
    guard one.places == other.places, one.addresses == other.addresses else { return false }
    // The same values may have been met in another order.
    let sameWords = one.others == other.others && one.words == other.words
    let sameMarks = one.marks == other.marks && one.statuses == other.statuses
    return sameWords && sameMarks
      || one.indices.allSatisfy {
        one[$0].value == other[$0].value && one.status(at: $0) == other.status(at: $0)
      }
  }
}
