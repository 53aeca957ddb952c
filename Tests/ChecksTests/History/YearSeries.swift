import Checks
import FlowTables
import FlytTesting
import Testing

/// Made-up years of one dataset that change as real ones do.
///
/// Large places exchange much and near ones more; some places gain from others,
/// and Abroad sends more than it takes. Each year every place grows or shrinks
/// by up to 10 % both ways, every pair varies by up to 10 % around it, and then
/// chance decides each figure. Everything follows from the seed.
struct YearSeries: CustomStringConvertible {
  let seed: UInt64
  let dataset: Dataset
  let places: [Place]
  /// Row by row of origins; `nil` is printed as a mark.
  private var figures: [ReferenceYear: [Int?]] = [:]

  init(seed: UInt64, places count: Int = 20, years: Int = 8, first: Int = 2001) {
    self.init(seed: seed, places: count)
    var random = SeededGenerator(seed: seed)
    var sites = places.map { Site(isAbroad: $0.isAbroad, using: &random) }
    for year in (first..<(first + years)).compactMap({ ReferenceYear($0) }) {
      figures[year] = sites.indices.flatMap { from in
        sites.indices.map { to -> Int? in
          let expected = sites[from].moves(to: sites[to], isSame: from == to)
          let varied = expected * Double.random(in: 0.9...1.1, using: &random)
          // One place has no moves inside it, and nobody moves from Abroad to Abroad.
          return from == to && (from == 2 || from == count - 1) ? nil : drawn(varied, using: &random)
        }
      }
      for index in sites.indices { sites[index].drift(using: &random) }
    }
  }

  /// The figures of ``fixed`` in each year, times so many hundredths.
  init(hundredths: [Int], first: Int = 2001) {
    self.init(seed: 0, places: 5)
    for (offset, part) in hundredths.enumerated() {
      guard let year = ReferenceYear(first + offset) else { continue }
      figures[year] = Self.fixed.map { $0.map { $0 * part / 100 } }
    }
  }

  private init(seed: UInt64, places count: Int) {
    self.seed = seed
    places = (1..<count).map { Place(code: $0 < 10 ? "0\($0)" : "\($0)") } + [.abroad]
    dataset = Self.definition(of: places, empty: [Flow(from: .abroad, to: .abroad)])
  }

  /// A dataset whose places have always been there.
  static func definition(of places: [Place], empty: Set<Flow> = []) -> Dataset {
    Dataset(
      id: "series", publisher: "Office", titles: [:], words: .init(from: [], to: [], total: []), symbols: [:],
      places: places.map { PlaceDefinition(place: $0, names: [:]) }, empty: empty)
  }

  private static let fixed: [Int?] = [
    5000, 1200, 300, 800, 400,
    900, 7000, 1500, 200, 600,
    450, 1000, nil, 700, 300,
    650, 350, 900, 3000, 150,
    1000, 1500, 700, 500, nil,
  ]

  var description: String { "seed \(seed), \(places.count) places, \(figures.count) years" }

  /// The years, oldest first.
  var years: [ReferenceYear] { figures.keys.sorted() }

  /// The position of a pair's cell.
  func cell(_ from: Int, _ to: Int) -> Int { from * places.count + to }

  /// A year's figures after a change.
  func figures(of year: ReferenceYear, _ change: (inout [Int?]) -> Void = { _ in }) -> [Int?] {
    var changed = figures[year] ?? []
    change(&changed)
    return changed
  }

  /// A year as it would be stored, after a change.
  func edition(of year: ReferenceYear, _ change: (inout [Int?]) -> Void = { _ in }) -> StoredEdition? {
    StoredEdition(
      referenceYear: year, vintage: 1, places: places, values: figures(of: year, change).map(\.cellValue))
  }

  /// The stored editions of all years but one.
  func editions(besides year: ReferenceYear) -> [StoredEdition] {
    years.filter { $0 != year }.compactMap { edition(of: $0) }
  }

  /// The stored editions of the years before one.
  func editions(before year: ReferenceYear) -> [StoredEdition] {
    years.filter { $0 < year }.compactMap { edition(of: $0) }
  }

  /// A year as a table that has passed its checks, after a change.
  func table(of year: ReferenceYear, _ change: (inout [Int?]) -> Void = { _ in }) throws -> CheckedTable {
    try checked(figures(of: year, change).map(\.cellValue), of: places, in: year, dataset)
  }

  /// What the other years say of a year after a change.
  func findings(of year: ReferenceYear, _ change: (inout [Int?]) -> Void = { _ in }) throws -> [Finding] {
    historyFindings(of: try table(of: year, change), among: editions(besides: year))
  }
}

extension Int? {
  /// The number, or a cell that cannot have one.
  var cellValue: CellValue { map { .persons($0) } ?? .absent(.notApplicable) }
}

/// A table without printed sums, each row on a line of its own.
func checked(
  _ values: [CellValue], of places: [Place], in year: ReferenceYear, _ dataset: Dataset
) throws -> CheckedTable {
  let cells = values.enumerated().map { index, value in
    let (row, column) = index.quotientAndRemainder(dividingBy: places.count)
    return ReportedCell(
      Flow(from: places[row], to: places[column]),
      ReportedFigure(.value(value), at: SourcePlace(line: row + 1, column: column + 1)))
  }
  let table = ReportedTable(
    dataset: dataset.id, layout: "none",
    years: [YearStatement(text: "\(year)", at: SourcePlace(line: 1, column: 1))], cells: cells)
  let today = try #require(CivilDate(iso: "2026-11-22"))
  return try check(table, in: CheckContext(dataset: dataset, extractName: "t.txt", today: today))
}

/// Where a place lies, what it sends and what it takes.
private struct Site {
  let (x, y): (Double, Double)
  let isAbroad: Bool
  var sends: Double
  var takes: Double

  init(isAbroad: Bool, using random: inout SeededGenerator) {
    self.isAbroad = isAbroad
    (x, y) = (Double.random(in: 0...5, using: &random), Double.random(in: 0...5, using: &random))
    let part = Double.random(in: 0...1, using: &random)
    let size = isAbroad ? 60 : 20 + 60 * part * part
    sends = size * (isAbroad ? 1.5 : Double.random(in: 0.8...1.2, using: &random))
    takes = size * (isAbroad ? 0.8 : Double.random(in: 0.8...1.2, using: &random))
  }

  func moves(to other: Self, isSame: Bool) -> Double {
    if isSame { return sends * takes * 2 }
    let (east, north) = (x - other.x, y - other.y)
    return sends * other.takes / (isAbroad || other.isAbroad ? 4 : 1 + east * east + north * north)
  }

  mutating func drift(using random: inout SeededGenerator) {
    sends *= Double.random(in: 0.9...1.1, using: &random)
    takes *= Double.random(in: 0.9...1.1, using: &random)
  }
}

/// A count of independent moves; the sum of six even chances, with a variance of a half, is near enough normal.
private func drawn(_ expected: Double, using random: inout SeededGenerator) -> Int {
  let normal =
    (0..<6).reduce(-3.0) { sum, _ in sum + Double.random(in: 0...1, using: &random) } * 2.0.squareRoot()
  return max(0, Int((expected + expected.squareRoot() * normal).rounded()))
}
