package import FlowTables

/// A source at an address: where, how often, and how far its servers are trusted.
package struct WebSettings: Equatable, Sendable {
  /// What is looked for there.
  package enum Target: Equatable, Sendable {
    /// One address, or one for each year.
    case page(PageSettings)
    /// A page whose links lead to the tables.
    case index(IndexSettings)
    /// A table of an API of the PxWeb family.
    case pxweb(PxWebSettings)
  }

  /// What is looked for.
  package var target: Target
  /// The dataset whose stored years need no looking for.
  package var dataset: String?
  /// The longest time between two looks; around the expected day there is less.
  package var every: Duration
  /// How long a stored year may go without being looked at anew.
  package var sweep: Duration
  /// Without a good look for so long, the source is blind.
  package var blindAfter: Duration
  /// The least time between two questions to one server, which is a host and a port.
  package var gap: Duration
  /// Who may be written to about our questions; in the user agent.
  package var contact: String?
  /// Whether the loopback, private networks and the like may be connected to.
  package var allowPrivate: Bool
  /// Larger answers are refused.
  package var maxBytes: Int
  /// How long a fetch may take in all.
  package var timeout: Duration
  /// How long it may hang.
  package var stall: Duration
  /// Where connections go instead.
  package var proxy: String?
  /// The authorities to trust instead of the system's; an absolute path.
  package var caFile: String?
  /// Sent with every question.
  package var headers: [String: String]
  /// Headers whose values stand elsewhere, sent to the source's own server alone.
  package var secretHeaders: [String: SecretPlace]
  /// When the server is not asked.
  package var closed: ClosedHours?
}

/// One address, or one for each year.
package struct PageSettings: Equatable, Sendable {
  /// May hold `{year}` and `{releasedOn}`.
  package var url: String
  /// The years that are looked for.
  package var years: YearRange?
  /// Added behind the address's own.
  package var query: [String: String]
  /// The body of a POST; `nil` for a GET.
  package var post: String?
  /// The type of that body.
  package var postType: String
}

/// A page whose links lead to the tables.
package struct IndexSettings: Equatable, Sendable {
  /// The page.
  package var url: String
  /// What the wanted links look like: `*` for anything, `{year}` and `{releasedOn}` for one.
  package var links: String
}

/// A table of an API of the PxWeb family.
package struct PxWebSettings: Equatable, Sendable {
  /// The part of the address before the table's.
  package var api: String
  /// 1 or 2.
  package var version: Int
  /// The table's number or path.
  package var table: String
  /// Which language to ask for; it decides the labels.
  package var language: String
  /// The table's own names of its dimensions.
  package var dimensions: PxWebDimensions
  /// The lists of places to sum by: `agg_…` or `vs_…`.
  package var codelists: PxWebCodelists
  /// What to take of each other dimension; everything or its sum where nothing is said.
  package var values: [String: [String]]
  /// The years that are wanted; all where nothing is said.
  package var years: YearRange?
  /// The most cells of one answer; where the server says that it takes fewer, those.
  package var maxCells: Int
}

/// How a table of an API calls its dimensions.
package struct PxWebDimensions: Equatable, Sendable {
  /// Over origins.
  package var from: String
  /// Over destinations.
  package var to: String
  /// Over reference years.
  package var year: String
  /// Over what is counted, where the table has such a dimension.
  package var contents: String?
}

/// The lists of places that a table's own are summed by; `nil` for the table's own.
package struct PxWebCodelists: Equatable, Sendable {
  /// For origins.
  package var from: String?
  /// For destinations.
  package var to: String?
}

/// From a first year to a last, or without end.
package struct YearRange: Hashable, Sendable, CustomStringConvertible {
  /// The first.
  package let first: ReferenceYear
  /// The last; `nil` where new ones are looked for.
  package let last: ReferenceYear?

  /// Reads `2004-`, `2004-2011` and `2011`.
  package init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { part in
      String(part.drop { $0 == " " }.prefix { $0 != " " })
    }
    func year(_ text: String) -> ReferenceYear? {
      text.count == 4 && text.allSatisfy(\.isNumber) ? Int(text).flatMap { ReferenceYear($0) } : nil
    }
    guard (1...2).contains(parts.count), let first = year(parts[0]) else { return nil }
    self.first = first
    switch parts.count {
    case 1: last = first
    case _ where parts[1].isEmpty: last = nil
    default:
      guard let end = year(parts[1]), end >= first else { return nil }
      last = end
    }
  }

  /// Those that are over on a day, in order.
  package func years(before today: CivilDate) -> [ReferenceYear] {
    let end = min(last?.value ?? .max, today.year - 1)
    guard first.value <= end else { return [] }
    return (first.value...end).compactMap { ReferenceYear($0) }
  }

  /// As the settings write it.
  package var description: String {
    last == first ? "\(first)" : "\(first)-\(last.map { "\($0)" } ?? "")"
  }
}

/// Hours of the day in which a server is not to be asked.
package struct ClosedHours: Hashable, Sendable, CustomStringConvertible {
  /// Minutes after midnight.
  package let from: Int
  /// Minutes after midnight; before ``from`` where the hours go over midnight.
  package let to: Int
  /// A name of the time zone database, such as `Europe/Oslo`.
  package let zone: String

  /// Such hours of every day.
  package init(from: Int, to: Int, zone: String) { (self.from, self.to, self.zone) = (from, to, zone) }

  /// Reads `05:00` as minutes after midnight.
  static func minutes(_ text: String) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.count == 2 && $0.allSatisfy(\.isNumber) }),
      let hours = Int(parts[0]), let minutes = Int(parts[1]), hours < 24, minutes < 60
    else { return nil }
    return hours * 60 + minutes
  }

  /// Such as `05:00 to 08:15 Europe/Oslo`.
  package var description: String { "\(Self.text(from)) to \(Self.text(to)) \(zone)" }

  private static func text(_ minutes: Int) -> String {
    "\(minutes / 600)\(minutes / 60 % 10):\(minutes % 60 / 10)\(minutes % 10)"
  }
}
