/// How a page's text is arranged; the same options and seed always give the same bytes.
///
/// What is left as it is describes the publisher's page of 2011.
package struct PageTextOptions: Equatable, Sendable {
  /// The language of title, words and names; `sámi` is Norwegian with the Sámi name behind.
  package enum Language: CaseIterable, Sendable { case english, bokmål, nynorsk, sámi }
  /// Where a block has its column headings.
  package enum HeaderPosition: CaseIterable, Sendable {
    case before, after
    /// Repeated after a page break between two rows.
    case beforeAndMiddle, middleAndAfter
  }
  /// In which order the blocks of columns are printed.
  package enum BlockOrder: CaseIterable, Sendable { case ascending, descending, rotated }
  /// Whether column headings stand below or beside one another.
  package enum HeaderStyle: CaseIterable, Sendable { case onePerLine, oneLine }
  /// What a label shows of its place.
  package enum LabelStyle: CaseIterable, Sendable { case codeAndName, nameOnly, codeOnly }
  /// Where lines stand that belong to the page and not to the table.
  package enum Furniture: CaseIterable, Sendable {
    case none
    /// Before the title and after the table.
    case edges
    /// Also between rows and around headings.
    case anywhere
  }
  /// What ends a line.
  package enum LineEnd: String, CaseIterable, Sendable { case lf = "\n", crlf = "\r\n", cr = "\r" }
  /// The Unicode form: NFC or NFD.
  package enum Form: CaseIterable, Sendable { case composed, decomposed }
  /// Windows-1252 gives way to UTF-8 where it lacks a character of the text.
  package enum Encoding: CaseIterable, Sendable { case utf8, utf8WithMark, windows1252 }

  /// Drives wraps, furniture and blanks.
  package var seed: UInt64 = 2011
  /// The language of title, words and names.
  package var language = Language.english
  /// Which of the language's titles; counted round.
  package var titleIndex = 0
  /// Stands before the title on its line.
  package var titlePrefix = "2 "
  /// In so many of a hundred blanks the title breaks.
  package var titleWraps = 0
  /// Prints the title again before each block after the first.
  package var repeatsTitle = false

  /// Rows are destinations, and the words say so.
  package var isTransposed = false
  /// Into how many blocks the columns are parted.
  package var blockCount = 2
  /// In which order the blocks follow one another.
  package var blockOrder = BlockOrder.ascending
  /// Where a block has its column headings.
  package var header = HeaderPosition.after
  /// How the column headings are set.
  package var headerStyle = HeaderStyle.onePerLine
  /// Prints "Nr." over the column of codes, as pages before 2005 do.
  package var namesCodeColumn = false
  /// Puts the sums behind Abroad, in rows and columns.
  package var totalIsLast = false

  /// What a label shows of its place.
  package var labels = LabelStyle.codeAndName
  /// In so many of a hundred labels an alias stands for the name.
  package var aliases = 0
  /// In so many of a hundred places where a label may break, it does.
  package var wraps = 40
  /// In so many of a hundred headings the code has its line alone.
  package var codesAlone = 30
  /// In so many of a hundred wrapped labels a blank line stands inside.
  package var blankLinesInside = 10

  /// `nil` puts all of a row's figures on one line.
  package var figuresPerLine: Int?
  /// Figures begin on a line of their own even where the label does not wrap.
  package var figuresStartLine = false
  /// `nil` prints `13390`.
  package var thousandsMark: Character? = "\u{A0}"
  /// A mark before a figure that begins with three digits.
  package var pads = true
  /// Between two figures; a run of blanks where it is longer than one.
  package var separator = " "
  /// Makes each run of blanks up to so many longer.
  package var extraBlanks = 0

  /// Where lines of furniture stand.
  package var furniture = Furniture.anywhere
  /// How many blank lines follow each row, heading and title.
  package var blankLines = 1
  /// Leaves a blank at the end of some lines.
  package var trailingBlanks = true
  /// What ends a line.
  package var lineEnd = LineEnd.lf
  /// The Unicode form; Windows-1252 has only the composed one.
  package var form = Form.composed
  /// How characters become bytes.
  package var encoding = Encoding.utf8

  /// The arrangement of the page of 2011.
  package init() {}

  /// The arrangement of the publisher's page of 2011.
  package static let page2011 = Self()

  /// Plain lines: headings first, one line for each row, nothing wrapped and nothing between.
  package static var plain: Self {
    var options = Self()
    (options.wraps, options.codesAlone, options.blankLinesInside) = (0, 0, 0)
    (options.header, options.headerStyle) = (.before, .oneLine)
    (options.furniture, options.trailingBlanks, options.blankLines) = (.none, false, 0)
    return options
  }
}
