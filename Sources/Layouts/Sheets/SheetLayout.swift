package import Documents
import FlowTables

/// Tables of cells, wide or long: each figure's place and year stand in its row's and its column's labels.
///
/// Wide: origins down, destinations across, or the other way. Long: a row for
/// each pair, in columns of any order. Years may stand in a title, over
/// columns, in rows, or between them.
package struct SheetLayout: Layout {
  static let layoutName = "sheet"

  /// What releases and messages call the layout.
  package var name: String { Self.layoutName }

  /// A layout; it has no settings.
  package init() {}

  /// Those that have a title in a cell.
  package func titled(among vocabularies: [Vocabulary], in document: Document) -> Set<Int> {
    guard case .sheets(let sheets) = document else { return [] }
    return Set(
      vocabularies.indices.filter { index in
        let titles = CellTitles(of: vocabularies[index])
        return sheets.contains { $0.rows.contains { $0.contains { titles.title(in: $0) != nil } } }
      })
  }

  /// The tables of all years in the sheets.
  package func tables(of vocabulary: Vocabulary, in document: Document) -> [TableReadings] {
    guard case .sheets(let sheets) = document else { return [] }
    var walk = SheetWalk(vocabulary)
    for sheet in sheets { walk.read(sheet) }
    let tables = walk.tables
    guard !walk.titles.isEmpty || vocabulary.recognizes(walk.gathered) else { return [] }
    return tables.map { TableReadings(isTitled: !walk.titles.isEmpty, readings: [$0]) }
  }
}

extension Vocabulary {
  /// Whether figures without the dataset's title are its all the same: half of the places stand at both ends.
  func recognizes(_ tables: YearTables) -> Bool {
    let year = tables.years.lazy.compactMap { $0?.value }.first.flatMap(ReferenceYear.init)
    return tables.isClaimed
      || Axis.allCases.allSatisfy { recognizes(tables.places(on: $0), on: $0, in: year) }
  }
}

/// Finds the dataset's titles in cells.
struct CellTitles {
  private let patterns: [TitlePattern]
  private let shortest: Int

  init(of vocabulary: Vocabulary) {
    patterns = vocabulary.titles
    shortest = vocabulary.titles.map(\.letterCount).min() ?? .max
  }

  /// The title in a cell, with the year that it states.
  func title(in cell: Sheet.Cell) -> YearStatement? {
    guard cell.text.utf8.count >= shortest, let text = try? PageText(utf8: Array(cell.text.utf8)),
      let match = TitlePattern.matches(of: patterns, in: text.words, limit: 1).first
    else { return nil }
    // In a workbook the cell is the place; in text the year's own column is.
    let at = cell.at.cell == nil && match.year.at.line == 1
    return YearStatement(
      text: match.year.text,
      at: at
        ? SourcePlace(line: cell.at.line, column: cell.at.column + match.year.at.column - 1)
        : SourcePlace(cell.at))
  }
}

extension SourcePlace {
  /// The same place in a document.
  init(_ place: DocumentPlace) { self.init(line: place.line, column: place.column, cell: place.cell) }
}
