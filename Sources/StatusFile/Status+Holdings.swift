package import Foundation

extension Status {
  /// The store, by its size and counts.
  package struct Store: Hashable, Sendable, Codable {
    /// The store's file.
    package var path: String
    /// The size of the file.
    package var bytes: Int
    /// The number of its schema.
    package var schema: Int
    /// How many extracts it keeps.
    package var extracts: Int
    /// How many releases it keeps.
    package var releases: Int
    /// How many looks at sources it keeps.
    package var looks: Int

    /// Describes a store by its counts.
    package init(path: String, bytes: Int, schema: Int, extracts: Int, releases: Int, looks: Int) {
      (self.path, self.bytes, self.schema) = (path, bytes, schema)
      (self.extracts, self.releases, self.looks) = (extracts, releases, looks)
    }
  }

  /// What is stored of one dataset, and what is expected next.
  package struct DatasetState: Hashable, Sendable, Codable {
    /// The dataset's name.
    package var id: String
    /// The newest reference year of which a release is stored.
    @OrNull package var newestYear: Int?
    /// The current vintage of the newest year.
    @OrNull package var vintage: Int?
    /// The year whose edition is to come next.
    @OrNull package var expectedYear: Int?
    /// The day by which the expected year is due, such as `2027-05-11`.
    @OrNull package var dueOn: String?
    /// Days past the due day; `null` while nothing is overdue.
    @OrNull package var overdueDays: Int?
    /// Years between the first and the newest of which nothing is stored.
    package var missingYears: [Int]

    /// Describes a dataset; what is not known is left out.
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
    /// How many wait.
    package var count: Int
    /// Since when the oldest of them waits.
    @OrNull package var oldestAt: Date?

    /// Counts what waits; nothing by default.
    package init(count: Int = 0, oldestAt: Date? = nil) { (self.count, self.oldestAt) = (count, oldestAt) }
  }

  /// An extract whose fate was decided.
  package struct Filed: Hashable, Sendable, Codable {
    /// How people call the extract, fit for a terminal.
    package var name: String
    /// The fingerprint of its bytes.
    package var sha256: String
    /// When its fate was decided.
    package var at: Date
    /// The dataset of its table, where it could be told.
    @OrNull package var dataset: String?
    /// The reference year, where it could be told.
    @OrNull package var year: Int?

    /// Describes an extract and what was read from it.
    package init(name: String, sha256: String, at: Date, dataset: String? = nil, year: Int? = nil) {
      (self.name, self.sha256, self.at) = (name, sha256, at)
      (self.dataset, self.year) = (dataset, year)
    }
  }

  /// Something that somebody should know or mend.
  package struct Problem: Hashable, Sendable, Codable {
    /// A stable name for monitors.
    package var code: String
    /// How much it matters.
    package var severity: Severity
    /// When it was first noticed.
    package var since: Date
    /// What is wrong, in one line for people.
    package var text: String
    /// A command to run.
    @OrNull package var hint: String?

    /// Describes a problem; a hint where a command helps.
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
