import Documents
import FlowTables

/// Finds the labels in a page's words, however they are wrapped.
struct LabelFinder {
  /// A label and the words it is made of.
  struct Match: Equatable {
    let meanings: [LabelMeaning]
    /// Indices of its words, ascending; lines of furniture may lie between them.
    let words: [Int]
  }

  /// How many lines of page furniture may stand within a label.
  private static let furnitureLines = 3

  private let words: [PageText.Word]
  private let labels: LabelTrie
  private let characters: [[Character]]
  /// The label that begins at each word.
  let matches: [Int: Match]

  init(_ words: [PageText.Word], labels: LabelTrie) {
    self.words = words
    self.labels = labels
    // Figures are most of a page and begin no label.
    let characters = words.map { word in
      word.text.utf8.first.map { (0x30...0x39).contains($0) } == true
        ? [] : LabelTrie.characters(of: word.text)
    }
    self.characters = characters
    var matches: [Int: Match] = [:]
    var index = 0
    while index < words.count {
      if let match = Self.match(at: index, in: words, characters, labels) { matches[index] = match }
      index += 1
    }
    self.matches = matches
  }

  /// The label that follows a code: next to it, or after lines of furniture when the code stands alone.
  func label(afterCodeAt index: Int) -> Match? {
    var next = index + 1
    for _ in 0...Self.furnitureLines {
      guard next < words.count else { return nil }
      if let match = matches[next] { return match }
      guard words[index].isFirstOnLine, words[next].isFirstOnLine, let line = nextLine(after: next) else {
        return nil
      }
      next = line
    }
    return nil
  }

  private func nextLine(after index: Int) -> Int? {
    words[(index + 1)...].firstIndex(where: \.isFirstOnLine)
  }

  private static func match(
    at start: Int, in words: [PageText.Word], _ characters: [[Character]], _ labels: LabelTrie
  ) -> Match? {
    var position = LabelTrie.root
    var used: [Int] = []
    var best: Match?
    var skippedLines = 0
    var index = start
    while index < words.count {
      switch labels.step(from: position, over: characters[index]) {
      case .inside(let next):
        used.append(index)
        position = next
        let meanings = labels.meanings(at: next)
        if !meanings.isEmpty { best = Match(meanings: meanings, words: used) }
        index += 1
      case .endsBeforeNote(let end):
        return Match(meanings: labels.meanings(at: end), words: used + [index])
      case .leaves:
        // Furniture may stand between the pieces of a wrapped label, but not end a complete one.
        guard best == nil, !used.isEmpty, words[index].isFirstOnLine, skippedLines < furnitureLines,
          let line = words[(index + 1)...].firstIndex(where: \.isFirstOnLine)
        else { return best }
        skippedLines += 1
        index = line
      }
    }
    return best
  }
}
