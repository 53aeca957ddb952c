/// What a daemon has counted since it started.
///
/// A restart begins at nothing, which Prometheus knows how to read.
package struct Counters: Hashable, Sendable {
  /// The words for what becomes of a table; each is shown from the start.
  package static let outcomeWords = ["new", "revision", "sighting", "held", "refused"]

  /// How often a source was looked at.
  struct Looks: Hashable, Sendable {
    var good = 0
    var failed = 0
  }

  private var looks: [String: Looks] = [:]
  private var outcomes = Dictionary(uniqueKeysWithValues: Self.outcomeWords.map { ($0, 0) })
  private(set) var failedStatusWrites = 0
  private(set) var sentPings = 0
  private(set) var failedPings = 0

  /// Begins at nothing.
  package init() {}

  /// Counts a look at a source.
  package mutating func countLook(at source: String, isGood: Bool) {
    if isGood {
      looks[source, default: Looks()].good += 1
    } else {
      looks[source, default: Looks()].failed += 1
    }
  }

  /// Counts what became of a table, by one of ``outcomeWords`` or a word of later days.
  package mutating func countOutcome(_ word: String) { outcomes[word, default: 0] += 1 }

  /// Counts a status file that could not be written.
  package mutating func countFailedStatusWrite() { failedStatusWrites += 1 }

  /// Counts a ping to the dead man's switch, which somebody else watches.
  package mutating func countPing(isSent: Bool) {
    if isSent { sentPings += 1 } else { failedPings += 1 }
  }

  /// The looks at a source, also at one that nobody has looked at yet.
  func looks(at source: String) -> Looks { looks[source] ?? Looks() }

  /// Each word with its count, the known ones first.
  var outcomesInOrder: [(word: String, count: Int)] {
    let others = outcomes.keys.filter { !Self.outcomeWords.contains($0) }.sorted()
    return (Self.outcomeWords + others).map { ($0, outcomes[$0] ?? 0) }
  }
}
