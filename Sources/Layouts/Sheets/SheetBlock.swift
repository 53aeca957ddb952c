import FlowTables

/// Rows under one set of headings.
struct SheetBlock {
  private struct Row {
    let row: FieldRow
    let yearAbove: YearStatement?
  }

  private let vocabulary: Vocabulary
  private let columns: SheetColumns
  private var rows: [Row] = []
  /// What was last printed in each column of labels, for rows that leave it out.
  private var lastLabels: [Int: Field] = [:]

  /// Gives `nil` where the headings are no table's, or the row is none of theirs.
  init?(under headings: [FieldRow], first: FieldRow, _ vocabulary: Vocabulary) {
    // The headings of measures may stand in several rows that must be read together.
    let reader = vocabulary.hasMeasures ? LabelReader(of: vocabulary) : nil
    guard
      let columns = SheetColumns(
        under: headings, first: first, outer: vocabulary.dataset.rows, reader: reader)
    else { return nil }
    (self.vocabulary, self.columns) = (vocabulary, columns)
    guard isRow(first) else { return nil }
  }

  /// Whether a row is one of the block's: labels where labels stand, and something under the headings.
  func isRow(_ row: FieldRow) -> Bool {
    switch columns.form {
    case .wide(let firstFigure):
      let under = row.fields.filter { $0.column >= firstFigure }
      guard !under.isEmpty else { return false }
      let stub = stubText(of: row, before: firstFigure)
      if stub.isLabel { return true }
      // A name that nobody knows labels a row where figures follow that are no headings.
      let figures = under.count(where: \.isNoHeading)
      return !stub.isWhole && !row.fields[0].said.isWhole && row.fields[0].column < firstFigure
        && figures * 2 > under.count
    case .long(let from, let to, let figures, let marks):
      let labels = (from + to).map { label(row, at: $0) }
      guard labels.contains(where: { $0 != nil }), labels.allSatisfy({ $0?.said.axis == nil }) else {
        return false
      }
      return labels.allSatisfy { $0?.said.isLabel == true }
        || (figures + [marks].compactMap(\.self)).contains { row[$0] != nil }
    case .undecided(let one, let other):
      return row[one]?.said.isLabel == true && row[other]?.said.isLabel == true
    }
  }

  mutating func add(_ row: FieldRow, yearAbove: YearStatement?) {
    var filled = row
    let stubs = labelColumns
    if stubs.contains(where: { row[$0] == nil }) {
      let missing = stubs.compactMap { row[$0] == nil ? lastLabels[$0] : nil }
      filled = FieldRow(row, with: missing)
    }
    for column in stubs { lastLabels[column] = filled[column] }
    rows.append(Row(row: filled, yearAbove: yearAbove))
  }

  /// The columns whose label stands for the rows below as well that leave it out.
  private var labelColumns: [Int] {
    switch columns.form {
    case .wide: columns.yearColumns
    case .long(let from, let to, _, _): from + to + columns.yearColumns
    case .undecided: []
    }
  }

  private func label(_ row: FieldRow, at column: Int) -> Field? { row[column] ?? lastLabels[column] }

  /// What a row's labels say together, its year among it.
  private func stubText(of row: FieldRow, before firstFigure: Int) -> LabelText {
    row.fields.lazy.filter { $0.column < firstFigure }.reduce(LabelText()) { $0.joined(with: $1.said) }
  }
}

// MARK: Figures

extension SheetBlock {
  /// Puts the block's figures into the tables of their years, where the block is one of the dataset's.
  func finish(into tables: inout YearTables, _ resolver: PlaceResolver) {
    switch columns.form {
    case .wide(let firstFigure): finishWide(into: &tables, firstFigure: firstFigure, resolver)
    case .long(let from, let to, let figures, let marks):
      for row in rows {
        let year = row.row.year(in: columns.yearColumns)
        for column in figures {
          let heading = columns.headings[column]
          let statement = heading?.yearStatement ?? year ?? row.yearAbove
          let referenceYear = statement?.value.flatMap(ReferenceYear.init)
          guard let origin = label(of: row.row, in: from, referenceYear, resolver),
            let destination = label(of: row.row, in: to, referenceYear, resolver)
          else { continue }
          let figure = vocabulary.figures.figure(
            row.row[column], mark: marks.flatMap { row.row[$0] }, else: row.row.at)
          tables.add(figure, .init(origin: origin, destination: destination), of: statement)
        }
      }
    case .undecided(let one, let other):
      let labels = Set(rows.compactMap { row in row.row[one].map { LabelKey($0.text) } })
      guard labels.count * 2 >= max(vocabulary.dataset.places.count, 4) else { return }
      let names = [one, other].map { columns.headings[$0]?.text ?? "column \($0 + 1)" }
      guard let first = rows.first else { return }
      let year = first.row.year(in: columns.yearColumns) ?? first.yearAbove
      tables.claim(LayoutFault(.unknownAxes(names[0], names[1]), at: first.row.at), of: year)
    }
  }

