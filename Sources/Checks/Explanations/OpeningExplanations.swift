/// Findings on the extract itself, before any table is seen in it.
extension Finding.Explanation {
  static let unrecognised = Self(
    summary: "The extract is no table that is known here.",
    meaning: """
      Its bytes are of no format that is read, or hold neither the title nor the places of any known \
      dataset, or hold its figures in an arrangement that leaves open what they are: no column headings, \
      no word that says which side people moved from, or a further dimension without its sum.
      """,
    cause: """
      Another table or page than was meant; a publisher who changed the title, the headings or the format; \
      a copy without its headings; a new table for which nobody has written a definition.
      """,
    fate: .refused,
    remedy: """
      See what was recognised. If it is the right table, add its wording to [titles], [words] or the \
      aliases of the dataset's definition; what waits is then judged again by itself. If not, take the \
      right one and drop the item.
      """,
    commands: ["flyt ingest --dry-run --explain FILE", "flyt datasets ID", "flyt quarantine show ID"])

  static let severalDatasets = Self(
    summary: "The table fits several datasets, and nobody but you may choose.",
    meaning: "Two or more definitions claim it, and by each of them it is believable.",
    cause: """
      Definitions that share their places and whose titles the extract does not state, as a table without \
      a title.
      """,
    fate: .refused,
    remedy: """
      Name the dataset with the file. If it happens each year, give the definitions titles that tell them \
      apart, or the source its dataset.
      """,
    commands: ["flyt ingest FILE --dataset ID", "flyt datasets", "flyt quarantine show ID"])

  static let ambiguousReading = Self(
    summary: "The extract can be read in two ways that give different figures.",
    meaning: """
      Opened as two formats, or by two layouts, it is believable both times, and neither way proves more.
      """,
    cause: """
      A table without sums of its own, in a text whose separators can be taken for more than one thing.
      """,
    fate: .refused,
    remedy: """
      Take the table in another format, best one with sums; nothing can be accepted that may be either.
      """,
    commands: ["flyt ingest --dry-run --explain FILE", "flyt quarantine show ID"])

  static let notText = Self(
    summary: "The extract claims to be text and has bytes that no text has.",
    meaning: "A control character, or bytes that are not UTF-8 in a file of which the rest is.",
    cause: """
      A damaged transfer, two files of different encodings joined, or a binary file under a wrong guise.
      """,
    fate: .refused,
    remedy: "Take the extract again, and save a page as plain text. The finding names the line.",
    commands: ["flyt quarantine show ID", "flyt extract SHA256"])

  static let truncated = Self(
    summary: "The extract ends too early, or has nothing of the table.",
    meaning: """
      It is empty, ends within a character or before its format says that it ends, has rows beyond its \
      last column headings, shows no cell at all of a table whose title it has, or only scraps of one.
      """,
    cause: "A copy that was cut, a download that broke off, or a page whose table is loaded later.",
    fate: .refused,
    remedy: "Take the whole table again, headings and rows. Drop the item when the whole one is stored.",
    commands: ["flyt quarantine show ID", "flyt ingest FILE", "flyt quarantine drop ID --because TEXT"])

  static let tooLarge = Self(
    summary: "The extract is larger, deeper or of more parts than a table is.",
    meaning: """
      It is over its source's maxBytes, in which case only its first kilobytes were kept, or over a limit \
      of its format: bytes, words, cells, depth, members of an archive, bytes once unpacked, or the time \
      that a PDF takes.
      """,
    cause: """
      A whole yearbook, archive or database in place of one table; seldom a file that was made to do harm.
      """,
    fate: .refused,
    remedy: """
      Take the table and nothing else. If it truly is the table and over maxBytes, raise that in the \
      source's settings and bring the file again; the limits of the formats cannot be raised.
      """,
    commands: ["flyt settings --origin", "flyt quarantine show ID"])

