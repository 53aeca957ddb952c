import Foundation

/// One value and the labels that tell it from its siblings.
struct MetricSample {
  /// Each name and value, in the order in which they are printed.
  typealias Labels = KeyValuePairs<String, String>

  /// As printed, such as `{source="inbox"}`; empty where there are none.
  let labels: String
  /// As printed.
  let value: String

  private init(value: String, _ labels: Labels) {
    self.value = value
    let pairs = labels.map { "\($0.key)=\"\(escaped($0.value))\"" }
    self.labels = pairs.isEmpty ? "" : "{\(pairs.joined(separator: ","))}"
  }

  /// A count, or a size in bytes.
  init(_ count: Int, _ labels: Labels = [:]) { self.init(value: "\(count)", labels) }

  /// 1 for what is so, 0 for what is not.
  init(_ isSo: Bool, _ labels: Labels = [:]) { self.init(value: isSo ? "1" : "0", labels) }

  /// A moment in seconds since 1970, to the millisecond; `nil` for an unknown one.
  init?(_ moment: Date?, _ labels: Labels = [:]) {
    guard let moment else { return nil }
    let seconds = (moment.timeIntervalSince1970 * 1000).rounded() / 1000
    self.init(value: Int(exactly: seconds).map { "\($0)" } ?? "\(seconds)", labels)
  }

  /// A number, or `nil` for an unknown one.
  init?(known count: Int?, _ labels: Labels = [:]) {
    guard let count else { return nil }
    self.init(count, labels)
  }
}

/// A label's value as the format wants it.
///
/// By Unicode scalars: a line feed after a carriage return is no character of its own.
private func escaped(_ text: String) -> String {
  text.unicodeScalars.reduce(into: "") { escaped, scalar in
    switch scalar {
    case "\\": escaped += "\\\\"
    case "\"": escaped += "\\\""
    case "\n": escaped += "\\n"
    default: escaped.unicodeScalars.append(scalar)
    }
  }
}
