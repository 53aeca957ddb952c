/// Findings on printed sums, and on the figures that explain why they fail.
extension Finding.Explanation {
  static let rowSum = Self(
    summary: "A row's printed sum is not what its cells add up to.",
    meaning: """
      All moves from a place: expected is the printed sum, found what the cells give. Sums have to be \
      exact, or within the dataset's tolerance. Of a companion: a sum or a difference of its own figures.
      """,
    cause: """
      A misread or mistyped figure (a suspect-cell then names it), a row or column that was lost or \
      shifted, or a sum that the publisher printed wrongly.
      """,
    fate: .refused,
    remedy: """
      Compare the row with the publisher's table. If the copy is wrong, take it again. If the publisher's \
      own table is, ask; once the figures are confirmed, accept them.
      """,
    commands: [
      "flyt quarantine show ID", "flyt quarantine show ID --letter",
      "flyt quarantine accept ID --because TEXT",
    ])

  static let columnSum = Self(
    summary: "A column's printed sum is not what its cells add up to.",
    meaning: """
      All moves to a place: expected is the printed sum, found what the cells give. Sums have to be exact, \
      or within the dataset's tolerance. Of a companion: a sum of its own figures.
      """,
    cause: """
      A misread or mistyped figure (a suspect-cell then names it), a row or column that was lost or \
      shifted, or a sum that the publisher printed wrongly.
      """,
    fate: .refused,
    remedy: """
      Compare the column with the publisher's table. If the copy is wrong, take it again. If the \
      publisher's own table is, ask; once the figures are confirmed, accept them.
      """,
    commands: [
      "flyt quarantine show ID", "flyt quarantine show ID --letter",
      "flyt quarantine accept ID --because TEXT",
    ])

  static let grandTotal = Self(
    summary: "The printed grand total is not what the totals of the rows, or of the columns, add up to.",
    meaning: """
      Expected is the printed total, found the sum of one margin. If every row and column holds, the total \
      itself is wrong; if the other margin adds up, a total of this one is.
      """,
    cause: "A misread total, a lost row or column, or a total that was printed of another edition.",
    fate: .refused,
    remedy: """
      Compare the printed totals with the publisher's. If these are the publisher's own, ask; once the \
      figures are confirmed, accept them.
      """,
    commands: [
      "flyt quarantine show ID", "flyt quarantine show ID --letter",
      "flyt quarantine accept ID --because TEXT",
    ])

  static let suspectCell = Self(
    summary: "The cell that explains why sums fail, with the number that would make them right.",
    meaning: """
      An error, beside failing sums: read is what stands there, expected what satisfies every sum, often \
      with the misreading that turns the one into the other; or several cells, a shifted line, or that \
      nothing explains them. Also an error: a row and a column leave different numbers for a hidden cell. \
      A warning: the sums give a hidden number away. Nothing is ever repaired.
      """,
    cause: """
      A digit changed, exchanged, lost or doubled by hand or by a scan; exchanged cells; a shifted row or \
      column.
      """,
    fate: .bySeverity,
    remedy: """
      Look at that one cell in the publisher's table. If it shows the expected number, take the copy \
      again; if it shows the number that was read, the publisher's table is wrong: ask.
      """,
    commands: [
      "flyt quarantine show ID", "flyt quarantine show ID --letter",
      "flyt quarantine accept ID --because TEXT",
    ])

  static let suspectTotal = Self(
    summary: "The printed sum that explains why sums fail: the cells seem right.",
    meaning: "Its cells and the other sums agree on another number than is printed for it.",
    cause: "A sum that was misread, or printed wrongly by the publisher.",
    fate: .refused,
    remedy: """
      Look at that sum in the publisher's table. If the copy is wrong, take it again; if the publisher's \
      sum is, accept the figures with that reason.
      """,
    commands: [
      "flyt quarantine show ID", "flyt quarantine accept ID --because TEXT",
      "flyt quarantine show ID --letter",
    ])
}
