import FlowTables

/// The figure that makes a row too short or too long for its headings, where the sums of the columns tell it.
///
/// The row itself found no place in the table, so its columns lack just the figures that it ought to have.
func lostFigures(of unplaced: [UnplacedRow], in balance: Balance) -> [Finding] {
  guard unplaced.count == 1, let row = unplaced.first,
    let expected = row.expected(in: balance),
    let misfit = Misfit(printed: row.figures.map(\.added), expected: expected.map(\.right))
  else { return [] }
  let correction = expected[min(misfit.place, expected.count - 1)]
  let printed = row.figures[min(misfit.place, row.figures.count - 1)]
  let (from, to) = balance.ends(of: correction.position)
  let (name, right) = (balance.name(of: correction.position), grouped(correction.right))
  let read = grouped(printed.value?.number ?? 0)
  let what =
    switch misfit.kind {
    case .lost: "no figure was read; \(right) satisfies every sum (before \(printed.at)); the figure lost"
    case .surplus:
      "read \(read) before it; without that every sum is satisfied (\(printed.at)); a figure too many"
    case .parted(let cause):
      "read \(read) and another; \(right) satisfies every sum (\(printed.at)); "
        + (cause.map { "parted in two by \($0.wording)" } ?? "one figure parted in two")
    case .joined:
      "read \(read); \(right) satisfies every sum (\(printed.at)); joined with the figure after it"
    }
  let isTotal = correction.position.row == 0 || correction.position.column == 0
  return [
    Finding(
      isTotal ? .suspectTotal : .suspectCell, "suspect \(name): \(what).", from: from, to: to,
      expected: correction.right, found: misfit.kind == .lost ? nil : printed.value?.number, at: printed.at)
  ]
}

/// How a row's figures differ from those that the sums ask for.
private struct Misfit {
  enum Kind: Equatable {
    case lost, surplus, joined
    /// Two figures are one, which may have been misread besides.
    case parted(Misreading?)
  }

  let kind: Kind
  /// The place among the figures, from 0.
  let place: Int

  init?(printed: [Int?], expected: [Int]) {
    let head = zip(printed, expected).prefix { $0 == $1 }.count
    let tail = zip(printed.reversed(), expected.reversed()).prefix { $0 == $1 }.count
    if printed.count + 1 == expected.count, head + tail >= printed.count {
      // Lost at the end it stood after the last figure.
      (kind, place) = (.lost, head)
    } else if printed.count + 1 == expected.count, head + tail >= printed.count - 1, head < printed.count,
      joined([expected[head], expected[head + 1]]) == printed[head]
    {
      (kind, place) = (.joined, head)
    } else if printed.count == expected.count + 1, head + tail >= expected.count {
      (kind, place) = (.surplus, head)
    } else if printed.count == expected.count + 1, head + tail >= expected.count - 1, head < expected.count,
      let one = printed[head], let other = printed[head + 1]
    {
      let wholes = wholes(of: one, other)
      let cause = wholes.lazy.compactMap { Misreading.turning(expected[head], into: $0).first }.first
      guard cause != nil || wholes.contains(expected[head]) else { return nil }
      (kind, place) = (.parted(wholes.contains(expected[head]) ? nil : cause), head)
    } else {
      return nil
    }
  }
}

private func joined(_ numbers: [Int]) -> Int? { Int(numbers.map(String.init).joined()) }

/// The numbers of which two may be the parts; zeros in front of the second have been lost.
private func wholes(of one: Int, _ other: Int) -> [Int] {
  [10, 100, 1000, 10_000].filter { other < $0 && one < .max / 100_000 }.map { one * $0 + other }
}

extension ReportedFigure {
  /// What the figure adds to its sums; `nil` for a text that is no figure.
  fileprivate var added: Int? { value.map { $0.number ?? 0 } }
}

extension UnplacedRow {
  /// What the sums say of each figure of the row; `nil` where another line is wrong as well.
  fileprivate func expected(in balance: Balance) -> [Correction]? {
    let places = balance.grid.places
    func index(_ subject: Heading.Subject) -> Int? {
      switch subject {
      case .total: 0
      case .place(let place): places.firstIndex(of: place).map { $0 + 1 }
      case .unknown: nil
      }
    }
    guard let line = index(row), !figures.isEmpty, !columns.isEmpty else { return nil }
    let across = columns.compactMap(index)
    let (own, crossing) =
      axis == .from
      ? (balance.brokenRows, balance.brokenColumns) : (balance.brokenColumns, balance.brokenRows)
    guard across.count == columns.count, own.allSatisfy({ $0 == line }),
      crossing.allSatisfy(Set(across).contains)
    else { return nil }
    let lacks = axis == .from ? balance.columns : balance.rows
    let corrections = across.compactMap { cross -> Correction? in
      guard let lack = lacks[cross] else { return nil }
      let (row, column) = axis == .from ? (line, cross) : (cross, line)
      return balance.correction(row, column, lacking: lack)
    }
    return corrections.count == across.count ? corrections : nil
  }
}
