import Documents

/// A page's words with their lines at hand.
struct PageWords {
  private let words: [PageText.Word]
  /// For each word the index of the first word of the next line.
  private let nextLines: [Int]

  init(_ words: [PageText.Word]) {
    self.words = words
    var nextLines = Array(repeating: words.count, count: words.count)
    var next = words.count
    for index in words.indices.reversed() {
      nextLines[index] = next
      if words[index].isFirstOnLine { next = index }
    }
    self.nextLines = nextLines
  }

  var count: Int { words.count }
  var indices: Range<Int> { words.indices }

  subscript(index: Int) -> PageText.Word { words[index] }

  /// The index of the first word of the next line; the number of words where there is none.
  func nextLine(after index: Int) -> Int { nextLines[index] }

  /// The words from one to the end of its line.
  func restOfLine(from index: Int) -> Range<Int> { index..<nextLines[index] }

  /// Whether a word has its line to itself.
  func isAlone(_ index: Int) -> Bool { words[index].isFirstOnLine && nextLines[index] == index + 1 }

  /// The words at some indices as one text.
  func text(of indices: some Sequence<Int>) -> String {
    indices.map { words[$0].text }.joined(separator: " ")
  }
}
