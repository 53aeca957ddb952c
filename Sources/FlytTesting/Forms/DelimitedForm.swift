import Foundation

/// Prints tables as delimited text, as databases and spreadsheet programs save it.
package struct DelimitedForm: Sendable {
  /// How figures are arranged.
  package enum Shape: Sendable {
    /// One figure a row; each column's head is the dataset's own word where none is given.
    case long([(column: FormColumn, head: String?)], totals: Bool)
    /// Origins down, destinations across; a column of years where `years` says so.
    case wide(years: Bool, totals: Bool)
    /// A statistical database's export of one year: title, blank line, origins down, destinations across.
    case exportOfPlaces
    /// A statistical database's export of several years: title, blank line, pairs down, "Flyttinger 2011" across.
    case exportOfYears
  }
  /// Which fields stand in quotes; an export's texts always do, its figures never.
  package enum Quoting: CaseIterable, Sendable { case all, none, needed }
  /// In which bytes the text is written; Latin-1 gives way to UTF-8 where it lacks a character.
  package enum Encoding: CaseIterable, Sendable { case latin1, utf8, utf8WithMark, utf16 }

  /// Year, origin, destination and figure.
  package static let usual: [(column: FormColumn, head: String?)] = [
    (.year, nil), (.from, nil), (.to, nil), (.value, nil),
  ]

  /// How figures are arranged.
  package var shape: Shape
  /// What parts the fields.
  package var separator: Character
  /// Which fields stand in quotes.
  package var quoting: Quoting
  /// In which bytes the text is written.
  package var encoding: Encoding
  /// What is printed of a place.
  package var label: FormLabel
  /// The languages of names and titles, the best first.
  package var languages: [String]
  /// Whether the first table's title and a blank line come first; an export always has them.
  package var hasTitle: Bool
  /// Lines behind the table, after a blank one.
  package var notes: [String]
  /// What ends a line.
  package var lineEnd: String

  /// A form; what is left out is as most files have it.
  package init(
    _ shape: Shape = .long(usual, totals: false), separator: Character = ";", quoting: Quoting = .needed,
    encoding: Encoding = .utf8, label: FormLabel = .code, languages: [String] = ["no", "en"],
    hasTitle: Bool = false, notes: [String] = [], lineEnd: String = "\r\n"
  ) {
    (self.shape, self.separator, self.quoting, self.encoding) = (shape, separator, quoting, encoding)
    (self.label, self.languages, self.hasTitle) = (label, languages, hasTitle)
    (self.notes, self.lineEnd) = (notes, lineEnd)
  }

  /// A statistical database's export: Latin-1, semicolons, texts in quotes, "code name" in a cell.
  package static func export(_ shape: Shape = .exportOfPlaces) -> Self {
    Self(shape, quoting: .all, encoding: .latin1, label: .codeAndName)
  }

  /// The file with these tables, one for each year.
  package func bytes(of tables: [SyntheticTable]) -> [UInt8] {
    let form = FormRows(label: label, languages: languages)
    let title = isExport || hasTitle ? tables.first.map { [[form.title(of: $0)], []] } ?? [] : []
    let end = notes.isEmpty ? [] : [[]] + notes.map { [$0] }
    let lines = (title + rows(of: tables, form) + end).map {
      $0.map(field).joined(separator: String(separator))
    }
    return encode(lines.map { $0 + lineEnd }.joined())
  }

  private var isExport: Bool {
    switch shape {
    case .exportOfPlaces, .exportOfYears: true
    case .long, .wide: false
    }
  }

  private func rows(of tables: [SyntheticTable], _ form: FormRows) -> [[String]] {
    switch shape {
    case .long(let columns, let totals): form.long(tables, columns, totals: totals)
    case .wide(let years, let totals): form.wide(tables, years: years, totals: totals)
    case .exportOfPlaces: form.wide(Array(tables.prefix(1)), years: false, totals: false)
    case .exportOfYears: form.yearly(tables)
    }
  }

  private func field(_ text: String) -> String {
    let quoted = "\"\(text.replacing("\"", with: "\"\""))\""
    switch quoting {
    case .all: return isExport && Int(text) != nil ? text : quoted
    case .none: return text
    case .needed: return text.contains { $0 == separator || $0 == "\"" || $0.isNewline } ? quoted : text
    }
  }

  private func encode(_ text: String) -> [UInt8] {
    switch encoding {
    case .latin1: text.data(using: .isoLatin1).map { Array($0) } ?? Array(text.utf8)
    case .utf8: Array(text.utf8)
    case .utf8WithMark: [0xEF, 0xBB, 0xBF] + Array(text.utf8)
    case .utf16: little(UInt16(0xFEFF)) + text.utf16.flatMap { little($0) }
    }
  }
}
