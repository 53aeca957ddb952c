package import FlowTables
package import Foundation

/// Which of a source's years are looked for now, each of which has an address of its own.
///
/// What may be out any day comes each time: the years after the newest that is stored, and that one. Gaps before it come
/// seldom. Stored years come one at a time, so long after they were last seen whole that a silent correction is found.
package struct YearPlan: Sendable {
  /// What is known of a stored year.
  package struct Stored: Sendable {
    /// When this source last gave it whole; `nil` where it never did.
    package let seenAt: Date?

    /// What is known of a year.
    package init(seenAt: Date?) { self.seenAt = seenAt }
  }

  /// A year to look for.
  package struct Wanted: Hashable, Sendable {
    /// The year.
    package let year: ReferenceYear
    /// Whether anything of it is stored.
    package let isStored: Bool
    /// Whether it is looked at whatever its server calls it, since servers err in that too.
    package let isUnconditional: Bool
  }

  /// The years of the source that are over.
  package let years: [ReferenceYear]
  /// Those of them that are stored.
  package let stored: [ReferenceYear: Stored]
  /// When a year that is not stored was last looked for.
  package let missedAt: [ReferenceYear: Date]
  /// The usual time between two looks.
  package let every: Duration
  /// How long a stored year may go without being seen whole.
  package let sweep: Duration

  /// Brings together what is known.
  package init(
    years: [ReferenceYear], stored: [ReferenceYear: Stored], missedAt: [ReferenceYear: Date] = [:],
    every: Duration, sweep: Duration
  ) {
    (self.years, self.stored, self.missedAt) = (years, stored, missedAt)
    (self.every, self.sweep) = (every, sweep)
  }

  /// A gap is looked for so many times less often than the newest year.
  private static let patienceWithGaps = 4

  /// The years to look for at a moment, the newest first.
  package func wanted(at now: Date) -> [Wanted] {
    let newest = years.last { stored[$0] != nil }
    // Of a store without any, the last two may be out; those before are gaps, and there at the first look.
    let front = newest ?? years.dropLast(2).last
    let overdue = years.filter { year in
      guard year != newest, let known = stored[year] else { return false }
      return isOver(sweep, since: known.seenAt, at: now)
    }.min { (stored[$0]?.seenAt ?? .distantPast) < (stored[$1]?.seenAt ?? .distantPast) }
    return years.reversed().compactMap { year in
      if let known = stored[year] {
        guard year == newest || year == overdue else { return nil }
        return Wanted(
          year: year, isStored: true, isUnconditional: isOver(sweep, since: known.seenAt, at: now))
      }
      let isGap = front.map { year <= $0 } ?? false
      guard !isGap || isOver(every * Self.patienceWithGaps, since: missedAt[year], at: now) else {
        return nil
      }
      return Wanted(year: year, isStored: false, isUnconditional: true)
    }
  }

  private func isOver(_ time: Duration, since date: Date?, at now: Date) -> Bool {
    guard let date else { return true }
    // A clock that was set back must not stop the looks.
    let passed = now.timeIntervalSince(date)
    return passed < 0 || passed >= Double(time.components.seconds)
  }
}
