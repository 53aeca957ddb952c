import Documents
import FlowTables

/// Finds the labels in a page's words, however they are wrapped.
struct LabelFinder {
  /// A label and the words it is made of.
  struct Match: Equatable {
    let meanings: [LabelMeaning]
    /// Indices of its words, ascending; figures or lines of furniture may lie between them.
    let words: [Int]
  }

  /// How many lines of page furniture may stand within a label.
  private static let furnitureLines = 3
  /// A table in blocks of one column labels each place so often for each place; no page has many times more.
  private static let mostLabelsForPair = 8

  private let words: PageWords
  /// The label that begins at each word.
  let matches: [Int: Match]

  init(_ words: PageWords, vocabulary: Vocabulary) {
    self.words = words
    var walker = LabelWalker(words: words, vocabulary: vocabulary)
    var matches: [Int: Match] = [:]
    let size = vocabulary.dataset.places.count + 2
    let most = Self.mostLabelsForPair * size * size
    for index in words.indices where matches.count < most {
      if let match = walker.match(at: index, furnitureLines: Self.furnitureLines) { matches[index] = match }
    }
    self.matches = matches
  }

  /// The name that follows a code: next to it, or after lines of furniture when the code stands alone.
  func name(afterCodeAt index: Int) -> Match? {
    if index + 1 < words.count, words[index + 1].line == words[index].line || words.isAlone(index),
      let match = matches[index + 1]
    {
      return match.mayHaveCode ? match : nil
    }
    guard words.isAlone(index) else { return nil }
    var next = index + 1
    for _ in 0..<Self.furnitureLines {
      guard next < words.count, isFurniture(lineAt: next) else { return nil }
      next = words.nextLine(after: next)
      if let match = matches[next] { return match.mayHaveCode ? match : nil }
    }
    return nil
  }

  /// Whether a line is of words that are none of the table's.
  private func isFurniture(lineAt start: Int) -> Bool {
    !beginsWithDigit(words[start].text) && matches[start] == nil
  }
}

extension LabelFinder.Match {
  /// The places whose name this is.
  var places: [Place] {
    meanings.compactMap { if case .place(let place) = $0 { place } else { nil } }
  }

  /// Abroad has no printed code.
  fileprivate var mayHaveCode: Bool { places.contains { !$0.isAbroad } }
}

/// Walks through the tree of labels along a page's words.
private struct LabelWalker {
  /// A word as labels are compared, and where it leads from the root.
  private struct Form {
    let characters: [Character]
    let first: LabelTrie.Step
  }

  private let words: PageWords
  private let vocabulary: Vocabulary
  /// A page has few words, each many times.
  private var forms: [String: Form] = [:]

  init(words: PageWords, vocabulary: Vocabulary) {
    (self.words, self.vocabulary) = (words, vocabulary)
  }

  /// The longest label that begins at a word.
  mutating func match(at start: Int, furnitureLines: Int) -> LabelFinder.Match? {
    guard vocabulary.labels.mayBegin(with: words[start].text) else { return nil }
    var position = LabelTrie.root
    var used: [Int] = []
    var best: LabelFinder.Match?
    var skippedLines = 0
    var index = start
    while index < words.count {
      switch step(from: position, over: index) {
      case .inside(let next):
        used.append(index)
        position = next
        let meanings = vocabulary.labels.meanings(at: next)
        if !meanings.isEmpty { best = LabelFinder.Match(meanings: meanings, words: used) }
        index += 1
      case .stays:
        used.append(index)
        index += 1
      case .endsBeforeNote(let end):
        return LabelFinder.Match(meanings: vocabulary.labels.meanings(at: end), words: used + [index])
      case .leaves:
        // The label's row or furniture may stand between the pieces of a wrapped label, but not end a complete one.
        guard best == nil, !used.isEmpty, skippedLines < furnitureLines, isInterruption(at: index) else {
          return best
        }
        skippedLines += 1
        index = words.nextLine(after: index)
      }
    }
    return best
  }

  private func isInterruption(at index: Int) -> Bool {
    words[index].isFirstOnLine || vocabulary.figures.looksLikeFigure(words[index].text)
  }

  private mutating func step(from position: LabelTrie.Position, over index: Int) -> LabelTrie.Step {
    let text = words[index].text
    if beginsWithDigit(text), position == LabelTrie.root { return .leaves }
    let form = forms[text] ?? newForm(of: text)
    return position == LabelTrie.root
      ? form.first : vocabulary.labels.step(from: position, over: form.characters)
  }

  private mutating func newForm(of text: String) -> Form {
    let characters = LabelTrie.characters(of: text)
    let form = Form(
      characters: characters, first: vocabulary.labels.step(from: LabelTrie.root, over: characters))
    forms[text] = form
    return form
  }
}
