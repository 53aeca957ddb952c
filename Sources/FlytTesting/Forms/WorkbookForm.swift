import FlowTables

/// Writes tables as an Excel workbook, as StatBank arranges them: title in A1, headings from row 3, notes below.
package struct WorkbookForm {
  /// What stands in rows and what in columns.
  package enum Shape: CaseIterable, Sendable {
    /// Origins in column A; over the columns the destinations, and the years below them.
    case wide
    /// Origins in A and destinations in B; over the columns what is counted, and the years below it.
    case years
    /// A line for each figure: origin, destination, year, figure.
    case long
  }

  /// How a workbook is arranged.
  package struct Options: Sendable {
    /// The language of title, words and names.
    package var language = PageTextOptions.Language.english
    /// What stands in rows and what in columns.
    package var shape = Shape.wide
    /// Writes years as numbers; else as text.
    package var yearsAreNumbers = false
    /// Keeps texts in the part that cells share; else in the cells.
    package var sharesStrings = true
    /// Merges the cells under a heading or beside a stub that hold the same; else only the first is filled.
    package var merges = false
    /// Prints the publisher's sums, first.
    package var hasTotals = true

    /// The publisher's arrangement.
    package init() {}
  }

  private let options: Options

  /// A writer of workbooks that are so arranged.
  package init(_ options: Options = Options()) { self.options = options }

  /// The workbook of some tables of one dataset, in one sheet.
  package func bytes(of tables: [SyntheticTable]) -> [UInt8] {
    var sheet = WorkbookSheetWriter(sharesStrings: options.sharesStrings)
    let wordings = tables.map { MarkupWording($0, language: options.language) }
    guard let first = wordings.first else { return sheet.bytes }
    let years = tables.map { "\($0.year)" }
    let last = years.count > 1 ? years.last.map { "-\($0)" } ?? "" : ""
    sheet.text(first.title.replacing(years[0], with: years[0] + last), row: 1, column: 1)
    let end =
      switch options.shape {
      case .wide: writeWide(wordings, first, &sheet)
      case .years: writeYears(wordings, first, &sheet)
      case .long: writeLong(wordings, first, &sheet)
      }
    let isEnglish = options.language == .english
    sheet.text(isEnglish ? "Latest update:" : "Sist endret:", row: end + 2, column: 1)
    sheet.text("20120511 10:00", row: end + 3, column: 1)
    sheet.text(first.source, row: end + 5, column: 1)
    return sheet.bytes
  }

  private func headings(_ wording: MarkupWording) -> [PageHeading] {
    wording.headings(hasTotals: options.hasTotals)
  }

  /// The last row that was written.
  private func writeWide(
    _ years: [MarkupWording], _ first: MarkupWording, _ sheet: inout WorkbookSheetWriter
  ) -> Int {
    let headings = headings(first)
    for (index, heading) in headings.enumerated() {
      let column = 2 + index * years.count
      sheet.text(first.label(heading), row: 3, column: column)
      if options.merges { sheet.merge(row: 3, column: column, columns: years.count) }
      for (offset, year) in years.enumerated() { write(year: year, row: 4, column: column + offset, &sheet) }
    }
    for (index, row) in headings.enumerated() {
      sheet.text(first.label(row), row: 5 + index, column: 1)
      for (column, heading) in headings.enumerated() {
        for (offset, year) in years.enumerated() {
          let place = 2 + column * years.count + offset
          sheet.figure(year.cell(row, heading), row: 5 + index, column: place)
        }
      }
    }
    return 4 + headings.count
  }

  private func writeYears(
    _ years: [MarkupWording], _ first: MarkupWording, _ sheet: inout WorkbookSheetWriter
  ) -> Int {
    let headings = headings(first)
    sheet.text(first.value, row: 3, column: 3)
    if options.merges { sheet.merge(row: 3, column: 3, columns: years.count) }
    for (offset, year) in years.enumerated() { write(year: year, row: 4, column: 3 + offset, &sheet) }
    var line = 5
    for row in headings {
      sheet.text(first.label(row), row: line, column: 1)
      if options.merges { sheet.merge(row: line, column: 1, rows: headings.count) }
      for column in headings {
        sheet.text(first.label(column), row: line, column: 2)
        for (offset, year) in years.enumerated() {
          sheet.figure(year.cell(row, column), row: line, column: 3 + offset)
        }
        line += 1
      }
    }
    return line - 1
  }

  private func writeLong(
    _ years: [MarkupWording], _ first: MarkupWording, _ sheet: inout WorkbookSheetWriter
  ) -> Int {
    for (index, word) in [first.from, first.to, first.year, first.value].enumerated() {
      sheet.text(word, row: 3, column: 1 + index)
    }
    var line = 4
    for year in years {
      for row in headings(year) {
        for column in headings(year) {
          sheet.text(year.label(row), row: line, column: 1)
          sheet.text(year.label(column), row: line, column: 2)
          write(year: year, row: line, column: 3, &sheet)
          sheet.figure(year.cell(row, column), row: line, column: 4)
          line += 1
        }
      }
    }
    return line - 1
  }

  private func write(year: MarkupWording, row: Int, column: Int, _ sheet: inout WorkbookSheetWriter) {
    if options.yearsAreNumbers {
      sheet.number(year.table.year.value, row: row, column: column)
    } else {
      sheet.text("\(year.table.year)", row: row, column: column)
    }
  }
}
