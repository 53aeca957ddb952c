/// Findings on places, shape and single figures, and on parts of a table.
extension Finding.Explanation {
  static let unknownPlace = Self(
    summary: "A heading names no place that the dataset has in that year.",
    meaning: """
      A label or code is no place of the dataset's definition, or that of a place which is not in the \
      classification of the table's year. The nearest name is suggested where one is near.
      """,
    cause: """
      A new spelling, a reform of the regions, a wrong year, or a footnote or column that was never there \
      before.
      """,
    fate: .refused,
    remedy: """
      If the place is right, add the printed form to its aliases, or mend its from and to, in the \
      dataset's definition; what waits is then judged again by itself. Else compare the heading with the \
      publisher's.
      """,
    commands: ["flyt datasets ID", "flyt quarantine show ID", "flyt settings check"])

  static let labelConflict = Self(
    summary: "A heading's code and name disagree, or headings stand in another order than the rows.",
    meaning: """
      An error: a code stands beside the name of another place. A warning: one or two headings are out \
      of the order that the rows have, as exchanged labels leave them. No sum can show that.
      """,
    cause: """
      Labels or codes that were sorted apart from their figures, or a row or column that was moved by \
      hand.
      """,
    fate: .bySeverity,
    remedy: """
      Compare the headings, and a figure or two beneath them, with the publisher's table. If the publisher \
      has new codes or names, mend the dataset's definition.
      """,
    commands: ["flyt quarantine show ID", "flyt quarantine show ID --letter", "flyt matrix YEAR"])

  static let missingCell = Self(
    summary: "Cells or printed sums of the table are not there.",
    meaning: """
      A row has fewer or more figures than its headings, a block of columns fewer or more headings than \
      its rows have figures, a pair of places has no cell, or some sums are printed and others not.
      """,
    cause: "A figure, row or column that a copy lost, doubled or parted in two; a heading that is unknown.",
    fate: .refused,
    remedy: """
      Look at the row or column that the finding names, and take the extract again. Missing figures cannot \
      be accepted; where only printed sums are missing, the table can be.
      """,
    commands: [
      "flyt quarantine show ID", "flyt ingest --dry-run --explain FILE",
      "flyt quarantine accept ID --because TEXT",
    ])

  static let duplicateCell = Self(
    summary: "A cell, a sum or a whole table stands there more than once.",
    meaning: """
      A pair of places has more than one cell, a sum is printed with different figures, or two tables of \
      the same year have different figures.
      """,
    cause: """
      A block that was pasted twice, an old and a new edition in one file, or two columns with one \
      heading.
      """,
    fate: .refused,
    remedy: "Remove the one that is not the publisher's, or take the extract again.",
    commands: ["flyt quarantine show ID", "flyt ingest --dry-run --explain FILE"])

  static let unplacedFigures = Self(
    summary: "Figures stand outside the table; they were not used.",
    meaning: """
      Lines of figures without a label of the table stand in the extract, before, between or after its \
      rows.
      """,
    cause: "A page's numbers, notes or another table on the same page; seldom a row that lost its label.",
    fate: .warned,
    remedy: "Nothing, if the table's sums hold. Else look whether a row without its label is among them.",
    commands: ["flyt ingest --dry-run --explain FILE", "flyt releases YEAR"])

  static let notACount = Self(
    summary: "A cell holds no count of persons and no known symbol.",
    meaning: """
      It is negative, not a whole number, beyond all counts, blank where a blank means nothing, neither a \
      number nor a symbol of the dataset, or a number beside a symbol that says there is none.
      """,
    cause: """
      A misread digit or mark, a symbol that the publisher uses for the first time, or another unit than \
      persons.
      """,
    fate: .refused,
    remedy: """
      Compare with the publisher's table. A new symbol goes into [symbols] of the dataset's definition, \
      after which what waits is judged again by itself.
      """,
    commands: ["flyt quarantine show ID", "flyt quarantine show ID --letter"])

  static let figureInEmptyPair = Self(
    summary: "A figure stands where the dataset can have none.",
    meaning: """
      The definition says that nobody can be counted between these two places, but a number over 0 is \
      printed.
      """,
    cause: "Columns shifted by one, exchanged headings, or a publisher who has begun to count such moves.",
    fate: .refused,
    remedy: """
      Look whether the neighbours of the cell are shifted too. If the publisher counts these moves now, \
      take the pair out of [[empty]] in the dataset's definition.
      """,
    commands: ["flyt quarantine show ID", "flyt quarantine show ID --letter"])

  static let ambiguousGrouping = Self(
    summary: "The blanks in numbers and those between columns cannot be told apart.",
    meaning: """
      Thousands are parted by the same blank as columns. There are no sums to tell which figures are \
      meant, no reading satisfies every sum, two readings do, or the search for the one that does came to \
      its limit.
      """,
    cause: """
      A copy through a program that turns no-break spaces into plain ones; with it sometimes a lost or \
      wrong figure.
      """,
    fate: .refused,
    remedy: """
      Take a copy that keeps the no-break spaces, or another format. Look first where the finding points.
      """,
    commands: ["flyt ingest --dry-run --explain FILE", "flyt quarantine show ID"])

  static let halfTable = Self(
    summary: "Only a part of the table is here; the rest may come in another extract.",
    meaning: """
      Whole rows or columns are missing, more than one, or one direction of each pair; what is here \
      contradicts nothing.
      """,
    cause: "A wide table that its page shows in blocks of columns, of which one was copied.",
    fate: .held,
    remedy: """
      Bring the rest, or the whole table: parts that agree and add up are stored together by themselves. \
      Drop the part when nothing more will come. A part cannot be accepted.
      """,
    commands: ["flyt ingest FILE", "flyt quarantine show ID", "flyt quarantine drop ID --because TEXT"])
}
