import FlowTables

/// What stands over one column, in all rows of its headings.
struct ColumnHeading {
  var said = LabelText()
  var text = ""
  var at: SourcePlace
  /// The lowest word for an axis over the column.
  var axis: Axis?
  /// Whether only words that span several columns stand over it.
  var isSpannedOnly = true
}

/// The columns of a block of rows, by their headings.
struct SheetColumns {
  /// How figures and labels share the columns.
  enum Form: Equatable {
    /// Labels before the first figure; each figure's other label stands over its column.
    case wide(firstFigure: Int)
    /// Both labels in the row.
    case long(from: [Int], to: [Int], figures: [Int], marks: Int?)
    /// Two columns of places, and nothing says which are origins.
    case undecided(Int, Int)
  }

  let headings: [Int: ColumnHeading]
  let form: Form
  /// The columns of years.
  let yearColumns: [Int]

  /// Gives `nil` where headings and first row make no table.
  ///
  /// `outer` is what the first of two columns of labels is where nothing stands over either;
  /// `reader` reads what stands over a column as one label, where its pieces alone may mislead.
  init?(under rows: [FieldRow], first: FieldRow, outer: Axis, reader: LabelReader? = nil) {
    let pieces = Self.headings(in: rows, upTo: first.fields.last?.column ?? 0)
    let headings = reader.map { reader in pieces.mapValues { $0.asOneLabel(with: reader) } } ?? pieces
    self.headings = headings
    let labelled = headings.filter { $0.value.said.isLabel }.keys.sorted()
    yearColumns = headings.filter { $0.value.said.isYearWord && $0.value.said.year == nil }.keys.sorted()
    if labelled.count > 1, let firstFigure = labelled.first {
      form = .wide(firstFigure: firstFigure)
    } else if let form = Self.longForm(headings, first: first, outer: outer) {
      self.form = form
    } else {
      return nil
    }
  }

  private static func headings(in rows: [FieldRow], upTo last: Int) -> [Int: ColumnHeading] {
    let width = (rows.compactMap { $0.fields.last?.column } + [last]).max() ?? 0
    var headings: [Int: ColumnHeading] = [:]
    for (index, row) in rows.enumerated() {
      let besides = labelledColumns(besides: index, of: rows)
      for (position, field) in row.fields.enumerated() {
        let isLast = index == rows.count - 1
        let next = position + 1 < row.fields.count ? row.fields[position + 1].column : width + 1
        let end =
          field.columns > 1
          ? field.column + field.columns : isLast || !field.mayReachOn ? field.column + 1 : next
        let labelled = field.said.isLabel ? besides : []
        // A heading reaches no further than the table, whatever it says of itself.
        for column in field.column..<max(field.column + 1, min(end, width + 1)) {
          let isSpanning = end - field.column > 1
          // Of two labels over a column the one that stands right over it counts.
          if column > field.column, labelled.contains(column) { continue }
          headings[column, default: ColumnHeading(at: field.at)].note(field, isSpanning: isSpanning)
        }
      }
    }
    return headings
  }

  private static func labelledColumns(besides index: Int, of rows: [FieldRow]) -> Set<Int> {
    Set(rows.indices.filter { $0 != index }.flatMap { rows[$0].fields.filter(\.said.isLabel).map(\.column) })
  }

  private static func longForm(_ headings: [Int: ColumnHeading], first: FieldRow, outer: Axis) -> Form? {
    var columns: [Axis: [Int]] = [:]
    for (column, heading) in headings {
      if let axis = heading.axis { columns[axis, default: []].append(column) }
    }
    let unknown = headings.keys.sorted().filter { !(headings[$0]?.said.isWhole ?? false) }
    let places = unknown.filter { first[$0]?.said.isLabel == true }
    // Where one end is named, the only other column of places is the other end.
    for axis in [Axis.from, .to]
    where columns[axis] == nil && columns[axis.opposite] != nil && places.count == 1 {
      columns[axis] = places
    }
    let bare = first.fields.filter { headings[$0.column] == nil && $0.said.isLabel }.map(\.column)
    if columns.isEmpty, places.isEmpty, bare.count == 2 {
      (columns[outer], columns[outer.opposite]) = ([bare[0]], [bare[1]])
    }
    let named = headings.keys.sorted().filter { column in
      guard let said = headings[column]?.said, headings[column]?.axis == nil, !said.isMarkWord else {
        return false
      }
      return said.rest.isEmpty && (said.isValueWord || said.year != nil && !said.isYearWord)
    }
    let counted = unknown.filter { !places.contains($0) && first[$0]?.isFigure == true }
    let figures = named.isEmpty && counted.count == 1 ? counted : named
    guard !figures.isEmpty else { return nil }
    if let from = columns[.from], let to = columns[.to] {
      let marks = headings.keys.sorted().first { headings[$0]?.said.isMarkWord == true }
      return .long(from: from.sorted(), to: to.sorted(), figures: figures, marks: marks)
    }
    return columns.isEmpty && places.count == 2 ? .undecided(places[0], places[1]) : nil
  }

  /// What the rows of a wide table are, as its headings say.
  var rowAxis: Axis? {
    guard case .wide(let firstFigure) = form else { return nil }
    let stub = headings.filter { $0.key < firstFigure }.sorted { $0.key < $1.key }.compactMap(\.value.axis)
    let across = headings.filter { $0.key >= firstFigure }.sorted { $0.key < $1.key }.compactMap(\.value.axis)
    return stub.last ?? across.first?.opposite
  }
}

extension Field {
  /// Whether a heading above others may stand for the empty fields to its right as well.
  fileprivate var mayReachOn: Bool {
    column > 0 && said.isWhole
  }
}

extension ColumnHeading {
  /// `Innflyttinger` over `Fra utlandet` says more than either; what is no label together keeps its pieces.
  fileprivate func asOneLabel(with reader: LabelReader) -> Self {
    let whole = reader.reading(of: text)
    guard whole.isLabel else { return self }
    var heading = self
    heading.said = whole
    return heading
  }

  fileprivate mutating func note(_ field: Field, isSpanning: Bool) {
    // A heading that reaches over several rows is one of each of them.
    guard at != field.at || text.isEmpty else { return }
    if isSpannedOnly, !isSpanning { at = field.at }
    said = said.joined(with: field.said)
    text += (text.isEmpty ? "" : " ") + field.text
    axis = field.said.axis ?? axis
    isSpannedOnly = isSpannedOnly && isSpanning
  }
}
