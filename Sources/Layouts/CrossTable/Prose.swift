import FlowTables

/// Takes the page's furniture out of its tokens: titles, notes, links, page numbers.
///
/// A line is furniture when words that are none of the table's outweigh its
/// labels by their length; then its figures and labels are none of the table's either.
func withoutProse(_ tokens: [Token], dropsLoneFigures: Bool) -> [Token] {
  lines(of: tokens).flatMap { line -> [Token] in
    if dropsLoneFigures, line.count == 1, line[line.startIndex].isFigure { return [] }
    let others = weight(of: line, where: \.isOther)
    guard others > 0, others > weight(of: line, where: \.isHeading) else { return Array(line) }
    return line.filter(\.isOther)
  }
}

/// Tokens by the line on which they begin.
func lines(of tokens: [Token]) -> [ArraySlice<Token>] {
  var lines: [ArraySlice<Token>] = []
  var start = 0
  while start < tokens.count {
    let end = tokens[start...].firstIndex { $0.line != tokens[start].line } ?? tokens.count
    lines.append(tokens[start..<end])
    start = end
  }
  return lines
}

private func weight(of line: ArraySlice<Token>, where belongs: (Token) -> Bool) -> Int {
  line.reduce(0) { $0 + (belongs($1) ? $1.weight : 0) }
}
