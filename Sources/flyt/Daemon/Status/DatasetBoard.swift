import Answers
import Definitions
import FlowTables
import ReleaseStore
import StatusFile

/// What is stored of each dataset, and what is expected next.
struct DatasetBoard {
  private var datasets: [Dataset] = []
  private var sourcesOfDatasets: [String: [String]] = [:]

  /// Takes over new settings and definitions.
  mutating func use(_ configuration: DaemonConfiguration) {
    datasets = configuration.datasets
    sourcesOfDatasets = [:]
    for (name, web) in configuration.webSources {
      if let dataset = web.dataset { sourcesOfDatasets[dataset, default: []].append(name) }
    }
  }

  /// Each dataset as the status shows it, and whether an edition of it is late.
  func states(of reader: ReleaseReader, today: CivilDate) throws -> [(Status.DatasetState, isLate: Bool)] {
    let stored = Dictionary(grouping: try reader.years(), by: \.current.dataset)
    return datasets.map { dataset in
      let years = stored[dataset.id] ?? []
      let expectation = Expectation(
        of: isAwaited(dataset.id, stored: years.count) ? dataset : dataset.unexpected,
        stored: years.map(\.current.year), today: today)
      let state = Status.DatasetState(
        id: dataset.id, newestYear: expectation.newestYear?.value,
        vintage: years.last { $0.current.year == expectation.newestYear }?.current.vintage,
        expectedYear: expectation.expectedYear?.value, dueOn: expectation.dueOn?.description,
        overdueDays: expectation.overdueDays > 0 ? expectation.overdueDays : nil,
        missingYears: expectation.missingYears.map(\.value))
      return (state, expectation.isLate)
    }
  }

  /// Such as `2012 expected by 2013-05-11, 9 days overdue; source pages healthy, 212 looks`.
  func lateness(
    of dataset: Status.DatasetState, _ sources: SourceBoard, _ reader: ReleaseReader
  ) throws -> String {
    let due = dataset.dueOn ?? ""
    var health: [String] = []
    for name in sourcesOfDatasets[dataset.id] ?? [] {
      let state = sources.state(of: name)
      let word = state == .ok ? "healthy" : state.rawValue
      let count = try countLooks(at: name, for: dataset, reader)
      health.append("source \(name) \(word), \(count) look\(count == 1 ? "" : "s")")
    }
    return
      "\(dataset.id): \(dataset.expectedYear ?? 0) expected by \(due), \(dataset.overdueDays ?? 0) days overdue"
      + (health.isEmpty ? "; no source at an address looks for it" : "; " + health.joined(separator: "; "))
  }

  /// Looks for the very year that is late, where the source has an address for each; else all of them.
  private func countLooks(
    at source: String, for state: Status.DatasetState, _ reader: ReleaseReader
  ) throws -> Int {
    let all = try reader.looks(at: source)
    let year = state.expectedYear.flatMap { ReferenceYear($0) }
    let subject = year.map { LookSubject(dataset: state.id, year: $0) }
    let own = all.filter { $0.subject != nil && $0.subject == subject }
    return (own.isEmpty ? all : own).reduce(0) { $0 + $1.count }
  }

  /// Whether anybody here wants the dataset: its definition may lie there unused.
  private func isAwaited(_ dataset: String, stored years: Int) -> Bool {
    years > 0 || sourcesOfDatasets[dataset] != nil
  }
}

extension Dataset {
  /// The same dataset, of which no edition is expected.
  fileprivate var unexpected: Self {
    var dataset = self
    dataset.expected = nil
    return dataset
  }
}
