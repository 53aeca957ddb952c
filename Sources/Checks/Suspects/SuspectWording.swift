import FlowTables

/// What is said of a figure that another number ought to stand for.
///
/// `cause` is what happened; where none is given, the misreading that turns the one into the other.
func finding(about correction: Correction, in balance: Balance, cause: String? = nil) -> Finding {
  let (position, right) = (correction.position, correction.right)
  let figure = balance.figure(position)
  let (from, to) = balance.ends(of: position)
  let isTotal = position.row == 0 || position.column == 0
  let subject = (isTotal ? "the printed sum " : "") + balance.name(of: position)
  let misreading = cause ?? Misreading.explaining(figure, as: right)?.wording
  let place = figure.map { " (\($0.at))" } ?? ""
  return Finding(
    isTotal ? .suspectTotal : .suspectCell,
    "suspect \(subject): read \(figure.said); \(grouped(right)) satisfies \(balance.witnesses(of: position))\(place)"
      + (misreading.map { "; \($0)." } ?? "."),
    from: from, to: to, expected: right, found: figure?.value?.number, at: figure?.at)
}

/// What is said of a row or a column whose figures moved.
func shift(_ account: Account, along axis: Account.Axis, in balance: Balance) -> Finding {
  let printed = account.corrections.sorted { balance.place(of: $0) < balance.place(of: $1) }
  guard let first = printed.first, let last = printed.last, let gone = account.corrections.last else {
    return Finding(.suspectCell, "a row or a column shifted by one place.")
  }
  let (from, to) = balance.ends(of: first.position)
  let line = axis == .row ? "row \(from) from column \(to)" : "column \(to) from row \(from)"
  let at = balance.figure(first.position)?.at
  return Finding(
    .suspectCell,
    "suspect \(balance.name(of: first.position)) to \(balance.name(of: last.position)): \(line) on shifted by one "
      + "place\(at.map { " (\($0))" } ?? ""); moved back, with \(grouped(gone.right)) for "
      + "\(balance.name(of: gone.position)), they satisfy every sum.",
    from: from, to: to, expected: first.right, found: balance.figure(first.position)?.value?.number, at: at)
}

extension Balance {
  /// The codes of a position's places; a margin's end is `total`.
  func ends(of position: Position) -> (from: String, to: String) {
    (code(position.row), code(position.column))
  }

  /// As findings name it: `03->07`.
  func name(of position: Position) -> String {
    let (from, to) = ends(of: position)
    return "\(from)->\(to)"
  }

  /// The code of a line's place, or `total`.
  func code(_ index: Int) -> String { index == 0 ? "total" : grid.places[index - 1].code }

  /// Where a figure stands; one that isn't there stands last.
  fileprivate func place(of correction: Correction) -> (Int, Int) {
    figure(correction.position).map { ($0.at.line, $0.at.column) } ?? (.max, .max)
  }

  /// The sums that tell the figure.
  fileprivate func witnesses(of position: Position) -> String {
    guard position.row > 0, position.column > 0 else { return "its cells and the other sums" }
    let (from, to) = ends(of: position)
    return switch (rows[position.row], columns[position.column]) {
    case (nil, _): "column \(to), the only sum over it"
    case (_, nil): "row \(from), the only sum over it"
    default: "row \(from) and column \(to)"
    }
  }
}

extension ReportedFigure? {
  /// What was read, for a sentence.
  fileprivate var said: String {
    switch self?.reading {
    case nil: "nothing"
    case .unreadable(let text, _)?: "'\(text)'"
    case .value(.persons(let number))?: grouped(number)
    case .value(.absent)?: "'\(self?.mark ?? "")'"
    }
  }
}
