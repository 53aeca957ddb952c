/// A piece of a row between two blanks.
package struct GroupToken: Hashable, Sendable {
  /// What the piece can be.
  package enum Kind: Hashable, Sendable {
    /// So many digits and what they say; more than three are a whole figure.
    case digits(count: Int, value: Int)
    /// A whole figure, or a symbol that stands for one; `nil` where the symbol hides a number.
    case whole(Int?)
  }

  /// What the piece can be.
  package let kind: Kind
  /// Whether the print shows that a cell begins here.
  package let beginsCell: Bool

  /// A piece, with what the print shows of it.
  package init(_ kind: Kind, beginsCell: Bool = false) { (self.kind, self.beginsCell) = (kind, beginsCell) }
}

extension GroupToken {
  /// No figure reaches this, so that a table's sums stay far from overflow.
  static let limit = 1_000_000_000_000

  /// Whether digits and value agree, and the value is below the limit.
  var isFit: Bool {
    switch kind {
    case .digits(let count, let value): count > 0 && value >= 0 && value < powerOfTen(min(count, 12))
    case .whole(let value): value.map { $0 > -Self.limit && $0 < Self.limit } ?? true
    }
  }

  /// What the piece counts when it stands alone; 0 where its number is hidden.
  var value: Int {
    switch kind {
    case .digits(_, let value): value
    case .whole(let value): value ?? 0
    }
  }

  var hidesNumber: Bool { kind == .whole(nil) }

  /// Whether further groups may follow: 1 to 3 digits, the first of them not 0.
  var mayLead: Bool {
    guard case .digits(let count, let value) = kind else { return false }
    return count <= 3 && value > 0 && value >= powerOfTen(count - 1)
  }

  /// Whether the piece may be a figure of its own: no leading zero but in 0 itself.
  var mayStandAlone: Bool {
    guard case .digits(let count, let value) = kind else { return true }
    return count == 1 || value >= powerOfTen(min(count, 13) - 1)
  }

  /// Whether the piece may be the next group of the figure before it.
  var mayFollow: Bool {
    guard case .digits(let count, _) = kind else { return false }
    return count == 3 && !beginsCell
  }
}

private func powerOfTen(_ exponent: Int) -> Int { (0..<exponent).reduce(1) { power, _ in power * 10 } }
