package import FlowTables

/// What a statistical database's table of flows has, in whatever format it is written.
package struct DatabaseShape: Sendable {
  /// What a dimension stands for.
  package enum Part: CaseIterable, Sendable { case from, to, contents, year }

  /// The dimensions; the last one's categories change fastest.
  package var order: [Part] = [.from, .to, .contents, .year]
  /// The dimensions' codes; a part without one has its label for a code.
  package var codes: [Part: String] = [
    .from: "Fraflyttingsregion", .to: "TilflyttRegion", .contents: "ContentsCode", .year: "Tid",
  ]
  /// The dimensions' labels.
  package var labels: [Part: String] = [
    .from: "fraflyttingsregion", .to: "tilflyttingsregion", .contents: "statistikkvariabel", .year: "år",
  ]
  /// Categories have names beside their codes.
  package var hasLabels = true
  /// Categories of sums come first.
  package var hasTotals = false
  /// Abroad is a category; else its flows are left out.
  package var hasAbroad = true
  /// The code of the category of sums.
  package var totalCode = "0"
  /// The code of Abroad.
  package var abroadCode = "U"
  /// Of names and title.
  package var language = "no"

  /// StatBank's names and order.
  package init() {}

  /// The same with the dataset's own words over the places.
  package func named(by dataset: Dataset) -> Self {
    var shape = self
    shape.labels[.from] = dataset.words.from.first ?? shape.labels[.from]
    shape.labels[.to] = dataset.words.to.first ?? shape.labels[.to]
    shape.labels[.year] = dataset.words.year.first ?? shape.labels[.year]
    shape.labels[.contents] = dataset.words.value.first ?? shape.labels[.contents]
    return shape
  }
}

/// Tables as a database has them: dimensions, and one cell for each combination of categories.
struct DatabaseCube {
  struct Category {
    let code: String
    let label: String
    /// The place, the sum of all places, or none.
    let subject: Subject

    enum Subject {
      case place(Place)
      case total
      case other
    }
  }

  struct Axis {
    let part: DatabaseShape.Part
    let code: String
    let label: String
    let categories: [Category]
  }

  let title: String
  let axes: [Axis]
  /// In the order of the axes, the last one's categories fastest.
  let cells: [SyntheticTable.Cell]

  init(of tables: [SyntheticTable], shape: DatabaseShape) {
    axes = shape.order.map { part in
      let label = shape.labels[part] ?? "\(part)"
      return Axis(
        part: part, code: shape.codes[part] ?? label, label: label,
        categories: Self.categories(part, of: tables, shape: shape))
    }
    let labels = axes.map(\.label)
    title =
      "13864: Flytting, etter " + labels.dropLast().joined(separator: ", ") + " og " + (labels.last ?? "")
    cells = Self.cells(axes, tables, hasAbroad: shape.hasAbroad)
  }

  private static func categories(
    _ part: DatabaseShape.Part, of tables: [SyntheticTable], shape: DatabaseShape
  ) -> [Category] {
    switch part {
    case .contents:
      return [
        Category(code: "Flytting", label: shape.language == "en" ? "Moves" : "Flyttinger", subject: .other)
      ]
    case .year:
      return tables.map { Category(code: "\($0.year)", label: "\($0.year)", subject: .other) }
    case .from, .to:
      guard let table = tables.first else { return [] }
      let places = table.places.filter { shape.hasAbroad || !$0.isAbroad }.map { place in
        let names = table.dataset.definition(of: place)?.names
        return Category(
          code: place.isAbroad ? shape.abroadCode : place.code,
          label: names?[shape.language] ?? names?["no"] ?? place.code, subject: .place(place))
      }
      let word = shape.language == "en" ? table.dataset.words.total.first { $0 == "Total" } : nil
      let total = Category(
        code: shape.totalCode, label: word ?? table.dataset.words.total.first ?? "I alt", subject: .total)
      return (shape.hasTotals ? [total] : []) + places
    }
  }

  private static func cells(
    _ axes: [Axis], _ tables: [SyntheticTable], hasAbroad: Bool
  ) -> [SyntheticTable.Cell] {
    let count = axes.reduce(1) { $0 * $1.categories.count }
    let places = (tables.first?.places ?? []).filter { hasAbroad || !$0.isAbroad }
    return (0..<count).map { index in
      var rest = index
      var (from, to, year) = (Category.Subject.other, Category.Subject.other, 0)
      for axis in axes.reversed() {
        let position = rest % axis.categories.count
        rest /= axis.categories.count
        switch axis.part {
        case .from: from = axis.categories[position].subject
        case .to: to = axis.categories[position].subject
        case .year: year = position
        case .contents: break
        }
      }
      return cell(from, to, in: tables[year], places: places)
    }
  }

  /// A sum takes in the places that are categories, so that the table adds up without Abroad too.
  private static func cell(
    _ from: Category.Subject, _ to: Category.Subject, in table: SyntheticTable, places: [Place]
  ) -> SyntheticTable.Cell {
    func ends(_ subject: Category.Subject) -> [Place] {
      if case .place(let place) = subject { [place] } else { places }
    }
    if case .place(let origin) = from, case .place(let destination) = to {
      return table[Flow(from: origin, to: destination)]
    }
    let flows = ends(from).flatMap { origin in ends(to).map { Flow(from: origin, to: $0) } }
    return SyntheticTable.Cell(.persons(flows.reduce(0) { $0 + table[$1].persons }))
  }
}
