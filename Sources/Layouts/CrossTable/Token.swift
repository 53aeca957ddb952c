import Documents
import FlowTables

/// A piece of a page's text as a cross table sees it.
struct Token: Equatable {
  enum Kind: Equatable {
    // Indirect because most tokens are figures, and a label is large.
    indirect case label(Label)
    case axis(Axis)
    case figure(String)
    /// A word of the page that is none of the table's.
    case other(String)
  }

  let kind: Kind
  /// How many bytes of text the token is made of.
  let weight: Int
  let line: Int
  let column: Int
  /// Blanks before the token's first word, where that begins its line.
  let indent: Int?

  init(kind: Kind, weight: Int, at word: PageText.Word) {
    (self.kind, self.weight, line, column) = (kind, weight, word.line, word.column)
    if case .lineStart(let blanks) = word.gap { indent = blanks } else { indent = nil }
  }

  var at: SourcePlace { SourcePlace(line: line, column: column) }
}

/// A heading as it was printed, and what it was taken for.
struct Label: Equatable {
  let subject: Heading.Subject
  let code: String?
  let text: String?
  let labelPlace: Place?
  let at: SourcePlace

  /// The heading of a row or a column.
  func heading(on axis: Axis) -> Heading {
    Heading(axis: axis, subject: subject, code: code, label: text, labelPlace: labelPlace, at: at)
  }
}

/// What a reading takes for granted where a page's text leaves a doubt.
struct ReadingOptions: Equatable {
  /// Which blanks join two groups of digits, besides no-break blanks.
  enum Joining: Equatable {
    case noBreaksOnly
    /// Ordinary blanks between tabulators.
    case blanksBetweenTabs
    /// A single blank, where columns are parted by runs of blanks.
    case singleBlanks
  }

  var joining = Joining.noBreaksOnly
  /// Headings in aligned columns over several lines are read down each column.
  var headingsByColumn = false
  /// A figure alone on its line is a page number.
  var dropsLoneFigures = false
  /// A code at the start of a line labels its row although no name follows.
  var rowsHaveCodesAlone = false
  /// Lines that label a row with a name nobody knows, by their numbers.
  var unknownRows: Set<Int> = []
}

extension Token {
  /// Whether the token can stand in a row of column headings.
  var isHeading: Bool {
    switch kind {
    case .label, .axis: true
    case .figure, .other: false
    }
  }

  /// Whether the token is none of the table's.
  var isOther: Bool {
    if case .other = kind { true } else { false }
  }

  /// The word, where the token is none of the table's; else nothing.
  var text: String {
    if case .other(let text) = kind { text } else { "" }
  }

  var isFigure: Bool {
    if case .figure = kind { true } else { false }
  }
}
