extension Balance {
  /// The figures of which one alone could have been misread.
  var singleCorrections: [Correction] {
    switch (brokenRows.count, brokenColumns.count) {
    case (1, 1):
      let (row, column) = (brokenRows[0], brokenColumns[0])
      guard let lack = rows[row], let other = columns[column], abs(lack - other) <= 2 * tolerance else {
        return []
      }
      return settling(correction(row, column, lacking: lack))
    case (1, 0):
      let row = brokenRows[0]
      guard let lack = rows[row] else { return [] }
      return fewest(openColumns.compactMap { correction(row, $0, lacking: lack) })
    case (0, 1):
      let column = brokenColumns[0]
      guard let lack = columns[column] else { return [] }
      return fewest(openRows.compactMap { correction($0, column, lacking: lack) })
    default: return []
    }
  }

  /// Rows and columns that nothing checks.
  private var openRows: [Int] { rows.indices.filter { rows[$0] == nil } }
  private var openColumns: [Int] { columns.indices.filter { columns[$0] == nil } }

  private func settling(_ correction: Correction?) -> [Correction] {
    correction.map { isSettled(by: [$0]) ? [$0] : [] } ?? []
  }

  /// Where only rows or only columns carry sums, any figure of the line fits; a known misreading tells some of them.
  private func fewest(_ corrections: [Correction]) -> [Correction] {
    let explained = corrections.filter { isSettled(by: [$0]) && isExplained($0) }
    return explained.count > 8 ? [] : explained
  }
}
