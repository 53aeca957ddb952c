package import FlowTables

/// The days in which a dataset's next edition is likely to come.
///
/// Learnt from the dates of the editions before, and from what the dataset's definition and the publisher say.
package struct Season: Hashable, Sendable {
  /// The first of the days.
  package let first: CivilDate
  /// The last.
  package let last: CivilDate

  /// A week before the earliest day of the year on which an edition came.
  private static let lead = 7

  /// The season of an edition, or `nil` where nothing says when it comes.
  ///
  /// `past` are the dates of first editions by their reference years; `announced` is a day that the publisher names.
  package init?(
    of year: ReferenceYear, expected: Dataset.ExpectedDate?, past: [ReferenceYear: CivilDate],
    announced: CivilDate? = nil
  ) {
    var days = past.compactMap { past, date in
      CivilDate(year: past.value + 1, month: 1, day: 1)?.days(to: date)
    }.filter { (0..<366).contains($0) }
    guard let newYear = CivilDate(year: year.value + 1, month: 1, day: 1) else { return nil }
    if let expected, let due = CivilDate(year: year.value + 1, month: expected.month, day: expected.day) {
      days.append(newYear.days(to: due))
    }
    // One that lies behind is of an earlier edition.
    if let announced, (0..<366).contains(newYear.days(to: announced)) {
      days.append(newYear.days(to: announced))
    }
    guard let earliest = days.min(), let latest = days.max() else { return nil }
    let grace = expected?.graceDays ?? 30
    first = CivilDate(daysSince1970: newYear.daysSince1970 + earliest - Self.lead)
    last = CivilDate(daysSince1970: newYear.daysSince1970 + latest + grace)
  }

  /// Whether the edition may come on a day.
  package func contains(_ day: CivilDate) -> Bool { first <= day && day <= last }

  /// Its days up to one, the latest first; none before it begins.
  package func days(upTo day: CivilDate) -> [CivilDate] {
    let end = min(day, last)
    guard first <= end else { return [] }
    return (first.daysSince1970...end.daysSince1970).reversed().map { CivilDate(daysSince1970: $0) }
  }
}
