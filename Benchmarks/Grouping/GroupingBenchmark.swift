import DigitGroups
import FlytTesting
import Foundation

/// Times the parting of digit groups by the sums, by kind of table.
///
/// Method: each kind is made of seeded figures, printed with nothing but single
/// blanks, and parted with the usual limit of work; the grouping of the printed
/// totals is as unknown as any other. A kind has a child process of this
/// program, so that its highest memory (`VmHWM`) is its own. What is said to be
/// the only parting is compared with the figures.
@main
enum GroupingBenchmark {
  /// A wrong figure, a limit passed, or a kind that must be decided and was not.
  struct Missed: Error { let kind: String }

  static func main() throws {
    if let name = CommandLine.arguments.dropFirst().first {
      guard let kind = TableKind.all.first(where: { $0.name == name }) else { throw Missed(kind: name) }
      return try kind.measure()
    }
    // Not by `print`, whose buffer would come out after the children's lines.
    let head = """
      | table | blocks of | tables | median | worst | outcomes | peak memory |
      | --- | --- | --- | --- | --- | --- | --- |

      """
    FileHandle.standardOutput.write(Data(head.utf8))
    var missed: [String] = []
    for kind in TableKind.all {
      let child = Process()
      child.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
      child.arguments = [kind.name]
      try child.run()
      child.waitUntilExit()
      if child.terminationStatus != 0 { missed.append(kind.name) }
    }
    if !missed.isEmpty { throw Missed(kind: missed.joined(separator: ", ")) }
  }
}

extension TableKind {
  /// Parts every table of the kind and prints a row of the report.
  fileprivate func measure() throws {
    var times: [Double] = []
    var outcomes: [String: Int] = [:]
    for seed in 1...UInt64(tables) {
      var random = SeededGenerator(seed: seed)
      let figures = try make(&random)
      var table = figures.printed()
      if isDamaged { Self.damage(&table, using: &random) }
      var grouping = Grouping.unfit
      times.append(ContinuousClock().measure { grouping = table.parted() } / .seconds(1))
      outcomes[Self.name(of: grouping, for: figures, isDamaged: isDamaged), default: 0] += 1
    }
    times.sort()
    let (median, worst) = (times[times.count / 2], times[times.count - 1])
    let memory = try Self.peakMemory()
    let text = outcomes.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    print(
      "| \(label) | \(width.map(String.init) ?? "all") | \(tables) | \(Self.milliseconds(median)) "
        + "| \(Self.milliseconds(worst)) | \(text) | \(memory >> 10) MB |")
    let isDecided = outcomes["undecided"] == nil || mayBeUndecided
    guard outcomes["WRONG"] == nil, isDecided, worst < seconds, memory < 512 << 10 else {
      throw GroupingBenchmark.Missed(kind: name)
    }
  }

  private static func name(of grouping: Grouping, for figures: PlainFigures, isDamaged: Bool) -> String {
    switch grouping {
    case .unique(let parted): parted.figures == figures.rows && !isDamaged ? "unique" : "WRONG"
    case .ambiguous(let one, let other): one != other ? "ambiguous" : "WRONG"
    case .none: isDamaged ? "refused" : "WRONG"
    case .undecided: "undecided"
    case .unfit: "WRONG"
    }
  }

  /// Changes one digit.
  private static func damage(_ table: inout GroupedTable, using random: inout SeededGenerator) {
    let row = Int.random(in: table.rows.indices, using: &random)
    let block = Int.random(in: table.blocks.indices, using: &random)
    let index = Int.random(in: table.rows[row][block].indices, using: &random)
    guard case .digits(let count, let value) = table.rows[row][block][index].kind else { return }
    let power = (0..<Int.random(in: 0..<count, using: &random)).reduce(1) { power, _ in power * 10 }
    let digit = value / power % 10
    let other = (digit + Int.random(in: 1...9, using: &random)) % 10
    table.rows[row][block][index] = GroupToken(.digits(count: count, value: value + (other - digit) * power))
  }

  private static func milliseconds(_ seconds: Double) -> String {
    "\((seconds * 10_000).rounded() / 10) ms"
  }

  private static func peakMemory() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line?.split(separator: " ").compactMap { Int($0) }.first ?? 0
  }
}
