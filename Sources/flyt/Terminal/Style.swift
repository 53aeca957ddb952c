import Foundation

/// Colours for people at a terminal; none elsewhere, or where somebody set `NO_COLOR`.
enum Style: String {
  case bold = "1"
  case red = "31"
  case green = "32"
  case yellow = "33"
  case dim = "2"

  /// Whether standard output takes colours.
  static let isWanted =
    Output.isTerminal && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
    && ProcessInfo.processInfo.environment["TERM"] != "dumb"

  /// A text in this colour, or as it is.
  func callAsFunction(_ text: String) -> String {
    Self.isWanted ? "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" : text
  }
}
