/// One origin–destination table as its publisher reported it.
///
/// Nothing has been checked and nothing filled in.
///
/// - Unit: persons who changed residence during the year that ``years`` state.
/// - Shape: any number of cells for each ordered pair; a missing or doubled
///   pair is for `Checks` to report, not an error here.
/// - Totals: the publisher's own, never recomputed. They include moves within
///   a region, so they are *not* its in- or out-migration.
package struct ReportedTable: Equatable, Sendable {
  /// Which dataset's definition read the table.
  package var dataset: String
  /// Which layout read it.
  package var layout: String
  /// Every statement of the reference year, in the order of the extract.
  package var years: [YearStatement]
  /// Every row and column heading, in the order of the extract.
  package var headings: [Heading]
  /// The inner cells, in the order of the extract.
  package var cells: [ReportedCell]
  /// The printed sums.
  package var totals: [ReportedTotal]
  /// What the layout saw and could not place.
  package var faults: [LayoutFault]
  /// When the source says that its figures were last updated; a table with several years says it of its newest.
  package var updatedOn: CivilDate?
  /// Rows whose figures don't fit their headings and stand in no cell; each has a fault as well.
  package var unplacedRows: [UnplacedRow] = []

  /// A table as a layout found it.
  package init(
    dataset: String, layout: String, years: [YearStatement] = [], headings: [Heading] = [],
    cells: [ReportedCell] = [], totals: [ReportedTotal] = [], faults: [LayoutFault] = []
  ) {
    (self.dataset, self.layout, self.years, self.headings) = (dataset, layout, years, headings)
    (self.cells, self.totals, self.faults) = (cells, totals, faults)
  }
}

/// One place in an extract that states the reference year.
package struct YearStatement: Hashable, Sendable {
  /// The digits as printed; empty where the year's place holds none.
  package let text: String
  /// Where the year stands, or should.
  package let at: SourcePlace

  /// A statement as printed.
  package init(text: String, at: SourcePlace) { (self.text, self.at) = (text, at) }

  /// The year, where the text is one of four digits.
  package var value: Int? {
    text.utf8.count == 4 && text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
  }
}

/// A row's or a column's heading: what was printed, and the place it was taken for.
package struct Heading: Hashable, Sendable {
  /// What the heading stands for.
  package enum Subject: Hashable, Sendable {
    case place(Place)
    case total
    /// Stands where a place must, and names none.
    case unknown
  }

  /// Whether it heads a row or a column of that end.
  package let axis: Axis
  /// What it was taken for.
  package let subject: Subject
  /// The printed code, where there is one.
  package let code: String?
  /// The printed name with single blanks; `nil` where only a code is printed.
  package let label: String?
  /// The place that the printed name alone stands for, for comparison with the code.
  package let labelPlace: Place?
  /// Where the heading begins.
  package let at: SourcePlace

  /// A heading as printed, and what it was taken for.
  package init(
    axis: Axis, subject: Subject, code: String?, label: String?, labelPlace: Place?, at: SourcePlace
  ) {
    (self.axis, self.subject, self.code, self.label) = (axis, subject, code, label)
    (self.labelPlace, self.at) = (labelPlace, at)
  }
}

/// What stands in one cell, with its place in the extract.
package struct ReportedFigure: Hashable, Sendable {
  /// A value, or a text that is none.
  package enum Reading: Hashable, Sendable {
    case value(CellValue)
    /// Not a count of persons: the text as printed, and why.
    case unreadable(String, UnreadableReason)
  }

  /// What the text says.
  package let reading: Reading
  /// The printed symbol, also beside a number; `nil` for a bare number.
  package let mark: String?
  /// Where the figure begins.
  package let at: SourcePlace

  /// A figure with its mark and place.
  package init(_ reading: Reading, mark: String? = nil, at: SourcePlace) {
    (self.reading, self.mark, self.at) = (reading, mark, at)
  }
}

/// Why a printed text is not a count of persons.
package enum UnreadableReason: String, Hashable, Sendable {
  case negative
  case fractional
  case overflowing
  /// Neither a number nor a symbol of the dataset.
  case malformed
  /// Nothing, where the dataset gives a blank no meaning.
  case blank
  /// A number beside a symbol that says there is none.
  case contradictory
}

/// An inner cell of a reported table.
package struct ReportedCell: Hashable, Sendable {
  /// Between which places.
  package let flow: Flow
  /// What stands in the cell.
  package let figure: ReportedFigure

  /// A cell of a flow.
  package init(_ flow: Flow, _ figure: ReportedFigure) { (self.flow, self.figure) = (flow, figure) }
}

/// Which sum a printed total is.
package enum Margin: Hashable, Sendable {
  /// All moves from a place: the end of its row where rows are origins.
  case from(Place)
  /// All moves to a place.
  case to(Place)
  case grand
}

/// A sum as printed.
package struct ReportedTotal: Hashable, Sendable {
  /// Which sum it is.
  package let margin: Margin
  /// What is printed.
  package let figure: ReportedFigure

  /// The printed figure of a sum.
  package init(_ margin: Margin, _ figure: ReportedFigure) { (self.margin, self.figure) = (margin, figure) }
}

/// Something in an extract that a layout could not place in the table.
package struct LayoutFault: Hashable, Sendable {
  /// What could not be placed.
  package enum Kind: Hashable, Sendable {
    /// A row whose number of figures is not that of its column headings.
    case rowWidth(row: Heading.Subject, figures: Int, columns: Int)
    /// A column block whose rows all disagree with its headings alike.
    case blockWidth(rows: Int, figures: Int, columns: Int)
    /// Figures that no row label stands before.
    case unlabelledFigures(count: Int)
    /// No row of column headings was found.
    case noColumnHeadings
    /// Rows stand in the extract for which no column headings were found.
    case rowsWithoutHeadings(rows: Int)
    /// Two rows of labels, and nothing says which are origins; their names as printed.
    case unknownAxes(String, String)
    /// An axis of more than one step besides places and years, of which none is the sum; its name.
    case unknownDimension(String, steps: Int)
    /// Thousands marks and column gaps are the same blank, and the sums part the figures not or not surely.
    case ambiguousGrouping(GroupingDoubt)
  }

  /// What it is.
  package let kind: Kind
  /// Where it begins.
  package let at: SourcePlace

  /// A fault and its place.
  package init(_ kind: Kind, at: SourcePlace) { (self.kind, self.at) = (kind, at) }
}

/// A row that has more figures than headings, or fewer, so that nobody knows which stands under which.
package struct UnplacedRow: Hashable, Sendable {
  /// What the row is.
  package let row: Heading.Subject
  /// Which end of a flow the row is.
  package let axis: Axis
  /// What the headings stand for, in the order of printing.
  package let columns: [Heading.Subject]
  /// The figures, in the order of printing.
  package let figures: [ReportedFigure]

  /// A row of figures and the headings that they don't fit.
  package init(
    _ row: Heading.Subject, on axis: Axis, columns: [Heading.Subject], figures: [ReportedFigure]
  ) {
    (self.row, self.axis, self.columns, self.figures) = (row, axis, columns, figures)
  }
}
