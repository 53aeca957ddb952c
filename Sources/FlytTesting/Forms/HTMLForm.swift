import Foundation

/// Writes tables as an HTML page: each year's under its own heading.
///
/// What is left as it is gives a plain page of today.
package struct HTMLForm {
  /// How the page's characters are written; Windows-1252 gives way to references where it lacks one.
  package enum Encoding: CaseIterable, Sendable { case utf8, windows1252, utf16 }

  /// How a page is arranged.
  package struct Options: Sendable {
    /// The language of title, words and names.
    package var language = PageTextOptions.Language.english
    /// How the characters are written.
    package var encoding = Encoding.utf8
    /// Says the encoding in a `<meta>`.
    package var declaresEncoding = true
    /// Into how many tables the columns of one year are parted.
    package var columnBlocks = 1
    /// Puts everything in a table that only arranges the page.
    package var isNested = false
    /// Prints the word for columns over all of them, and the one for rows beside both lines of headings.
    package var hasAxisRow = true
    /// Prints the publisher's sums, first.
    package var hasTotals = true
    /// Breaks labels with `<br>` behind their code.
    package var breaksLabels = false
    /// Stands in figures of four digits and more, as markup.
    package var thousandsMark: String? = nil

    /// The plain page.
    package init() {}
  }

  private let options: Options

  /// A writer of pages that are so arranged.
  package init(_ options: Options = Options()) { self.options = options }

  /// The page of some tables, in their order.
  package func bytes(of tables: [SyntheticTable]) -> [UInt8] {
    let body = tables.map(part).joined(separator: "\n")
    let shown =
      options.isNested
      ? "<table><tr><td>Menu<br>Top of page</td>\n<td>\n\(body)\n</td></tr></table>" : body
    let page = """
      <!DOCTYPE html>
      <html>
      <head>\(meta)<title>Statistics</title>
      <style>td { text-align: right }</style></head>
      <body>
      <!-- <table> begins -->
      \(shown)
      <p>Explanation of symbols</p>
      </body>
      </html>

      """
    return encoded(page)
  }

  private var meta: String {
    guard options.declaresEncoding else { return "" }
    let name =
      switch options.encoding {
      case .utf8: "utf-8"
      case .windows1252: "iso-8859-1"
      case .utf16: "utf-16"
      }
    return "<meta charset=\"\(name)\">\n"
  }

  private func encoded(_ page: String) -> [UInt8] {
    switch options.encoding {
    case .utf8: return Array(page.utf8)
    case .utf16: return [0xFF, 0xFE] + page.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    case .windows1252:
      return page.precomposedStringWithCanonicalMapping.flatMap { character in
        String(character).data(using: .windowsCP1252).map { Array($0) }
          ?? character.unicodeScalars.flatMap { Array("&#\($0.value);".utf8) }
      }
    }
  }

  /// One year: its title, and its columns in one or more tables.
  private func part(_ table: SyntheticTable) -> String {
    let wording = MarkupWording(table, language: options.language)
    let columns = wording.headings(hasTotals: options.hasTotals)
    let size = (columns.count + max(1, options.columnBlocks) - 1) / max(1, options.columnBlocks)
    let blocks = stride(from: 0, to: columns.count, by: size).map {
      Array(columns[$0..<min($0 + size, columns.count)])
    }
    return (["<h2>\(escaped(wording.title))</h2>"] + blocks.map { block($0, wording) }).joined(
      separator: "\n")
  }

  private func block(_ columns: [PageHeading], _ wording: MarkupWording) -> String {
    let headings = columns.map { "<th>\(label($0, wording))</th>" }.joined()
    let head =
      options.hasAxisRow
      ? """
      <tr><th rowspan="2">\(escaped(wording.from))</th><th colspan="\(columns.count)">\(escaped(wording.to))</th></tr>
      <tr>\(headings)</tr>
      """ : "<tr><th>\(escaped(wording.from))</th>\(headings)</tr>"
    let rows = wording.headings(hasTotals: options.hasTotals).map { row in
      let figures = columns.map { "<td>\(figure(wording.cell(row, $0)))</td>" }.joined()
      return "<tr><th>\(label(row, wording))</th>\(figures)</tr>"
    }
    return """
      <table>
      <thead>
      \(head)
      </thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody>
      </table>
      """
  }

  private func label(_ heading: PageHeading, _ wording: MarkupWording) -> String {
    let label = escaped(wording.label(heading))
    guard options.breaksLabels, let blank = label.firstIndex(of: " ") else { return label }
    return label[..<blank] + "<br>\n" + label[blank...].dropFirst()
  }

  private func figure(_ cell: SyntheticTable.Cell) -> String {
    if let mark = cell.mark { return escaped(mark) }
    let digits = String(cell.persons)
    guard let mark = options.thousandsMark else { return digits }
    return digits.enumerated().map { index, digit in
      index > 0 && (digits.count - index) % 3 == 0 ? "\(mark)\(digit)" : "\(digit)"
    }.joined()
  }
}
