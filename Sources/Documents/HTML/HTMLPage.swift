/// What stands on an HTML page, as its markup has it: nested, nothing counted or joined.
struct HTMLPage {
  /// The page's own title, which is not seen on the page.
  var title: HTMLText?
  var blocks: [HTMLBlock] = []
}

/// A piece of a page that has lines or an area of its own.
enum HTMLBlock {
  case text(HTMLText)
  case table(HTMLTable)
}

/// The characters of one block element, as they are seen; `\n` stands for a line's end that is seen.
struct HTMLText {
  /// From `at` in the text on, characters stand from `offset` on in the page.
  struct Piece {
    let at: Int
    let offset: Int
  }

  var bytes: [UInt8]
  /// In rising order; at least one.
  var pieces: [Piece]
  /// Whether each of its lines is one that the author made.
  var isPreformatted: Bool
}

/// A table as written: rows of cells, whatever they span.
struct HTMLTable {
  enum Group { case head, body, foot }

  struct Row {
    var cells: [Cell] = []
    var group: Group
    /// Rows of one group share its number.
    var groupNumber: Int
  }

  struct Cell {
    /// As declared, within the limits that HTML sets; rows of 0 mean all that follow in the group.
    let columns: Int
    let rows: Int
    var blocks: [HTMLBlock] = []
  }

  var caption: [HTMLText] = []
  /// Texts in the table that are in none of its cells.
  var strays: [HTMLBlock] = []
  var rows: [Row] = []
  /// Whether it only arranges other tables or preformatted text.
  var isLayout = false
}
