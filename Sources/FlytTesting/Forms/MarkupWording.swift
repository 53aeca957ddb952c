import FlowTables

/// The words and figures of a table as pages and workbooks print them: rows are origins.
struct MarkupWording {
  let table: SyntheticTable
  private let wording: PageWording

  init(_ table: SyntheticTable, language: PageTextOptions.Language) {
    self.table = table
    var options = PageTextOptions()
    (options.language, options.titlePrefix) = (language, "")
    wording = PageWording(options: options, dataset: table.dataset, year: table.year)
  }

  var title: String { wording.title }
  var from: String { wording.rowWord }
  var to: String { wording.columnWord }
  var source: String { wording.dataset.source[wording.options.language == .english ? "en" : "no"] ?? "" }

  /// What the words for years and figures are, in the definition's order.
  var year: String { wording.dataset.words.year.first ?? "Year" }
  var value: String { wording.dataset.words.value.first ?? "Value" }

  /// Places, behind the sums where there are any.
  func headings(hasTotals: Bool) -> [PageHeading] {
    (hasTotals ? [.total] : []) + table.places.map(PageHeading.place)
  }

  /// `01 Østfold`; a name alone for sums and Abroad.
  func label(_ heading: PageHeading) -> String {
    // Names take no chance, since no alias is asked for.
    var random = SeededGenerator(seed: 1)
    return [wording.code(of: heading), wording.name(of: heading, using: &random)].compactMap(\.self)
      .joined(separator: " ")
  }

  /// What is printed where a row and a column meet.
  func cell(_ row: PageHeading, _ column: PageHeading) -> SyntheticTable.Cell {
    switch (row, column) {
    case (.place(let origin), .place(let destination)): table[Flow(from: origin, to: destination)]
    case (.place(let origin), .total): SyntheticTable.Cell(.persons(table.total(.from(origin))))
    case (.total, .place(let destination)): SyntheticTable.Cell(.persons(table.total(.to(destination))))
    case (.total, .total): SyntheticTable.Cell(.persons(table.total(.grand)))
    }
  }
}

/// Text as markup has it.
func escaped(_ text: String) -> String {
  text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
}
