/// Prints tables as Markdown, each under its title.
package struct MarkdownForm: Sendable {
  /// Whether each table is one figure a row; else origins down, destinations across.
  package var isLong: Bool
  /// Whether sums are printed.
  package var hasTotals: Bool
  /// Whether rows begin and end with a pipe.
  package var hasFrame: Bool
  /// What is printed of a place.
  package var label: FormLabel
  /// The languages of names and titles, the best first.
  package var languages: [String]

  /// A form; what is left out is as most files have it.
  package init(
    isLong: Bool = false, hasTotals: Bool = true, hasFrame: Bool = true, label: FormLabel = .codeAndName,
    languages: [String] = ["no", "en"]
  ) {
    (self.isLong, self.hasTotals, self.hasFrame) = (isLong, hasTotals, hasFrame)
    (self.label, self.languages) = (label, languages)
  }

  /// The file with these tables, one for each year.
  package func bytes(of tables: [SyntheticTable]) -> [UInt8] {
    let form = FormRows(label: label, languages: languages)
    let sections = tables.map { table in
      let rows =
        isLong
        ? form.long([table], DelimitedForm.usual, totals: hasTotals)
        : form.wide([table], years: false, totals: hasTotals)
      return "## \(form.title(of: table))\n\n" + lines(of: rows).map { $0 + "\n" }.joined()
    }
    return Array(sections.joined(separator: "\n").utf8)
  }

  private func lines(of rows: [[String]]) -> [String] {
    guard let head = rows.first else { return [] }
    let rule = line(head.indices.map { $0 == 0 ? "---" : "--:" })
    return [line(head.map(escaped)), rule] + rows.dropFirst().map { line($0.map(escaped)) }
  }

  private func line(_ fields: [String]) -> String {
    let line = fields.joined(separator: " | ")
    return hasFrame ? "| \(line) |" : line
  }

  private func escaped(_ text: String) -> String { text.replacing("|", with: "\\|") }
}
