import Documents
import FlowTables

/// Goes down the rows of a document's sheets: titles, headings, figures.
struct SheetWalk {
  /// No table has more rows of headings; of more rows that may be headings the last ones are.
  private static let mostHeadings = 16

  private let vocabulary: Vocabulary
  private let titleFinder: CellTitles
  private let resolver: PlaceResolver
  private var fields: FieldReader
  /// Every title of the dataset, in the order of the document.
  private(set) var titles: [YearStatement] = []
  /// The figures so far.
  private(set) var gathered: YearTables
  /// The year that stands for all that follows: in a title, or on a row of its own.
  private var yearAbove: YearStatement?
  private var headings: [FieldRow] = []
  private var block: SheetBlock?
  /// Rows of figures under no headings.
  private var homeless: [SourcePlace] = []

  init(_ vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
    titleFinder = CellTitles(of: vocabulary)
    resolver = PlaceResolver(of: vocabulary)
    fields = FieldReader(of: vocabulary)
    gathered = YearTables(of: vocabulary.dataset, layout: SheetLayout.layoutName)
  }

  /// The tables by year, with what could not be placed.
  var tables: [ReportedTable] {
    var gathered = gathered
    if let first = homeless.first, gathered.isEmpty || homeless.count > 2 {
      gathered.add(LayoutFault(.rowsWithoutHeadings(rows: homeless.count), at: first))
    }
    if gathered.isEmpty, let title = titles.first {
      gathered.add(LayoutFault(.noColumnHeadings, at: title.at))
    }
    return gathered.tables(titles: titles)
  }

  /// Reads one sheet; headings end with it, a title's year does not.
  mutating func read(_ sheet: Sheet) {
    (headings, block) = ([], nil)
    if let name = sheet.name, let year = fields.reading(of: name).said.loneYear,
      let first = sheet.rows.joined().first
    {
      yearAbove = YearStatement(text: year, at: SourcePlace(first.at))
    }
    let spans = RowSpans(of: sheet)
    for (index, cells) in sheet.rows.enumerated() where !cells.isEmpty {
      read(cells, spans.cells(over: index))
    }
    endBlock()
  }

  private mutating func read(_ cells: [Sheet.Cell], _ above: [Sheet.Cell]) {
    // Rows of figures hold no title, and are most of a sheet.
    if cells.count < 4 || block == nil, let title = cells.lazy.compactMap(titleFinder.title).first {
      endBlock()
      headings = []
      titles.append(title)
      yearAbove = title
      return
    }
    let row = FieldRow(cells, above: above, with: &fields)
    if block?.isRow(row) == true {
      block?.add(row, yearAbove: yearAbove)
    } else if let year = row.loneYear {
      yearAbove = year
    } else if !headings.isEmpty, let next = SheetBlock(under: headings, first: row, vocabulary) {
      // Before the question for headings: figures may look like codes and years.
      headings = []
      block = next
      block?.add(row, yearAbove: yearAbove)
    } else if row.isHeading {
      endBlock()
      headings.append(row)
      if headings.count > Self.mostHeadings { headings.removeFirst() }
    } else if row.figures > 1 {
      homeless.append(row.at)
    }
  }

  private mutating func endBlock() {
    block?.finish(into: &gathered, resolver)
    block = nil
  }
}
