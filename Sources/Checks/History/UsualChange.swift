import Foundation

/// How one figure has changed from year to year, as far as the stored years show.
///
/// - Unit: logarithms of ratios, for one year.
struct UsualChange {
  /// The median of the changes.
  let middle: Double
  /// Their scale by the median deviation, which one wild year does not move.
  let scale: Double
  /// The least and the greatest change.
  let low: Double
  let high: Double

  /// Gives `nil` for fewer than three changes: two can't show what is usual.
  init?(of changes: [Double]) {
    let sorted = changes.sorted()
    guard sorted.count >= 3, let low = sorted.first, let high = sorted.last else { return nil }
    let middle = median(ofSorted: sorted)
    (self.low, self.high, self.middle) = (low, high, middle)
    scale = medianDeviation(of: sorted, from: middle)
  }
}

/// The logarithm of the ratio of two counts; ten persons more on both sides keep small ones quiet.
func change(from one: Int, to other: Int) -> Double { log((Double(other) + 10) / (Double(one) + 10)) }

/// The variance that chance alone gives ``change(from:to:)``.
func chance(_ one: Int, _ other: Int) -> Double { 1 / (Double(one) + 10) + 1 / (Double(other) + 10) }

/// The median of the distances from a middle, made comparable with a standard deviation; 0 of nothing.
func medianDeviation(of values: [Double], from middle: Double) -> Double {
  1.4826 * median(of: values.map { abs($0 - middle) })
}

/// The middle of the values in order; 0 of nothing.
func median(of values: [Double]) -> Double { median(ofSorted: values.sorted()) }

private func median(ofSorted values: [Double]) -> Double {
  guard !values.isEmpty else { return 0 }
  let half = values.count / 2
  return values.count.isMultiple(of: 2) ? (values[half - 1] + values[half]) / 2 : values[half]
}
