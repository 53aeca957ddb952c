/// Findings on a table beside what is stored: other editions, other years, and companions.
extension Finding.Explanation {
  static let weakerThanStored = Self(
    summary: "The figures differ from the stored ones and are less proven than these.",
    meaning: """
      The year is stored with sums that prove it, and these figures come with fewer of such proofs. They \
      may be a correction, or a poor copy: nothing here can tell.
      """,
    cause: """
      A long list or a database's answer without sums, after an edition with sums; a correction that came \
      as such.
      """,
    fate: .held,
    remedy: """
      Bring an extract of the same figures that is proven as well, such as the table with its sums, or \
      accept this one when the publisher says that the figures were corrected.
      """,
    commands: [
      "flyt quarantine show ID", "flyt releases YEAR", "flyt ingest FILE",
      "flyt quarantine accept ID --because TEXT",
    ])

  static let returnsTo = Self(
    summary: "The figures are those of an earlier vintage again.",
    meaning: """
      The year had these figures before, then others, and now these: a new vintage that equals an old one.
      """,
    cause: """
      A publisher who took a correction back, or an old file that is out again, such as from a backup or a \
      cache.
      """,
    fate: .warned,
    remedy: "Compare the vintages and ask the publisher which of the two holds.",
    commands: ["flyt releases YEAR", "flyt diff YEAR", "flyt looks"])

  static let placesChanged = Self(
    summary: "The table has other places than the year before or after it.",
    meaning: """
      Places came or went between neighbour years, and the dataset's definition does not say why: it gives \
      them no from and to that would explain it.
      """,
    cause: "A reform of the regions, or a definition that was changed since the other year was stored.",
    fate: .warned,
    remedy: """
      If the classification changed, give the places their from and to in the dataset's definition. \
      Figures of the two years can be compared only for places that stayed the same.
      """,
    commands: ["flyt datasets ID", "flyt releases", "flyt matrix YEAR"])

  static let cellsEmptied = Self(
    summary: "Cells have no number that had one in the nearest stored year.",
    meaning: """
      A symbol stands where a number stood; small figures that are merely hidden this year are not \
      counted.
      """,
    cause: """
      A publisher who hides more than before, a column that was lost or shifted, or a symbol that was \
      misread.
      """,
    fate: .warned,
    remedy: "Compare a cell or two with the publisher's table. If it hides them, all is well.",
    commands: ["flyt matrix YEAR", "flyt flow FROM TO --year all", "flyt extract SHA256"])

  static let cellsFilled = Self(
    summary: "Cells have a number that had none in the nearest stored year.",
    meaning: "A number stands where a symbol stood; small figures that were merely hidden are not counted.",
    cause: """
      A publisher who shows more than before, a column that was shifted, or an earlier year that was \
      misread.
      """,
    fate: .warned,
    remedy: "Compare a cell or two with the publisher's tables of both years.",
    commands: ["flyt matrix YEAR", "flyt flow FROM TO --year all", "flyt extract SHA256"])

  static let unusualChange = Self(
    summary: "A figure changed far more than such figures do.",
    meaning: """
      Against the neighbour year: a sum or a cell lies far outside the changes of the years stored so far; \
      the worst few are named. Against the edition that it follows: over a third of the figures differ, or \
      the total by over a fifth, which is more than revisions change.
      """,
    cause: """
      An event (a reform, a war, a pandemic, a new way of counting), figures under a wrong year, or \
      misread figures in a table whose sums do not show it.
      """,
    fate: .warned,
    remedy: """
      Compare the named figures, and the title's year, with the publisher's table. Changes that are real \
      need nothing.
      """,
    commands: ["flyt flow FROM TO --year all", "flyt diff YEAR", "flyt matrix YEAR"])

  static let sameAsOtherYear = Self(
    summary: "The table has the figures of another stored year, all or nearly all.",
    meaning: "Figures of ten persons and more are not the same in two years by chance.",
    cause: """
      A page under the wrong year's title or name, or a publisher who put last year's table into this \
      year's page.
      """,
    fate: .warned,
    remedy: """
      Compare with the publisher's tables of both years at once: one of them may be stored under the wrong \
      year. The right table becomes a new vintage when it comes.
      """,
    commands: ["flyt matrix YEAR", "flyt releases YEAR", "flyt extract SHA256"])

  static let looksTransposed = Self(
    summary: "Origins and destinations seem exchanged.",
    meaning: """
      Most pairs of places have their surplus the other way than in the nearest year, or in the edition \
      that the table follows. Sums hold either way, so they cannot show it.
      """,
    cause: "A table whose headings are exchanged, or a definition whose words or rows name the wrong side.",
    fate: .warned,
    remedy: """
      Look in the publisher's table which side people moved from. If it is read the wrong way, mend \
      [words] or rows in the dataset's definition, and read the stored bytes again.
      """,
    commands: ["flyt matrix YEAR", "flyt flow FROM TO --year all", "flyt replay"])

  static let looksExchanged = Self(
    summary: "Two places, or their rows or columns, seem exchanged with one another.",
    meaning: """
      Their figures fit the nearest year, or the edition that the table follows, far better as one \
      another.
      """,
    cause: "Two labels that were exchanged in the copy or by the publisher; seldom a true change.",
    fate: .warned,
    remedy: "Compare the two headings and a figure beneath each with the publisher's table.",
    commands: ["flyt matrix YEAR", "flyt flow FROM TO --year all", "flyt extract SHA256"])

  static let companionDiffers = Self(
    summary: "Another table of the same publication says something else.",
    meaning: """
      A companion, such as net migration by place, or the regions that the places are parts of, gives one \
      figure (expected) and the flows another (found); or two of them leave different numbers for a cell \
      without one.
      """,
    cause: """
      Tables of different editions, a misread figure in a table without sums, or a mistake of the \
      publisher's.
      """,
    fate: .warned,
    remedy: "Compare both with the publisher's tables. If one was corrected since, bring its new edition.",
    commands: ["flyt releases YEAR", "flyt matrix YEAR", "flyt ingest FILE"])

  static let companionFills = Self(
    summary: "Another table of the same publication shows figures that are not here.",
    meaning: """
      Cells without a number follow from what a companion says. They are told, not stored: nothing is \
      filled in.
      """,
    cause: "A publisher who hides cells in one table and gives them away in another.",
    fate: .warned,
    remedy: "Nothing. Whoever publishes these figures further ought to know why they were hidden.",
    commands: ["flyt matrix YEAR", "flyt releases YEAR"])
}
