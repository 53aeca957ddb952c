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

  init(rows: [RowPart], headings: [HeadingsPart]) {
    let fitting = headings.filter { part in rows.contains { $0.figures(under: part.labels.count) != nil } }
    let parts = fitting.isEmpty ? headings : fitting
    var runs: [HeadingsPart] = []
    var runOfPart: [Int] = []
    for part in parts {
      let known = runs.firstIndex { $0.subjects == part.subjects }
      runOfPart.append(known ?? runs.count)
      if known == nil { runs.append(part) }
    }
    let before = rows.map { row in
      parts.lastIndex { $0.position < row.position }.map { runOfPart[$0] }
    }
    let after = rows.map { row in
      parts.firstIndex { $0.position > row.position }.map { runOfPart[$0] }
    }
    let inOrder = Self.blocks(of: rows).map { $0 < runs.count ? $0 : nil }
    let candidates = [before, after, inOrder]
    let scores = candidates.map { Self.score($0, rows: rows, runs: runs) }
    self.runs = runs
    runOfRow = zip(candidates, scores).max { $0.1 < $1.1 }.map(\.0) ?? []
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

  /// Cells found once, less cells found again.
  private static func score(_ assignment: [Int?], rows: [RowPart], runs: [HeadingsPart]) -> Int {
    struct Crossing: Hashable {
      let row: Heading.Subject
      let column: Heading.Subject
    }
    var seen: Set<Crossing> = []
    var score = 0
    for (row, run) in zip(rows, assignment) {
      guard let run, row.figures(under: runs[run].labels.count) != nil else { continue }
      for column in runs[run].subjects {
        score += seen.insert(Crossing(row: row.label.subject, column: column)).inserted ? 1 : -1
      }
    }
    return score
  }
}
