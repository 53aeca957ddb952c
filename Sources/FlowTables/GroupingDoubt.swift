/// Why figures whose thousands marks look like column gaps could not be told apart by their sums.
package enum GroupingDoubt: Hashable, Sendable {
  /// Rows and columns make no whole table with sums.
  case noSums
  /// Two readings satisfy every sum; the cells in which they differ.
  case severalReadings([TwofoldCell])
  /// No reading does. The row or column that shows it, and what its cells exceed its total by in the
  /// reading that comes closest; `nil` where no single one shows it, or it is too far off to say.
  case noReading(nearest: Heading?, excess: Int?)
  /// The limit of work was reached before the sums decided.
  case undecided
}

/// A cell that can be read in two ways.
package struct TwofoldCell: Hashable, Sendable {
  /// Where people moved from.
  package let origin: Heading.Subject
  /// Where people moved to.
  package let destination: Heading.Subject
  /// The figure in the one reading.
  package let one: Int
  /// The figure in the other reading.
  package let other: Int

  /// A cell with both of its figures.
  package init(from origin: Heading.Subject, to destination: Heading.Subject, one: Int, other: Int) {
    (self.origin, self.destination, self.one, self.other) = (origin, destination, one, other)
  }
}
