import Foundation

/// Times questions as whole processes, in stores of more and more years.
@main
enum AnswersBenchmark {
  /// - Unit: milliseconds.
  private static let mostTime = 50.0
  /// What a question may cost more in the largest store than in the smallest.
  private static let mostGrowth = 1.3
  private static let editions = 100
  private static let rounds = 21

  /// A limit was passed.
  struct TooSlow: Error {
    let question: String
    let milliseconds: Double
  }

  static func main() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "flyt-bench-\(UUID())").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var medians: [String: [Double]] = [:]
    say("| releases of 400 cells | years | file | \(Question.names.joined(separator: " | ")) |")
    say("| --- | --- | --- | \(Question.names.map { _ in "---" }.joined(separator: " | ")) |")
    for years in [1, 10, 100] {
      let store = try FilledStore(editions, years: years, at: "\(folder)/\(years).db")
      let questions = Question.all(of: store)
      var times: [[Double]] = questions.map { _ in [] }
      // The questions take turns, so that a moody machine is moody to all of them.
      for _ in 0..<rounds {
        for (index, question) in questions.enumerated() { times[index].append(try question.time()) }
      }
      let cells = zip(questions, times).map { question, times in
        let sorted = times.sorted()
        medians[question.name, default: []].append(sorted[sorted.count / 2])
        return "\(text(sorted[sorted.count / 2])) (\(text(sorted[0]))-\(text(sorted[sorted.count - 1])))"
      }
      let bytes = try FileManager.default.attributesOfItem(atPath: store.path)[.size] as? Int ?? 0
      say("| \(years * editions) | \(years) | \(bytes >> 20) MB | \(cells.joined(separator: " | ")) |")
    }
    say("median (least-most) of \(rounds) whole processes each, in milliseconds; at most \(text(mostTime))")
    for (name, times) in medians {
      guard let first = times.first, let last = times.last else { continue }
      guard last <= mostTime else { throw TooSlow(question: name, milliseconds: last) }
      // `years` lists all of them, and so may grow.
      guard name == "years" || last <= first * mostGrowth else {
        throw TooSlow(question: name, milliseconds: last)
      }
    }
  }

  /// At once, also where the next question fails.
  private static func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

  private static func text(_ number: Double) -> String {
    number.formatted(.number.precision(.fractionLength(1)))
  }
}
