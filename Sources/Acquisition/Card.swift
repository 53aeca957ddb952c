package import Foundation

/// What lies beside a refused file: why it was refused, and how to try again.
package struct Card: Equatable, Sendable {
  /// For people: becomes `NAME.card.txt`.
  package let text: String
  /// For programs: becomes `NAME.card.json`.
  ///
  /// It must state the file's SHA-256, by which an interrupted attempt knows its own cards again.
  package let json: Data

  /// Joins the two forms of one card.
  package init(text: String, json: Data) { (self.text, self.json) = (text, json) }

  static let jsonEnding = ".card.json"
  static let textEnding = ".card.txt"
  static let longestEnding = 10
}
