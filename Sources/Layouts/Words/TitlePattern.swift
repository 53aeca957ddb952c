import Documents
import FlowTables

/// A dataset's title with its place for the year.
///
/// Only letters are compared, so numbering, punctuation, case, spacing and
/// line ends don't count.
struct TitlePattern: Equatable, Sendable {
  private let beginsWithYear: Bool
  /// The title's letters up to its year, or behind a year that it begins with.
  private let key: [Character]

  init(_ title: String) {
    let parts = title.split(separator: "{year}", maxSplits: 1, omittingEmptySubsequences: false)
    let before = Self.letters(of: parts[0])
    beginsWithYear = before.isEmpty
    key = beginsWithYear && parts.count > 1 ? Self.letters(of: parts[1]) : before
  }

  /// How many letters a text must have to hold the title.
  var letterCount: Int { key.count }

  /// A title found in a text.
  struct Match: Equatable {
    /// The words of the title, those of its number and its year among them.
    let words: Range<Int>
    let year: YearStatement
  }

  /// The titles in a text, the longest where several begin at one word; at most so many.
  static func matches(
    of patterns: [Self], in words: [PageText.Word], limit: Int = .max
  ) -> [Match] {
    let beginnings = Beginnings(of: patterns.compactMap(\.key.first))
    var matches: [Match] = []
    var index = 0
    while index < words.count, matches.count < limit {
      let found =
        beginnings.begin(words[index].text)
        ? Self.matches(of: patterns, at: index, in: words) : []
      if let longest = found.max(by: { $0.words.count < $1.words.count }) {
        matches.append(longest)
        index = longest.words.upperBound
      } else {
        index += 1
      }
    }
    return withNumbering(matches, in: words)
  }

  /// The positions of those lists of patterns of which one matches somewhere in a text, found in one pass.
  static func owners(of lists: [[Self]], in words: [PageText.Word]) -> Set<Int> {
    let beginnings = Beginnings(of: lists.joined().compactMap(\.key.first))
    var owners: Set<Int> = []
    for index in words.indices where beginnings.begin(words[index].text) {
      for (owner, patterns) in lists.enumerated() where !owners.contains(owner) {
        if !matches(of: patterns, at: index, in: words).isEmpty { owners.insert(owner) }
      }
    }
    return owners
  }

  private static func matches(of patterns: [Self], at start: Int, in words: [PageText.Word]) -> [Match] {
    let letters = letters(of: words[start].text)
    return patterns.filter { $0.key.starts(with: letters) }.compactMap { $0.match(at: start, in: words) }
  }

  /// Titles with the table's number before them, where each has the same: `2 Migration within …`.
  ///
  /// On its own line the number could pass for a figure of the block above.
  private static func withNumbering(_ matches: [Match], in words: [PageText.Word]) -> [Match] {
    guard let first = matches.first?.words.lowerBound, first > 0, beginsWithDigit(words[first - 1].text)
    else {
      return matches
    }
    return matches.map { match in
      let start = match.words.lowerBound - 1
      guard start >= 0, words[start].text == words[first - 1].text else { return match }
      return Match(words: start..<match.words.upperBound, year: match.year)
    }
  }

  private func match(at start: Int, in words: [PageText.Word]) -> Match? {
    guard let end = end(from: start, in: words) else { return nil }
    if beginsWithYear {
      guard start > 0, let year = Self.year(in: words[start - 1]) else { return nil }
      return Match(words: start..<end, year: year)
    }
    let last = words[end - 1]
    // "countries.2011": the year stands in the title's last word.
    let own = Self.year(in: last)
    // "fylkene1. 2011": a lone digit there is a footnote's.
    if let own, own.text.utf8.count > 1 || end == words.count || words[end].line != last.line {
      return Match(words: start..<end, year: own)
    }
    if let next = words[end...].firstIndex(where: { $0.text.contains { $0.isLetter || $0.isNumber } }),
      let year = Self.year(in: words[next]), words[next].line == last.line || year.value != nil
    {
      return Match(words: start..<(next + 1), year: year)
    }
    return Match(words: start..<end, year: own ?? YearStatement(text: "", at: SourcePlace(of: last)))
  }

  /// The index after the word with which the title's letters are complete.
  private func end(from start: Int, in words: [PageText.Word]) -> Int? {
    var rest = key[...]
    for index in start..<words.count {
      let letters = Self.letters(of: words[index].text)
      guard rest.starts(with: letters) else { return nil }
      rest = rest.dropFirst(letters.count)
      if rest.isEmpty { return index + 1 }
    }
    return nil
  }

  /// The digits at the end of a word, however they are set: `2011`, `(2011).`, `countries.2011`.
  private static func year(in word: PageText.Word) -> YearStatement? {
    let digits = word.text.drop { !$0.isNumber }
    let text = digits.prefix { $0.isNumber || $0.isLetter || $0.isDash || $0 == "/" }
    return text.isEmpty ? nil : YearStatement(text: String(text), at: SourcePlace(of: word))
  }

  private static func letters(of text: some StringProtocol) -> [Character] {
    guard text.utf8.allSatisfy({ $0 < 0x80 }) else {
      return LabelKey(text).folded.filter(\.isLetter).map(\.self)
    }
    return text.utf8.compactMap { byte in
      let small = byte | 0x20
      return (0x61...0x7A).contains(small) ? Character(Unicode.Scalar(small)) : nil
    }
  }
}

/// The letters that titles begin with, for passing over most words at little cost.
private struct Beginnings {
  /// A bit for each letter of ASCII, from `a`.
  private let plain: UInt32
  private let all: Set<Character>

  init(of letters: [Character]) {
    all = Set(letters)
    plain = letters.compactMap(\.asciiValue).reduce(0) { mask, letter in
      (0x61...0x7A).contains(letter) ? mask | 1 << UInt32(letter - 0x61) : mask
    }
  }

  /// Whether a word's first letter is one of them; figures have none.
  func begin(_ text: String) -> Bool {
    for byte in text.utf8 {
      let small = byte | 0x20
      if byte < 0x80, (0x61...0x7A).contains(small) { return plain & 1 << UInt32(small - 0x61) != 0 }
      if byte >= 0x80 { break }
    }
    guard text.utf8.contains(where: { $0 >= 0x80 }), let first = text.first(where: \.isLetter) else {
      return false
    }
    return first.lowercased().first.map(all.contains) ?? false
  }
}

extension SourcePlace {
  /// Where a word of a page's text begins.
  init(of word: PageText.Word) { self.init(line: word.line, column: word.column) }
}
