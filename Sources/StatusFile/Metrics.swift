import Foundation

/// The daemon's state as Prometheus reads it.
///
/// - Shape: the text exposition format, version 0.0.4. Moments are gauges of their own, so that whoever asks
///   reckons the ages; samples bear no time, since whoever reads the file stamps them.
/// - Unit: seconds and bytes.
/// - Source: the naming rules of the Prometheus documentation.
package struct Metrics: Hashable, Sendable {
  let status: Status
  let counters: Counters

  /// Joins what is the case and what was counted.
  package init(_ status: Status, _ counters: Counters) { (self.status, self.counters) = (status, counters) }

  /// One family after the other, in an order that never changes.
  package var text: String { families.map(\.text).joined() }

  /// Replaces the file in one step, durably: a reader finds the old metrics or the new ones, whole.
  ///
  /// While it is written its name does not end in `.prom`, which would make a collector read it.
  ///
  /// - Errors: `missingFolder`, `notPermitted`, `inputOutput`.
  package func write(to path: String) throws(StatusFileError) {
    try replaceFile(at: path, with: Data(text.utf8))
  }

  private var families: [MetricFamily] {
    ofDaemon + ofProblems + ofSources + ofOutcomes + ofDatasets + ofStore
  }
}
