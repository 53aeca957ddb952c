package import FlowTables

/// A made-up table of a dataset, whose figures add up as a publisher's do.
///
/// - Unit: persons.
/// - Shape: one cell for each ordered pair of ``places``; rows and columns of
///   the dataset's empty pairs hold a mark without a number.
/// - Totals: computed from the cells, so that they are exact.
package struct SyntheticTable: Equatable, Sendable {
  /// A cell as it is printed, and what a reader must make of it.
  package struct Cell: Hashable, Sendable {
    /// What a reader must find.
    package var value: CellValue
    /// The printed symbol; `nil` for a bare number.
    package var mark: String?

    /// A cell of a value and its printed symbol.
    package init(_ value: CellValue, mark: String? = nil) { (self.value, self.mark) = (value, mark) }

    /// The number to add up; a cell without one adds nothing.
    package var persons: Int {
      if case .persons(let persons) = value { persons } else { 0 }
    }
  }

  /// Whose table it is.
  package let dataset: Dataset
  /// The reference year.
  package let year: ReferenceYear
  /// The places of the year, in the order of the definition, Abroad last.
  package let places: [Place]
  /// The cells of all ordered pairs.
  package private(set) var cells: [Flow: Cell]

  /// A table of given figures; a pair without one is an empty pair printed as `emptyMark`.
  package init(dataset: Dataset, year: ReferenceYear, persons: [Flow: Int], emptyMark: String = ".") {
    (self.dataset, self.year, places) = (dataset, year, dataset.places(in: year))
    cells = [:]
    for flow in flows {
      let empty = Cell(dataset.symbols[emptyMark]?.value ?? .persons(0), mark: emptyMark)
      cells[flow] = persons[flow].map { Cell(.persons($0)) } ?? empty
    }
  }

  /// A table of seeded figures: large places exchange much, near ones more, and some pairs nothing.
  package init(dataset: Dataset, year: ReferenceYear, seed: UInt64) {
    (self.dataset, self.year, places) = (dataset, year, dataset.places(in: year))
    cells = [:]
    var random = SeededGenerator(seed: seed)
    let marks = Marks(of: dataset, using: &random)
    let sites = places.map { _ in Site(using: &random) }
    for (origin, from) in zip(places, sites) {
      for (destination, to) in zip(places, sites) {
        let flow = Flow(from: origin, to: destination)
        let persons = origin == destination ? from.inside : from.persons(to: to, using: &random)
        cells[flow] =
          dataset.empty.contains(flow) ? marks.empty : persons == 0 ? marks.zero : Cell(.persons(persons))
      }
    }
  }

  /// Every ordered pair, in the order of ``places``, origin first.
  package var flows: [Flow] {
    places.flatMap { origin in places.map { Flow(from: origin, to: $0) } }
  }

  /// The cells a reader must find, in the order of ``flows``.
  package var expected: [(flow: Flow, cell: Cell)] { flows.map { ($0, self[$0]) } }

  /// The cell of a pair.
  package subscript(flow: Flow) -> Cell { cells[flow] ?? Cell(.persons(0)) }

  /// Puts another figure in a cell, as a correction or as damage would; totals follow.
  package mutating func set(_ flow: Flow, to persons: Int) { cells[flow] = Cell(.persons(persons)) }

  /// A printed sum.
  package func total(_ margin: Margin) -> Int {
    let sum = { (flows: [Flow]) in flows.reduce(0) { $0 + self[$1].persons } }
    return switch margin {
    case .from(let place): sum(places.map { Flow(from: place, to: $0) })
    case .to(let place): sum(places.map { Flow(from: $0, to: place) })
    case .grand: sum(flows)
    }
  }
}

/// How a table prints its empty pairs and its zeros; one way for the whole table, as publishers do.
private struct Marks {
  let empty: SyntheticTable.Cell
  let zero: SyntheticTable.Cell

  init(of dataset: Dataset, using random: inout SeededGenerator) {
    let bare = SyntheticTable.Cell(.persons(0))
    func cells(_ meaning: SymbolMeaning) -> [SyntheticTable.Cell] {
      dataset.symbols.filter { $0.value == meaning }.keys.sorted()
        .map { SyntheticTable.Cell(meaning.value ?? .persons(0), mark: $0) }
    }
    let zeros = cells(.zero) + [bare]
    // The usual mark comes half of the time.
    let empties = cells(.absent(.notApplicable))
    zero = zeros.randomElement(using: &random) ?? bare
    empty = (random.chance(50) ? empties.first : (empties + zeros).randomElement(using: &random)) ?? bare
  }
}

/// Where a made-up place lies, and how many it has to send.
private struct Site {
  let inside: Int
  private let x: Double
  private let y: Double
  private let size: Double

  init(using random: inout SeededGenerator) {
    x = Double.random(in: 0...10, using: &random)
    y = Double.random(in: 0...10, using: &random)
    // Even on a logarithmic scale: a few large places and many small ones.
    let decades = Double.random(in: 0.5...2, using: &random)
    size = (0..<Int(decades * 4)).reduce(3) { product, _ in product * 1.8 }
    inside = Int(size * size / Double.random(in: 1...4, using: &random))
  }

  func persons(to other: Site, using random: inout SeededGenerator) -> Int {
    if random.chance(4) { return 0 }
    let apart = (x - other.x) * (x - other.x) + (y - other.y) * (y - other.y)
    return Int(size * other.size / (1 + apart) * Double.random(in: 0.5...1.5, using: &random))
  }
}
