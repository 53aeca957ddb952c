import FlowTables

/// Which run of column headings each row stands under.
///
/// Headings may stand before or after the rows of their block, or in the midst
/// of them; the arrangement under which most cells are found once is taken.
struct HeadingAssignment {
  /// Runs of headings that differ, in order of appearance.
  let runs: [HeadingsPart]
  /// For each row the index of its run; `nil` where none stands near.
  let runOfRow: [Int?]

  /// How many rows must fit a run of headings where blanks may be thousands marks, which fit nearly anything.
  private static let leastJoinedRows = 4

  /// The likeliest assignment; where `joinsGroups` says so, blanks may be thousands marks.
  init(rows: [RowPart], headings: [HeadingsPart], joinsGroups: Bool = false) {
    let widths = Set(rows.flatMap(\.widths))
    let isTriangle = rows.contains { $0.shortEnd != nil }
    let fitting = headings.filter { part in
      if joinsGroups {
        return rows.count { $0.mayFit(part.labels.count) } >= min(Self.leastJoinedRows, rows.count)
      }
      return widths.contains(part.labels.count) || isTriangle && rows.contains { $0.fits(part.labels) }
    }
    let parts = fitting.isEmpty ? headings : fitting
    var runs: [HeadingsPart] = []
    var known: [[Heading.Subject]: Int] = [:]
    let runOfPart = parts.map { part in
      if let run = known[part.subjects] { return run }
      known[part.subjects] = runs.count
      runs.append(part)
      return runs.count - 1
    }
    let (before, after) = Self.neighbours(of: rows, among: parts, runOfPart)
    let inOrder = Self.blocks(of: rows).map { $0 < runs.count ? $0 : nil }
    let crossings = Crossings(rows: rows, runs: runs, joinsGroups: joinsGroups)
    let candidates = [before, after, inOrder].map { (runs: $0, score: crossings.score($0)) }
    self.runs = runs
    runOfRow = candidates.max { $0.score < $1.score }?.runs ?? []
  }

  /// For each row the run before it, and the run after it.
  private static func neighbours(
    of rows: [RowPart], among parts: [HeadingsPart], _ runOfPart: [Int]
  ) -> (before: [Int?], after: [Int?]) {
    var next = 0
    var (before, after): ([Int?], [Int?]) = ([], [])
    for row in rows {
      while next < parts.count, parts[next].position < row.position { next += 1 }
      before.append(next > 0 ? runOfPart[next - 1] : nil)
      after.append(next < parts.count ? runOfPart[next] : nil)
    }
    return (before, after)
  }

  /// The ordinal of each row's block, when a label that returns begins a new one.
  private static func blocks(of rows: [RowPart]) -> [Int] {
    var block = 0
    var seen: Set<Heading.Subject> = []
    return rows.map { row in
      if !seen.insert(row.label.subject).inserted {
        block += 1
        seen = [row.label.subject]
      }
      return block
    }
  }
}

/// The cells that rows and runs of headings make, by numbers for speed.
private struct Crossings {
  private let rows: [RowPart]
  private let rowSubjects: [Int]
  private let headings: [HeadingsPart]
  private let runs: [[Int]]
  private let subjects: Int
  private let joinsGroups: Bool

  init(rows: [RowPart], runs: [HeadingsPart], joinsGroups: Bool) {
    var numbers: [Heading.Subject: Int] = [:]
    func number(_ subject: Heading.Subject) -> Int {
      if let number = numbers[subject] { return number }
      numbers[subject] = numbers.count
      return numbers.count - 1
    }
    (self.rows, headings, self.joinsGroups) = (rows, runs, joinsGroups)
    rowSubjects = rows.map { number($0.label.subject) }
    self.runs = runs.map { $0.labels.map { number($0.subject) } }
    subjects = numbers.count
  }

  /// Cells found once, less cells found again.
  func score(_ assignment: [Int?]) -> Int {
    var seen = Array(repeating: false, count: subjects * subjects)
    var score = 0
    for (index, run) in assignment.enumerated() {
      guard let run, let width = width(ofRow: index, under: run) else { continue }
      for column in runs[run].prefix(width) {
        let cell = rowSubjects[index] * subjects + column
        score += seen[cell] ? -1 : 1
        seen[cell] = true
      }
    }
    return score
  }
  /// Over how many columns of a run a row's figures stand; `nil` where they don't fit.
  private func width(ofRow index: Int, under run: Int) -> Int? {
    guard joinsGroups else { return rows[index].width(under: headings[run].labels) }
    return rows[index].mayFit(runs[run].count) ? runs[run].count : nil
  }
}
