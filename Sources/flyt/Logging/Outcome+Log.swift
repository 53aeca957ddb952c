import FlowTables
import ReleaseStore

extension Outcome {
  /// What kind of thing it is for the log.
  var kind: EventKind {
    switch outcome {
    case .new: .stored
    case .revision: .revised
    case .sighting: .sighted
    case .held: .held
    case .refused: .refused
    }
  }

  /// What the log knows of it besides its line.
  var fields: KeyValuePairs<LogField, String?> {
    [
      .source: source, .name: extract.name, .sha256: extract.sha256, .dataset: dataset,
      .year: year.map { "\($0.value)" }, .vintage: vintage.map { "\($0)" }, .outcome: outcome.rawValue,
    ]
  }
}
