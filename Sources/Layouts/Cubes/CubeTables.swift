import Documents
import FlowTables

/// Reads a cube's cells into tables, one for each year.
struct CubeTables {
  private let cube: Cube
  private let axes: CubeAxes
  private let vocabulary: Vocabulary
  private let resolver: PlaceResolver
  /// How many cells lie between two steps of each dimension.
  private let strides: [Int]

  init(_ cube: Cube, axes: CubeAxes, vocabulary: Vocabulary) {
    (self.cube, self.axes, self.vocabulary) = (cube, axes, vocabulary)
    resolver = PlaceResolver(of: vocabulary)
    var strides = Array(repeating: 1, count: cube.dimensions.count)
    for index in strides.indices.reversed().dropFirst() {
      strides[index] = strides[index + 1] * cube.dimensions[index + 1].categories.count
    }
    self.strides = strides
  }

  func tables(titles: [YearStatement]) -> [ReportedTable] {
    let years = yearSteps
    let own = Set(years.compactMap { $0.statement?.text })
    return years.map { step in
      var table = table(at: step.offset, of: step.statement ?? titles.first)
      // Where several years stand in the cube, a title's is one of theirs.
      let others = titles.filter { title in
        step.statement == nil || title.value != nil && (own.count == 1 || !own.contains(title.text))
      }
      table.years = [step.statement].compactMap(\.self) + others
      return table
    }
  }

  /// Each year's statement and how far into the cells its first one lies.
  private var yearSteps: [(statement: YearStatement?, offset: Int)] {
    guard let year = axes.year else { return [(nil, 0)] }
    let reader = LabelReader(of: vocabulary)
    return cube.dimensions[year].categories.enumerated().map { index, category in
      let text = reader.reading(of: category).year ?? category.code ?? category.labels.first ?? ""
      return (YearStatement(text: text, at: SourcePlace(category.at)), index * strides[year])
    }
  }

  private func table(at offset: Int, of statement: YearStatement?) -> ReportedTable {
    var table = ReportedTable(dataset: vocabulary.dataset.id, layout: CubeLayout.layoutName)
    table.faults = faults
    table.updatedOn = cube.updated.flatMap(CivilDate.init(stamp:))
    guard table.faults.isEmpty else { return table }
    let start = axes.others.reduce(offset) { $0 + ($1.step ?? 0) * strides[$1.dimension] }
    let year = statement?.value.flatMap(ReferenceYear.init)
    let origins = labels(of: axes.from, in: year)
    let destinations = labels(of: axes.to, in: year)
    table.headings = origins.map { $0.heading(on: .from) } + destinations.map { $0.heading(on: .to) }
    table.cells.reserveCapacity(origins.count * destinations.count)
    for (row, origin) in origins.enumerated() {
      let rowStart = start + row * strides[axes.from.dimension]
      for (column, destination) in destinations.enumerated() {
        let cell = cube.cells[rowStart + column * strides[axes.to.dimension]]
        place(cell, from: origin.subject, to: destination.subject, in: &table)
      }
    }
    return table
  }

  private func labels(of ends: CubeAxes.Ends, in year: ReferenceYear?) -> [Label] {
    zip(cube.dimensions[ends.dimension].categories, ends.steps).map { category, said in
      resolver.label(of: said, printed: category.printed, in: year, at: SourcePlace(category.at))
    }
  }

  private func place(
    _ cell: Cube.Cell, from origin: Heading.Subject, to destination: Heading.Subject,
    in table: inout ReportedTable
  ) {
    switch (origin, destination) {
    case (.place(let from), .place(let to)):
      let flow = Flow(from: from, to: to)
      guard let figure = figure(cell, isEmptyPair: vocabulary.dataset.empty.contains(flow)) else { return }
      table.cells.append(ReportedCell(flow, figure))
    case (.place, .total), (.total, .place), (.total, .total):
      guard let figure = figure(cell, isEmptyPair: false) else { return }
      table.totals.append(ReportedTotal(Margin(from: origin, to: destination), figure))
    // The heading itself is what is wrong.
    case (.unknown, _), (_, .unknown): break
    }
  }

  /// What a cell says; `nil` for one that the format leaves out.
  private func figure(_ cell: Cube.Cell, isEmptyPair: Bool) -> ReportedFigure? {
    if cell.value == .omitted { return nil }
    let (reading, mark): (ReportedFigure.Reading, String?) =
      switch cell.value {
      case .number(let number): vocabulary.figures.reading(of: number, status: cell.status)
      case .text(let text): vocabulary.figures.reading(ofField: text)
      case .blank where isEmptyPair && cell.status == nil: (.value(.absent(.notApplicable)), nil)
      case .blank, .omitted: vocabulary.figures.reading(ofField: cell.status ?? "")
      }
    return ReportedFigure(reading, mark: mark, at: SourcePlace(cell.at))
  }

  private var faults: [LayoutFault] {
    var faults: [LayoutFault] = []
    if !axes.areNamed {
      let names = [axes.from, axes.to].map { cube.dimensions[$0.dimension].names }
      let at = names[0].first.map { SourcePlace($0.at) } ?? SourcePlace(line: 1, column: 1)
      faults.append(LayoutFault(.unknownAxes(names[0].first?.text ?? "", names[1].first?.text ?? ""), at: at))
    }
    for other in axes.others where other.step == nil {
      let dimension = cube.dimensions[other.dimension]
      guard let name = dimension.names.first else { continue }
      faults.append(
        LayoutFault(
          .unknownDimension(name.text, steps: dimension.categories.count), at: SourcePlace(name.at)))
    }
    return faults
  }
}

extension Cube.Category {
  /// Code and name as one would write them beside each other.
  fileprivate var printed: String {
    let name = labels.first
    guard let code, let name else { return code ?? name ?? "" }
    return name.hasPrefix(code) ? name : "\(code) \(name)"
  }
}

extension Margin {
  /// The sum between two ends of which at least one is the total.
  fileprivate init(from origin: Heading.Subject, to destination: Heading.Subject) {
    switch (origin, destination) {
    case (.place(let from), _): self = .from(from)
    case (_, .place(let to)): self = .to(to)
    default: self = .grand
    }
  }
}

extension CivilDate {
  /// The day of `2012-05-11T06:00:00Z` or `20120511 08:00`.
  init?(stamp text: String) {
    let digits = text.prefix(8)
    guard digits.count == 8, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      self.init(iso: text.prefix(10))
      return
    }
    self.init(iso: "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2))")
  }
}
