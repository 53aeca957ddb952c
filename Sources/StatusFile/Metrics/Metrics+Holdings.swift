import Foundation

extension Metrics {
  /// What is stored of each dataset, and what is to come next.
  var ofDatasets: [MetricFamily] {
    [
      MetricFamily(
        "flyt_dataset_newest_year", .gauge, "The newest reference year that is stored.",
        each { MetricSample(known: $0.newestYear, ["dataset": $0.id]) }),
      MetricFamily(
        "flyt_dataset_expected_year", .gauge, "The reference year whose edition is to come next.",
        each { MetricSample(known: $0.expectedYear, ["dataset": $0.id]) }),
      MetricFamily(
        "flyt_dataset_due_timestamp_seconds", .gauge, "When the expected year is due: midnight in UTC.",
        each { MetricSample($0.dueOn.flatMap(midnight(of:)), ["dataset": $0.id]) }),
      MetricFamily(
        "flyt_dataset_overdue_seconds", .gauge, "Whole days past the due day; 0 while nothing is overdue.",
        each { MetricSample(($0.overdueDays ?? 0) * 86_400, ["dataset": $0.id]) }),
      MetricFamily(
        "flyt_dataset_missing_years", .gauge, "Years before the newest of which nothing is stored.",
        each { MetricSample($0.missingYears.count, ["dataset": $0.id]) }),
    ]
  }

  /// What the store keeps, and what waits for somebody.
  var ofStore: [MetricFamily] {
    [
      MetricFamily(
        "flyt_store_size_bytes", .gauge, "The size of the store's file.", MetricSample(status.store.bytes)),
      MetricFamily(
        "flyt_store_extracts", .gauge, "Extracts that the store keeps.", MetricSample(status.store.extracts)),
      MetricFamily(
        "flyt_store_releases", .gauge, "Releases that the store keeps.", MetricSample(status.store.releases)),
      MetricFamily(
        "flyt_store_looks", .gauge, "Looks at sources that the store keeps.",
        MetricSample(status.store.looks)),
      MetricFamily(
        "flyt_quarantine_items", .gauge, "Refused and held extracts that wait for somebody.",
        MetricSample(status.quarantine.count)),
      MetricFamily(
        "flyt_quarantine_oldest_timestamp_seconds", .gauge, "Since when the oldest of them waits.",
        MetricSample(status.quarantine.oldestAt)),
    ]
  }

  private func each(_ sample: (Status.DatasetState) -> MetricSample?) -> [MetricSample?] {
    status.datasets.map(sample)
  }
}

/// The first moment of a day such as `2027-05-11`, or `nil` where it is none.
private func midnight(of day: String) -> Date? {
  try? Date(day, strategy: .iso8601.year().month().day())
}
