import FlowTables

/// Prints a table as the text of a publisher's page.
package struct PageText: Sendable {
  /// How the page is arranged.
  package let options: PageTextOptions

  /// A printer of pages of one arrangement.
  package init(_ options: PageTextOptions = .page2011) { self.options = options }

  /// The bytes of the page, encoded as the options say.
  package func render(_ table: SyntheticTable) -> [UInt8] {
    PageBytes(options: options).encode(lines(of: table))
  }

  /// The page before its line ends, Unicode form and encoding are chosen.
  package func lines(of table: SyntheticTable) -> [String] {
    var page = PageWriter(
      options: options, wording: PageWording(options: options, dataset: table.dataset, year: table.year))
    page.open()
    let blocks = PageBlocks(options: options, places: table.places).blocks
    for (index, block) in blocks.enumerated() {
      if index > 0, options.repeatsTitle { page.writeTitle() }
      write(block, of: table, to: &page)
    }
    page.close()
    return page.lines
  }

  private func write(_ block: PageBlock, of table: SyntheticTable, to page: inout PageWriter) {
    let rows = PageBlocks(options: options, places: table.places).rows
    // A page break never falls before the first row: that would be a heading before the rows.
    let middle =
      [.beforeAndMiddle, .middleAndAfter].contains(options.header) && rows.count > 2
      ? Int.random(in: 1..<rows.count - 1, using: &page.random) : nil
    if [.before, .beforeAndMiddle].contains(options.header) { page.writeHeader(block) }
    for (index, row) in rows.enumerated() {
      if index == middle { page.writeHeader(block) }
      page.writeRow(row, figures: block.columns.map { figure(row, $0, of: table) })
    }
    if [.after, .middleAndAfter].contains(options.header) { page.writeHeader(block) }
  }

  private func figure(_ row: PageHeading, _ column: PageHeading, of table: SyntheticTable) -> String {
    let (origin, destination) = options.isTransposed ? (column, row) : (row, column)
    switch (origin, destination) {
    case (.place(let from), .place(let to)):
      let cell = table[Flow(from: from, to: to)]
      return cell.mark ?? spelled(cell.persons)
    case (.place(let from), .total): return spelled(table.total(.from(from)))
    case (.total, .place(let to)): return spelled(table.total(.to(to)))
    case (.total, .total): return spelled(table.total(.grand))
    }
  }

  /// A number with its thousands marks and its pad.
  private func spelled(_ number: Int) -> String {
    guard let mark = options.thousandsMark else { return String(number) }
    var groups: [Substring] = []
    var digits = Substring(String(number))
    while digits.count > 3 {
      groups.insert(digits.suffix(3), at: 0)
      digits = digits.dropLast(3)
    }
    groups.insert(digits, at: 0)
    let pad = options.pads && digits.count == 3 ? String(mark) : ""
    return pad + groups.joined(separator: String(mark))
  }
}