  private func finishWide(into tables: inout YearTables, firstFigure: Int, _ resolver: PlaceResolver) {
    let rowAxis = columns.rowAxis ?? vocabulary.dataset.rows
    let across = columns.headings.filter { $0.key >= firstFigure }.sorted { $0.key < $1.key }
    guard isOfDataset(across.map(\.value.said), firstFigure: firstFigure) else { return }
    var faults: [LayoutFault] = []
    for (row, above) in rows.map({ ($0.row, $0.yearAbove) }) {
      let stub = row.fields.filter { $0.column < firstFigure }
      let said = stub.reduce(LabelText()) { $0.joined(with: $1.said) }
      let printed = stub.filter { $0.said.loneYear == nil }.map(\.text).joined(separator: " ")
      let ownYear = stub.first { $0.said.year != nil && $0.said.subject == nil }
      for (column, heading) in across {
        let statement =
          heading.yearStatement ?? ownYear.flatMap(\.yearStatement) ?? above
        let year = statement?.value.flatMap(ReferenceYear.init)
        guard row[column] != nil || heading.said.isLabel else { continue }
        let rowLabel = resolver.label(of: said, printed: printed, in: year, at: stub.first?.at ?? row.at)
        let columnLabel = resolver.label(of: heading.said, printed: heading.text, in: year, at: heading.at)
        let figure = vocabulary.figures.figure(row[column], mark: nil, else: row.at)
        let ends =
          rowAxis == .from
          ? YearTables.Ends(origin: rowLabel, destination: columnLabel)
          : YearTables.Ends(origin: columnLabel, destination: rowLabel)
        tables.add(figure, ends, of: statement)
      }
      let extra = row.fields.filter { $0.column >= firstFigure && columns.headings[$0.column] == nil }
      if let first = extra.first {
        let subject = resolver.label(of: said, printed: printed, in: nil, at: row.at).subject
        let under = row.fields.count { $0.column >= firstFigure }
        faults.append(
          LayoutFault(.rowWidth(row: subject, figures: under, columns: across.count), at: first.at))
      }
    }
    for fault in faults { tables.add(fault) }
    if columns.rowAxis == nil, let spoilt = spoiltAxisWord(before: firstFigure) {
      tables.add(LayoutFault(.unknownAxes(spoilt.text, "columns"), at: spoilt.at))
    }
  }

  /// Whether half of all labels are the dataset's; another table's may stand in the same document.
  private func isOfDataset(_ across: [LabelText], firstFigure: Int) -> Bool {
    let down = rows.map { stubText(of: $0.row, before: firstFigure) }
    let known = (across + down).count(where: \.isLabel)
    return known * 2 >= across.count + down.count
  }

  private func label(
    of row: FieldRow, in columns: [Int], _ year: ReferenceYear?, _ resolver: PlaceResolver
  ) -> Label? {
    let fields = columns.compactMap { row[$0] }
    guard let first = fields.first else { return nil }
    let said = fields.dropFirst().reduce(first.said) { $0.joined(with: $1.said) }
    return resolver.label(
      of: said, printed: fields.map(\.text).joined(separator: " "), in: year, at: first.at)
  }

  /// A word over the rows' labels that is nearly one for an axis: no sum shows which way the table stands.
  private func spoiltAxisWord(before firstFigure: Int) -> ColumnHeading? {
    columns.headings.values.first { heading in
      heading.said.rest.contains { vocabulary.isPieceOfAxisWord(String($0)) }
    }
  }
}

extension FieldRow {
  /// A row with labels that it leaves out because they stand above.
  fileprivate init(_ row: FieldRow, with labels: [Field]) {
    fields = (row.fields + labels).sorted { $0.column < $1.column }
    at = row.at
  }

  /// The year in the first of some columns that has one.
  fileprivate func year(in columns: [Int]) -> YearStatement? {
    for column in columns {
      if let field = self[column] { return YearStatement(text: field.said.year ?? field.text, at: field.at) }
    }
    return nil
  }
}

extension Field {
  fileprivate var yearStatement: YearStatement? { said.year.map { YearStatement(text: $0, at: at) } }
}

extension ColumnHeading {
  fileprivate var yearStatement: YearStatement? {
    guard let year = said.year else { return nil }
    // A code of four digits is no year where it is the column's only label.
    if case .place(let code?, _)? = said.subject, code == year { return nil }
    return YearStatement(text: year, at: at)
  }
}

extension FigureForm {
  /// The figure of a field, with the mark that stands in a column of its own.
  fileprivate func figure(_ field: Field?, mark: Field?, else place: SourcePlace) -> ReportedFigure {
    let at = field?.at ?? mark?.at ?? place
    guard let mark else { return figure(field?.text ?? "", at: at) }
    guard let field else { return figure(mark.text, at: at) }
    let plain = reading(ofField: field.text)
    guard case .value(.persons(let number)) = plain.reading, plain.mark == nil else {
      return ReportedFigure(plain.reading, mark: plain.mark, at: at)
    }
    let marked = reading(of: number, status: mark.text)
    return ReportedFigure(marked.reading, mark: marked.mark, at: at)
  }

  private func figure(_ text: String, at: SourcePlace) -> ReportedFigure {
    let (reading, mark) = reading(ofField: text)
    return ReportedFigure(reading, mark: mark, at: at)
  }
}
