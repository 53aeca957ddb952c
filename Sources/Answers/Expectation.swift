package import FlowTables

/// What is stored of a dataset, and what is to come next.
package struct Expectation: Equatable, Sendable {
  /// The newest year of which anything is stored.
  package let newestYear: ReferenceYear?
  /// The next year; `nil` where none is expected any more, or nothing says when.
  package let expectedYear: ReferenceYear?
  /// When the expected year's edition is due.
  package let dueOn: CivilDate?
  /// Days past ``dueOn``; 0 until then.
  package let overdueDays: Int
  /// Whether the days of grace are over, too.
  package let isLate: Bool
  /// Years of the series before the newest that are not stored.
  package let missingYears: [ReferenceYear]

  /// What follows from the definition and the stored years on a day.
  package init(of dataset: Dataset, stored: [ReferenceYear], today: CivilDate) {
    let newest = stored.max()
    newestYear = newest
    let first = dataset.firstYear ?? stored.min()
    let expected = Self.expectedYear(of: dataset, newest: newest, today: today)
    expectedYear = expected
    dueOn = expected.flatMap { year in
      dataset.expected.flatMap { CivilDate(year: year.value + 1, month: $0.month, day: $0.day) }
    }
    overdueDays = max(0, dueOn?.days(to: today) ?? 0)
    isLate = overdueDays > (dataset.expected?.graceDays ?? 0)
    missingYears =
      if let newest, let first, first < newest {
        (first.value..<newest.value).compactMap(ReferenceYear.init).filter { !stored.contains($0) }
      } else {
        []
      }
  }

  /// The year after the newest; for an empty store the last that has ended.
  ///
  /// An ended series expects nothing: its older editions don't come by themselves.
  private static func expectedYear(
    of dataset: Dataset, newest: ReferenceYear?, today: CivilDate
  ) -> ReferenceYear? {
    guard dataset.expected != nil else { return nil }
    if let last = dataset.lastYear, last.value + 1 < today.year { return nil }
    return ReferenceYear(newest.map { $0.value + 1 } ?? today.year - 1)
  }
}
