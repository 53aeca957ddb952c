import FlowTables

/// Takes the page's furniture out of its tokens: titles, notes, links, page numbers.
///
/// A line is furniture when words that are none of the table's outweigh its
/// labels; then its figures and labels are none of the table's either.
func withoutProse(_ tokens: [Token], dropsLoneFigures: Bool) -> [Token] {
  lines(of: tokens).flatMap { line -> [Token] in
    let others = line.count { $0.isOther }
    let headings = line.count { $0.isHeading }
    let figures = line.count - others - headings
    if dropsLoneFigures, figures == 1, line.count == 1 { return [] }
    let isProse = others > 0 && (figures == 0 ? others >= headings : others > headings)
    return isProse ? line.filter(\.isOther) : Array(line)
  }
}

/// Tokens by the line on which they begin.
func lines(of tokens: [Token]) -> [ArraySlice<Token>] {
  var lines: [ArraySlice<Token>] = []
  var start = 0
  while start < tokens.count {
    let end = tokens[start...].firstIndex { $0.at.line != tokens[start].at.line } ?? tokens.count
    lines.append(tokens[start..<end])
    start = end
  }
  return lines
}

extension Token {
  var isOther: Bool {
    if case .other = kind { true } else { false }
  }
}
