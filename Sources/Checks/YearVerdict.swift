import FlowTables

/// What a table's witnesses say of its reference year.
struct YearVerdict {
  /// The one year that the extract states; `nil` where it states none, several or an impossible one.
  var referenceYear: ReferenceYear?
  /// The publisher's date: in the extract's name, else in the document, else as somebody stated it.
  var releasedOn: CivilDate?
  /// Whether a second witness agrees.
  var isProven = false
  var findings: [Finding] = []

  init(of table: ReportedTable, in context: CheckContext) {
    let name = NameDates(in: context.extractName)
    readStatements(table.years)
    guard let year = referenceYear else { return }
    checkPlausible(year, in: context, at: table.years.first?.at)
    checkRelease([name.date, Self.date(of: table, for: year), context.releasedOn], of: year, in: context)
    if !name.years.isEmpty, !name.years.contains(year.value) {
      let other = name.years.map(String.init).joined(separator: ", ")
      findings.append(
        Finding(
          .yearConflict,
          "the name '\(context.extractName)' says \(other), the table \(year). The table counts.",
          severity: .warning, expected: year.value, found: name.years.first))
    }
    isProven = Set(table.years.map(\.at)).count > 1 || name.years.contains(year.value)
  }

  private mutating func readStatements(_ statements: [YearStatement]) {
    guard let first = statements.first else {
      findings.append(
        Finding(
          .noYear,
          "no title that states the reference year. Look for the title in the extract, or add its "
            + "wording to [titles] of the dataset's definition."))
      return
    }
    for statement in statements where statement.value == nil {
      let finding =
        statement.text.isEmpty
        ? Finding(.noYear, "\(statement.at): the title states no year. Was it cut?", at: statement.at)
        : Finding(
          .yearImplausible, "\(statement.at): '\(statement.text)' is not a year of four digits.",
          at: statement.at)
      findings.append(finding)
    }
    let stated = statements.filter { $0.value != nil }
    let values = Set(stated.compactMap(\.value))
    if values.count > 1 {
      let witnesses = stated.map { "\($0.text) on \($0.at)" }.joined(separator: ", ")
      findings.append(
        Finding(
          .yearConflict, "the extract states several reference years: \(witnesses). Part it by year.",
          expected: stated.first?.value, found: stated.last?.value, at: stated.last?.at))
    } else if let value = values.first, findings.isEmpty {
      referenceYear = ReferenceYear(value)
      guard referenceYear == nil else { return }
      let range = ReferenceYear.range
      findings.append(
        Finding(
          .yearImplausible,
          "\(first.at): \(value) is not a year from \(range.lowerBound) to \(range.upperBound).",
          found: value, at: first.at))
    }
  }

  private mutating func checkPlausible(
    _ year: ReferenceYear, in context: CheckContext, at place: SourcePlace?
  ) {
    let dataset = context.dataset
    if year.value >= context.today.year {
      findings.append(
        Finding(
          .yearImplausible,
          "the table is of \(year), which has not ended on \(context.today). Check the title and this machine's "
            + "clock.", found: year.value, at: place))
    } else if let first = dataset.firstYear, year < first {
      findings.append(
        Finding(
          .yearImplausible,
          "the table is of \(year), but \(dataset.id) begins with \(first). If \(year) is right, change firstYear "
            + "in the dataset's definition.", expected: first.value, found: year.value, at: place))
    } else if let last = dataset.lastYear, year > last {
      findings.append(
        Finding(
          .yearImplausible,
          "the table is of \(year), but \(dataset.id) ended with \(last). If \(year) is right, change lastYear in "
            + "the dataset's definition.", severity: .warning, expected: last.value, found: year.value,
          at: place))
    }
  }

  /// A database is updated with each new year, so that its date says something of the newest year alone.
  private static func date(of table: ReportedTable, for year: ReferenceYear) -> CivilDate? {
    table.updatedOn.flatMap { $0.year == year.value + 1 ? $0 : nil }
  }

  /// A date in the name counts before one in the document, and that before one that somebody stated, unless it cannot
  /// be.
  private mutating func checkRelease(
    _ sources: [CivilDate?], of year: ReferenceYear, in context: CheckContext
  ) {
    let dates = sources.compactMap(\.self)
    let possible = dates.filter { $0.year > year.value && $0 <= context.today }
    guard let date = possible.first ?? dates.last else { return }
    if date > context.today {
      findings.append(
        Finding(
          .yearConflict, "the edition's date \(date) lies in the future of \(context.today); not used.",
          severity: .warning))
    } else if date.year <= year.value {
      findings.append(
        Finding(
          .yearConflict,
          "the edition is dated \(date), but a table of \(year) cannot appear before \(year.value + 1). One of the "
            + "two is wrong; give the right date with --released-on, or correct the name.",
          expected: year.value, found: date.year))
    } else {
      releasedOn = date
      noteOther(possible.first { $0 != date })
    }
  }

  private mutating func noteOther(_ date: CivilDate?) {
    guard let date, let releasedOn else { return }
    findings.append(
      Finding(
        .yearConflict,
        "the edition is dated \(releasedOn) and \(date); \(releasedOn) counts. A date in a name comes before one in the "
          + "document, and that before one that is stated; correct the name where it is wrong.",
        severity: .warning))
  }
}