  static let malformed = Self(
    summary: "The extract breaks the rules of its own format.",
    meaning: "It is known as JSON, HTML, PC-Axis, a workbook or an archive, but cannot be one as it stands.",
    cause: "A damaged transfer, an editor that changed the file, or a faulty program at the publisher's.",
    fate: .refused,
    remedy: """
      Take it again; if it is the same, take another format and tell the publisher what the finding says.
      """,
    commands: ["flyt quarantine show ID", "flyt quarantine show ID --letter", "flyt extract SHA256"])

  static let unsupported = Self(
    summary: "The extract is sound, but of a kind that is not read.",
    meaning: """
      It has a password or macros, is of a kind that is not read (.xls, .xlsb, .ods, a .px file with KEYS \
      for only some of its rows), is packed in an uncommon way, or lacks the values of its formulas.
      """,
    cause: "A file saved in another format than before, or with a password.",
    fate: .refused,
    remedy: "Save it as the finding says, mostly as .xlsx or .csv and without a password, and bring that.",
    commands: ["flyt quarantine show ID", "flyt ingest FILE"])

  static let toolFailed = Self(
    summary: "The program that opens this format is not installed, or could not open the file.",
    meaning: "A PDF is read through pdftotext, which is missing here, or gave up, or was ended by a signal.",
    cause: "A machine without Debian's poppler-utils, or a PDF that is damaged or locked with a password.",
    fate: .refused,
    remedy: """
      Install the program and judge the item again: this is not tried by itself. If it is installed, take \
      the table in another format.
      """,
    commands: ["apt install poppler-utils", "flyt quarantine retry ID", "flyt quarantine show ID"])

  static let crashed = Self(
    summary: "The program ended while it read this extract, more than once.",
    meaning: "So that it cannot bring the daemon down for ever, the extract is not read again by itself.",
    cause: "A fault of the program that these bytes bring out; or the machine was short of memory each time.",
    fate: .refused,
    remedy: """
      Report it with the bytes. With the next version judge the item again, and watch the daemon's log.
      """,
    commands: ["flyt extract SHA256", "journalctl -u flyt", "flyt quarantine retry ID"])

  static let noYear = Self(
    summary: "The table does not say which year it is of.",
    meaning: """
      No title that states the reference year was found, or the title was found without a year behind it.
      """,
    cause: "A copy without its heading, a title in new words, or a title that was cut before the year.",
    fate: .refused,
    remedy: """
      Take the extract with its title. If the publisher words it otherwise now, add that to [titles] of \
      the dataset's definition; what waits is then judged again by itself.
      """,
    commands: ["flyt ingest --dry-run --explain FILE", "flyt datasets ID", "flyt quarantine show ID"])

  static let yearConflict = Self(
    summary: "Two witnesses of the year, or of the edition's date, disagree.",
    meaning: """
      An error: the extract states several reference years for one table, or the edition is dated before \
      the table's year had ended. A warning: the year in its name is another than the table's (the table \
      counts), a date lies in the future (it is not used), or two dates differ (that in the name counts).
      """,
    cause: """
      A file under a name of another year, pages of two years pasted together, or a wrong --released-on.
      """,
    fate: .bySeverity,
    remedy: "Part what holds several years, correct the name, or give the right date.",
    commands: ["flyt ingest FILE --released-on DATE", "flyt quarantine show ID", "flyt releases YEAR"])

  static let yearImplausible = Self(
    summary: "The table's year is none that it can be of.",
    meaning: """
      An error: it has not ended yet, lies before the dataset's first year or outside 1900 to 2100, or is \
      not a year of four digits. A warning: it lies after the dataset's last year.
      """,
    cause: """
      A misprinted or misread title, a machine whose clock is wrong, or a series that is longer than its \
      definition.
      """,
    fate: .bySeverity,
    remedy: """
      Compare the title with the publisher's, and the machine's date with the calendar. If the year is \
      right, change firstYear or lastYear in the dataset's definition.
      """,
    commands: ["flyt quarantine show ID", "flyt datasets", "timedatectl"])
}
