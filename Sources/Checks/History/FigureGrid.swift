import FlowTables

/// One year's figures by the positions of a table's places, ready for fast comparison.
///
/// - Unit: persons; negative where there is no number.
/// - Totals: computed from the numbers, over all places of that year, so that
///   a place which came or went elsewhere leaves the sums of the others alone.
struct FigureGrid {
  /// Stand where there is no number, since no count of persons is negative.
  static let none = -1
  static let suppressed = -2
  static let unknownPlace = -3

  let year: ReferenceYear
  /// How many places the table has.
  let count: Int
  /// Row by row of origins, by the table's positions.
  let numbers: [Int]
  /// The sums of all moves from each place.
  let from: [Int]
  /// The sums of all moves to each place.
  let to: [Int]
  let total: Int
  /// Whether the year has exactly the table's places.
  let hasSamePlaces: Bool

  /// The table itself.
  init(_ table: CheckedTable) {
    let cells = table.cells
    self.init(
      year: table.referenceYear, numbers: cells.indices.map { Self.number(of: cells[$0].value) },
      places: table.places, by: table.places)
  }

  /// A stored edition by the positions of a table's places.
  init(_ edition: StoredEdition, by places: [Place]) {
    self.init(
      year: edition.referenceYear, numbers: edition.values.map(Self.number), places: edition.places,
      by: places)
  }

  private init(year: ReferenceYear, numbers own: [Int], places ownPlaces: [Place], by places: [Place]) {
    (self.year, count) = (year, places.count)
    let sums = Sums(of: own, count: ownPlaces.count)
    total = sums.total
    if ownPlaces == places {
      (numbers, from, to, hasSamePlaces) = (own, sums.from, sums.to, true)
      return
    }
    let known = Dictionary(ownPlaces.enumerated().map { ($1, $0) }) { first, _ in first }
    let positions = places.map { known[$0] }
    hasSamePlaces = ownPlaces.count == places.count && !positions.contains(nil)
    from = positions.map { $0.map { sums.from[$0] } ?? Self.unknownPlace }
    to = positions.map { $0.map { sums.to[$0] } ?? Self.unknownPlace }
    var numbers = Array(repeating: Self.unknownPlace, count: places.count * places.count)
    for (row, origin) in positions.enumerated() {
      guard let origin else { continue }
      for (column, destination) in positions.enumerated() {
        guard let destination else { continue }
        numbers[row * places.count + column] = own[origin * ownPlaces.count + destination]
      }
    }
    self.numbers = numbers
  }

  private static func number(of value: CellValue) -> Int {
    switch value {
    case .persons(let number): max(number, 0)
    case .absent(.suppressed): suppressed
    case .absent: none
    }
  }
}

/// The sums of a square of figures; one that is too large for a number stays at the largest.
private struct Sums {
  private(set) var from: [Int]
  private(set) var to: [Int]
  private(set) var total = 0

  init(of numbers: [Int], count: Int) {
    from = Array(repeating: 0, count: count)
    to = from
    var index = 0
    for origin in 0..<count {
      var row = 0
      for destination in 0..<count {
        let number = numbers[index]
        index += 1
        guard number > 0 else { continue }
        row = Self.sum(row, number)
        to[destination] = Self.sum(to[destination], number)
      }
      from[origin] = row
      total = Self.sum(total, row)
    }
  }

  private static func sum(_ one: Int, _ other: Int) -> Int {
    let (sum, isTooLarge) = one.addingReportingOverflow(other)
    return isTooLarge ? .max : sum
  }
}
