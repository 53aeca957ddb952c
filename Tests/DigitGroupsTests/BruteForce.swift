import DigitGroups

/// Every parting of a small table by trying all, up to two, with hidden numbers making no demands.
struct BruteForce {
  private typealias Cell = (value: Int, isHidden: Bool)

  private let table: GroupedTable
  private let columns: Int
  private(set) var found = 0
  /// Rows tried; more than the limit is given up.
  private(set) var tries = 0
  var isComplete: Bool { tries <= Self.mostTries }
  private static let mostTries = 50_000

  init(_ table: GroupedTable) {
    self.table = table
    columns = table.blocks.reduce(0, +)
    let options = table.rows.map { row in
      var whole: [[Cell]] = [[]]
      for (tokens, width) in zip(row, table.blocks) {
        let parts = Self.partings(of: tokens[...], into: width)
        whole = whole.flatMap { start in parts.map { start + $0 } }
      }
      return whole.filter(fits)
    }
    search(options, row: 0, sums: Array(repeating: (0, false), count: columns))
  }

  private func fits(_ row: [Cell]) -> Bool {
    guard let total = table.totalColumn, !row.contains(where: \.isHidden) else { return true }
    return row.reduce(0) { $0 + $1.value } == 2 * row[total].value
  }

  private mutating func search(_ options: [[[Cell]]], row: Int, sums: [Cell]) {
    tries += 1
    guard found < 2, isComplete else { return }
    guard row < options.count else {
      if table.totalRow == nil || sums.allSatisfy({ $0.isHidden || $0.value == 0 }) { found += 1 }
      return
    }
    for option in options[row] {
      let next = zip(sums, option).map { sum, cell in
        (sum.value + (row == table.totalRow ? -cell.value : cell.value), sum.isHidden || cell.isHidden)
      }
      search(options, row: row + 1, sums: next)
    }
  }

  private static func partings(of tokens: ArraySlice<GroupToken>, into columns: Int) -> [[Cell]] {
    guard columns > 0 else { return tokens.isEmpty ? [[]] : [] }
    return (1...4).flatMap { count -> [[Cell]] in
      guard count <= tokens.count, let cell = cell(of: tokens.prefix(count)) else { return [] }
      return partings(of: tokens.dropFirst(count), into: columns - 1).map { [cell] + $0 }
    }
  }

  private static func cell(of tokens: ArraySlice<GroupToken>) -> Cell? {
    if tokens.count == 1, case .whole(let value)? = tokens.first?.kind { return (value ?? 0, value == nil) }
    var text = ""
    for (position, token) in tokens.enumerated() {
      guard case .digits(let count, let value) = token.kind, tokens.count == 1 || count <= 3,
        position == 0 || count == 3 && !token.beginsCell
      else { return nil }
      text += String(repeating: "0", count: count - String(value).count) + String(value)
    }
    guard text == "0" || !text.hasPrefix("0"), let value = Int(text) else { return nil }
    return (value, false)
  }
}
