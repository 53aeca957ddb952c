package import Foundation

extension Status {
  /// The store, by its size and counts.
  package struct Store: Hashable, Sendable, Codable {
    package var path: String
    package var bytes: Int
    /// The number of its schema.
    package var schema: Int
    package var extracts: Int
    package var releases: Int
    package var looks: Int

    package init(path: String, bytes: Int, schema: Int, extracts: Int, releases: Int, looks: Int) {
      (self.path, self.bytes, self.schema) = (path, bytes, schema)
      (self.extracts, self.releases, self.looks) = (extracts, releases, looks)
    }
  }

  /// What is stored of one dataset, and what is expected next.
  package struct DatasetState: Hashable, Sendable, Codable {
    package var id: String
    @OrNull package var newestYear: Int?
    /// The current vintage of the newest year.
    @OrNull package var vintage: Int?
    @OrNull package var expectedYear: Int?
    /// The day by which the expected year is due, such as `2027-05-11`.
    @OrNull package var dueOn: String?
    /// Days past the due day; `null` while nothing is overdue.
    @OrNull package var overdueDays: Int?
    /// Years between the first and the newest of which nothing is stored.
    package var missingYears: [Int]

    package init(
      id: String, newestYear: Int? = nil, vintage: Int? = nil, expectedYear: Int? = nil,
      dueOn: String? = nil, overdueDays: Int? = nil, missingYears: [Int] = []
    ) {
      (self.id, self.missingYears) = (id, missingYears)
      (self.newestYear, self.vintage, self.expectedYear) = (newestYear, vintage, expectedYear)
      (self.dueOn, self.overdueDays) = (dueOn, overdueDays)
    }
  }

  /// The refused and held extracts that wait for somebody.
  package struct Quarantine: Hashable, Sendable, Codable {
    package var count: Int
    @OrNull package var oldestAt: Date?

    package init(count: Int = 0, oldestAt: Date? = nil) { (self.count, self.oldestAt) = (count, oldestAt) }
  }

  /// An extract whose fate was decided.
  package struct Filed: Hashable, Sendable, Codable {
    package var name: String
    package var sha256: String
    package var at: Date
    @OrNull package var dataset: String?
    @OrNull package var year: Int?

    package init(name: String, sha256: String, at: Date, dataset: String? = nil, year: Int? = nil) {
      (self.name, self.sha256, self.at) = (name, sha256, at)
      (self.dataset, self.year) = (dataset, year)
    }
  }

  /// Something that somebody should know or mend.
  package struct Problem: Hashable, Sendable, Codable {
    /// A stable name for monitors.
    package var code: String
    package var severity: Severity
    package var since: Date
    package var text: String
    /// A command to run.
    @OrNull package var hint: String?

    package init(code: String, severity: Severity, since: Date, text: String, hint: String? = nil) {
      (self.code, self.severity, self.since, self.text) = (code, severity, since, text)
      self.hint = hint
    }

    /// How much it matters.
    package enum Severity: String, Hashable, Sendable, Codable {
      case warning
      case critical
    }
  }
}
