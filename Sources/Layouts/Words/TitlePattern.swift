import Documents
import FlowTables

/// A dataset's title with its place for the year.
///
/// Only letters are compared, so numbering, punctuation, case, spacing and
/// line ends don't count.
struct TitlePattern: Equatable, Sendable {
  private let before: [Character]
  private let after: [Character]

  init(_ title: String) {
    let parts = title.split(separator: "{year}", maxSplits: 1, omittingEmptySubsequences: false)
    before = Self.letters(of: parts[0])
    after = parts.count > 1 ? Self.letters(of: parts[1]) : []
  }

  /// A title found in a text.
  struct Match: Equatable {
    /// The words of the title, the year's among them.
    let words: Range<Int>
    let year: YearStatement
  }

  /// The titles in a text, the longest where several begin at one word.
  static func matches(of patterns: [Self], in words: [PageText.Word]) -> [Match] {
    let letters = words.map { Self.letters(of: $0.text) }
    var matches: [Match] = []
    var index = 0
    while index < words.count {
      let found = patterns.compactMap { $0.match(at: index, in: words, letters: letters) }
      if let longest = found.max(by: { $0.words.count < $1.words.count }) {
        matches.append(longest)
        index = longest.words.upperBound
      } else {
        index += 1
      }
    }
    return withNumbering(matches, in: words)
  }

  /// Titles with the table's number before them, where each has the same: `2 Migration within …`.
  ///
  /// On its own line the number could pass for a figure of the block above.
  private static func withNumbering(_ matches: [Match], in words: [PageText.Word]) -> [Match] {
    guard let first = matches.first?.words.lowerBound, first > 0, beginsWithDigit(words[first - 1].text) else {
      return matches
    }
    return matches.map { match in
      let start = match.words.lowerBound - 1
      guard start >= 0, words[start].text == words[first - 1].text else { return match }
      return Match(words: start..<match.words.upperBound, year: match.year)
    }
  }

  private func match(at start: Int, in words: [PageText.Word], letters: [[Character]]) -> Match? {
    let key = before.isEmpty ? after : before
    guard let end = Self.end(of: key, from: start, letters: letters) else { return nil }
    if before.isEmpty {
      guard start > 0, let year = Self.year(in: words[start - 1]) else { return nil }
      return Match(words: start..<end, year: year)
    }
    let last = words[end - 1]
    // "countries.2011": the year stands in the title's last word.
    if let year = Self.year(in: last) { return Match(words: start..<end, year: year) }
    if let next = words[end...].firstIndex(where: { $0.text.contains { $0.isLetter || $0.isNumber } }),
      let year = Self.year(in: words[next]), words[next].line == last.line || year.value != nil
    {
      return Match(words: start..<(next + 1), year: year)
    }
    return Match(words: start..<end, year: YearStatement(text: "", at: SourcePlace(of: last)))
  }

  /// The index after the word with which a run of letters is complete.
  private static func end(of key: [Character], from start: Int, letters: [[Character]]) -> Int? {
    guard start < letters.count, !letters[start].isEmpty else { return nil }
    var rest = key[...]
    for (index, word) in letters[start...].enumerated() {
      guard rest.starts(with: word) else { return nil }
      rest = rest.dropFirst(word.count)
      if rest.isEmpty { return start + index + 1 }
    }
    return nil
  }

  /// The digits at the end of a word, however they are set: `2011`, `(2011).`, `countries.2011`.
  private static func year(in word: PageText.Word) -> YearStatement? {
    let digits = word.text.drop { !$0.isNumber }
    let text = digits.prefix { $0.isNumber || $0.isLetter || isDash($0) || $0 == "/" }
    return text.isEmpty ? nil : YearStatement(text: String(text), at: SourcePlace(of: word))
  }

  private static func letters(of text: some StringProtocol) -> [Character] {
    LabelKey(text).folded.filter(\.isLetter).map(\.self)
  }
}

extension SourcePlace {
  /// Where a word of a page's text begins.
  init(of word: PageText.Word) { self.init(line: word.line, column: word.column) }
}
