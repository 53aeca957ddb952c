/// One way in which all sums of a table could come right.
struct Account {
  /// What must have happened.
  enum Cause: Equatable {
    /// Each figure by itself was misread.
    case misread
    /// Two figures changed places.
    case exchanged
    /// The figures of a row, or of a column, moved by one place.
    case shifted(Axis)
  }

  /// Along which way the figures of a shift stand.
  enum Axis { case row, column }

  let cause: Cause
  /// In the order of the extract for a shift; else by row and column.
  let corrections: [Correction]
  /// Whether known misreadings make every one of the figures from the right ones.
  let isExplained: Bool
}

extension Balance {
  /// The figures that would make everything add up, the likeliest way first.
  ///
  /// A single figure, else two exchanged, else a shifted line, else several figures each by itself.
  var accounts: [Account] {
    guard !brokenRows.isEmpty || !brokenColumns.isEmpty else { return [] }
    let single = singleCorrections.map { account(.misread, [$0]) }
    guard single.isEmpty else { return single.filter(\.isExplained) + single.filter { !$0.isExplained } }
    let exchanged = exchanges.map { Account(cause: .exchanged, corrections: $0, isExplained: true) }
    let shifted = shifts.map {
      Account(cause: .shifted($0.axis), corrections: $0.corrections, isExplained: true)
    }
    let several = independentCorrections.map { account(.misread, $0) }
    // Two figures of a line that fit a shift by chance are less likely than two plain misreadings.
    let short = shifted.filter { $0.corrections.count < 3 }
    let long = shifted.filter { $0.corrections.count > 2 }
    return exchanged + long + several.filter(\.isExplained) + short + several.filter { !$0.isExplained }
  }

  /// Figures that can't be read, where all sums hold without them: each is 0.
  var zeroAccounts: [Account] {
    guard brokenRows.isEmpty, brokenColumns.isEmpty else { return [] }
    let zeros = unreadablePositions.map { Correction(position: $0, right: 0) }
    return zeros.count > 4 ? [] : zeros.map { account(.misread, [$0]) }
  }

  private func account(_ cause: Account.Cause, _ corrections: [Correction]) -> Account {
    Account(cause: cause, corrections: corrections, isExplained: corrections.allSatisfy(isExplained))
  }

  func isExplained(_ correction: Correction) -> Bool {
    Misreading.explaining(figure(correction.position), as: correction.right) != nil
  }

  /// The figure of a position made right; `nil` where no count of persons does that.
  func correction(_ row: Int, _ column: Int, lacking lack: Int) -> Correction? {
    let position = Position(row: row, column: column)
    let right = number(position) + lack * position.sign
    return right < 0 ? nil : Correction(position: position, right: right)
  }
}
