import FlowTables

/// What a form prints of a place; Abroad has a name only.
package enum FormLabel: CaseIterable, Sendable { case code, name, codeAndName }

/// A column of a table with one figure a row.
package enum FormColumn: CaseIterable, Sendable {
  case year, from, to
  /// The figure; where there is a column of symbols, nothing in place of those.
  case value
  case symbol
}

/// Arranges tables in rows of texts, as several forms print them.
struct FormRows {
  let label: FormLabel
  /// The languages to look for, the best first.
  let languages: [String]

  /// One figure a row, under a row of heads; years one after another.
  func long(_ tables: [SyntheticTable], _ columns: [(column: FormColumn, head: String?)], totals: Bool)
    -> [[String]]
  {
    guard let dataset = tables.first?.dataset else { return [] }
    let heads = columns.map { $0.head ?? head(of: $0.column, in: dataset) }
    let hasSymbols = columns.contains { $0.column == .symbol }
    let rows = tables.flatMap { table in
      sides(of: table, totals: totals).flatMap { from in
        sides(of: table, totals: totals).map { to in
          let mark = mark(from, to, in: table)
          return columns.map { column in
            switch column.column {
            case .year: "\(table.year)"
            case .from: text(of: from, in: table)
            case .to: text(of: to, in: table)
            case .value: hasSymbols && mark != nil ? "" : figure(from, to, in: table)
            case .symbol: mark ?? ""
            }
          }
        }
      }
    }
    return [heads] + rows
  }

  /// A row for each origin and a column for each destination; years stand in a column of their own.
  func wide(_ tables: [SyntheticTable], years: Bool, totals: Bool) -> [[String]] {
    guard let first = tables.first else { return [] }
    let year = years ? [head(of: .year, in: first.dataset)] : []
    let heads = sides(of: first, totals: totals).map { text(of: $0, in: first) }
    let rows = tables.flatMap { table in
      sides(of: table, totals: totals).map { from in
        (years ? ["\(table.year)"] : []) + [text(of: from, in: table)]
          + sides(of: table, totals: totals).map { figure(from, $0, in: table) }
      }
    }
    return [year + [head(of: .from, in: first.dataset)] + heads] + rows
  }

  /// A row for each pair and a column for each year, under heads of contents and year.
  func yearly(_ tables: [SyntheticTable]) -> [[String]] {
    guard let first = tables.first else { return [] }
    let contents = head(of: .value, in: first.dataset)
    let heads = [head(of: .from, in: first.dataset), head(of: .to, in: first.dataset)]
    let rows = first.flows.map { flow in
      let ends = [Side.place(flow.origin), .place(flow.destination)]
      return ends.map { text(of: $0, in: first) } + tables.map { figure(ends[0], ends[1], in: $0) }
    }
    return [heads + tables.map { "\(contents) \($0.year)" }] + rows
  }

  /// The table's title with its year.
  func title(of table: SyntheticTable) -> String {
    let titles = languages.lazy.compactMap { table.dataset.titles[$0]?.first }
    return (titles.first ?? "{year}").replacing("{year}", with: "\(table.year)")
  }

  private enum Side {
    case total
    case place(Place)
  }

  private func sides(of table: SyntheticTable, totals: Bool) -> [Side] {
    (totals ? [.total] : []) + table.places.map(Side.place)
  }

  private func text(of side: Side, in table: SyntheticTable) -> String {
    guard case .place(let place) = side else { return table.dataset.words.total.first ?? "Total" }
    let name = table.dataset.name(of: place, in: languages)
    if place.isAbroad { return name }
    return switch label {
    case .code: place.code
    case .name: name
    case .codeAndName: "\(place.code) \(name)"
    }
  }

  private func mark(_ from: Side, _ to: Side, in table: SyntheticTable) -> String? {
    guard case (.place(let from), .place(let to)) = (from, to) else { return nil }
    return table[Flow(from: from, to: to)].mark
  }

  private func figure(_ from: Side, _ to: Side, in table: SyntheticTable) -> String {
    switch (from, to) {
    case (.place(let from), .place(let to)):
      let cell = table[Flow(from: from, to: to)]
      return cell.mark ?? "\(cell.persons)"
    case (.place(let from), .total): return "\(table.total(.from(from)))"
    case (.total, .place(let to)): return "\(table.total(.to(to)))"
    case (.total, .total): return "\(table.total(.grand))"
    }
  }

  private func head(of column: FormColumn, in dataset: Dataset) -> String {
    let words = dataset.words
    return switch column {
    case .year: words.year.first ?? "År"
    case .from: words.from.first ?? "Fra"
    case .to: words.to.first ?? "Til"
    case .value: words.value.first ?? "Flyttinger"
    case .symbol: "Symbol"
    }
  }
}
