import Foundation

/// Shows on a terminal how far long work has come; silent elsewhere.
struct ProgressBar {
  private static let width = 30
  /// Fewer items are done before anybody wonders.
  private static let leastItems = 20

  private let total: Int
  private var drawn = -1

  init(of total: Int) {
    self.total = Output.errorIsTerminal && total >= Self.leastItems ? total : 0
  }

  mutating func advance(to done: Int) {
    guard total > 0 else { return }
    let percent = done * 100 / total
    guard percent != drawn else { return }
    drawn = percent
    let filled = done * Self.width / total
    let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: Self.width - filled)
    draw("\r[\(bar)] \(done) of \(total)")
  }

  /// Takes the bar away.
  func finish() {
    if total > 0 { draw("\r\u{1B}[K") }
  }

  private func draw(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }
}
