import Documents

/// Reads headings that are set in aligned columns over several lines down each column, as a person does.
///
/// `Sogn og   Møre og` over `Fjordane  Romsdal` becomes the words of Sogn og
/// Fjordane, then those of Møre og Romsdal, each piece as if on a line of its
/// own. Everything else stays as it is.
struct AlignedHeadings {
  /// Words parted by single blanks, between runs of blanks or tabulators.
  private struct Piece {
    var words: Range<Int>
    let columns: Range<Int>
  }

  /// Pieces that stand below one another.
  private struct Column {
    let extent: Range<Int>
    var pieces: [Piece]
  }

  private let words: PageWords
  private let vocabulary: Vocabulary

  init(_ words: PageWords, vocabulary: Vocabulary) { (self.words, self.vocabulary) = (words, vocabulary) }

  /// The page's words in the order of reading.
  func inReadingOrder() -> [PageText.Word] {
    var ordered: [PageText.Word] = []
    var start = 0
    while start < words.count {
      let lines = linesWithoutFigures(from: start)
      if lines.isEmpty {
        let line = words.restOfLine(from: start)
        ordered += line.map { words[$0] }
        start = line.upperBound
      } else {
        ordered += reordered(lines)
        start = lines.last?.last?.words.upperBound ?? words.count
      }
    }
    return ordered
  }

  /// Consecutive lines that hold words and codes only.
  private func linesWithoutFigures(from start: Int) -> [[Piece]] {
    var lines: [[Piece]] = []
    var next = start
    while next < words.count {
      let line = words.restOfLine(from: next)
      let hasFigures = line.contains {
        vocabulary.figures.looksLikeFigure(words[$0].text) && vocabulary.codes[words[$0].text] == nil
      }
      if hasFigures { break }
      lines.append(pieces(of: line))
      next = line.upperBound
    }
    return lines
  }

  private func pieces(of line: Range<Int>) -> [Piece] {
    var pieces: [Piece] = []
    for index in line {
      let word = words[index]
      let end = word.column + word.text.count
      if let last = pieces.last, word.gap == .blanks(1) || word.gap == .noBreak {
        pieces[pieces.count - 1] = Piece(
          words: last.words.lowerBound..<(index + 1), columns: last.columns.lowerBound..<end)
      } else {
        pieces.append(Piece(words: index..<(index + 1), columns: word.column..<end))
      }
    }
    return pieces
  }

  private func reordered(_ lines: [[Piece]]) -> [PageText.Word] {
    let plain = lines.flatMap { $0.flatMap { $0.words.map { words[$0] } } }
    guard let widest = lines.max(by: { $0.count < $1.count }), widest.count > 2 else { return plain }
    var columns = widest.map { Column(extent: $0.columns, pieces: []) }
    var before: [Piece] = []
    var after: [Piece] = []
    for line in lines {
      for piece in line {
        let below = columns.indices.filter { columns[$0].extent.overlaps(piece.columns) }
        let isRowLabel = line.count == 1 && below.first ?? 0 == 0
        if below.count > 1 || isRowLabel && columns.allSatisfy(\.pieces.isEmpty) {
          before.append(piece)
        } else if isRowLabel, columns[0].pieces.isEmpty == false || below.isEmpty {
          after.append(piece)
        } else if let column = below.first {
          columns[column].pieces.append(piece)
        } else {
          columns.append(Column(extent: piece.columns, pieces: [piece]))
        }
      }
    }
    columns.sort { $0.extent.lowerBound < $1.extent.lowerBound }
    return before.flatMap(standing) + columns.flatMap { $0.pieces.flatMap(standing) }
      + after.flatMap(standing)
  }

  /// A piece's words as if they began a line at its column.
  private func standing(_ piece: Piece) -> [PageText.Word] {
    piece.words.map { index in
      let word = words[index]
      guard index == piece.words.lowerBound else { return word }
      return PageText.Word(
        word.text, line: word.line, column: word.column, gap: .lineStart(indent: word.column - 1))
    }
  }
}
