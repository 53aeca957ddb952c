import FlowTables

/// What the text of a heading or a field says, piece by piece: `Flyttinger 2011 03 Oslo`.
///
/// - Whole: ``rest`` holds the words that nobody knows; a text with such is no label of this dataset's.
struct LabelText: Equatable, Sendable {
  /// A place's name or code, or the word for the sum.
  enum Subject: Equatable, Sendable {
    /// By the code before the name, by the name, or by both; several places may share a name in different years.
    case place(code: String?, named: [Place])
    case total
    /// More than one of them.
    case several
  }

  var subject: Subject?
  var axis: Axis?
  /// Four digits that may be a year.
  var year: String?
  var isYearWord = false
  var isValueWord = false
  var isMarkWord = false
  var rest: [Substring] = []

  /// Whether the text says something, and nothing that nobody knows.
  var isWhole: Bool {
    rest.isEmpty && (subject != nil || axis != nil || year != nil || isYearWord || isValueWord || isMarkWord)
  }

  /// Whether the text names a place or the sum.
  var isLabel: Bool {
    switch subject {
    case .place, .total: rest.isEmpty
    case .several, nil: false
    }
  }
}

/// Reads headings and fields with a dataset's words, and the words of our own export.
struct LabelReader: Sendable {
  /// No heading has more words; what follows is prose.
  private static let mostWords = 40

  private let labels: LabelTrie
  private let codes: [String: Int]
  private let looksLikeCode: @Sendable (String) -> Bool

  init(of vocabulary: Vocabulary) {
    labels = vocabulary.fieldLabels
    codes = vocabulary.codes
    looksLikeCode = vocabulary.looksLikeCode
  }

  /// What a text says.
  func reading(of text: String) -> LabelText {
    var found = LabelText()
    var words = text.split(whereSeparator: { $0.isWhitespace })[...]
    guard words.count <= Self.mostWords else {
      found.rest = Array(words)
      return found
    }
    while let word = words.first {
      if let match = longestLabel(in: words) {
        found.note(match.meanings)
        words = words.dropFirst(match.words)
      } else if codes[String(word)] != nil || looksLikeCode(String(word)) && words.count > 1 {
        words.removeFirst()
        let name = longestLabel(in: words)
        let named = name?.meanings.places ?? []
        found.note(.place(code: String(word), named: named))
        // A lone code of four digits may be a year as well; what stands around it decides.
        if named.isEmpty, isYear(word) { found.year = String(word) }
        if !named.isEmpty { words = words.dropFirst(name?.words ?? 0) }
      } else {
        if isYear(word), found.year == nil {
          found.year = String(word.drop { !$0.isNumber }.prefix(4))
        } else if !isNote(word) {
          found.rest.append(word)
        }
        words.removeFirst()
      }
    }
    return found
  }

  /// The longest label that begins with the first word, and how many words it takes.
  private func longestLabel(in words: ArraySlice<Substring>) -> (meanings: [LabelMeaning], words: Int)? {
    var position = LabelTrie.root
    var best: (meanings: [LabelMeaning], words: Int)?
    for (count, word) in zip(1..., words) {
      switch labels.step(from: position, over: LabelTrie.characters(of: word)) {
      case .inside(let next):
        position = next
        let meanings = labels.meanings(at: next)
        if !meanings.isEmpty { best = (meanings, count) }
      case .endsBeforeNote(let end): return (labels.meanings(at: end), count)
      case .stays: break
      case .leaves: return best
      }
    }
    return best
  }

  private func isYear(_ word: Substring) -> Bool {
    let digits = word.drop { "('".contains($0) }
    guard digits.prefix(4).count == 4, digits.prefix(4).allSatisfy({ ("0"..."9").contains($0) }),
      digits.dropFirst(4).allSatisfy({ ".,:;)*'".contains($0) }), let year = Int(digits.prefix(4))
    else { return false }
    return ReferenceYear(year) != nil
  }

  /// A footnote, an ordinal or a remark on a code's years: `(13)`, `(-2019)`, `1)`, or a mark alone.
  private func isNote(_ word: Substring) -> Bool {
    guard word.contains(where: { $0.isLetter }) == false else { return false }
    return word.first == "(" && word.last == ")" || word.last == ")" || !word.contains { $0.isNumber }
  }
}

extension LabelText {
  fileprivate mutating func note(_ meanings: [LabelMeaning]) {
    let places = meanings.places
    if !places.isEmpty { note(.place(code: nil, named: places)) }
    for meaning in meanings {
      switch meaning {
      case .place: break
      case .total: note(.total)
      case .axis(let axis): self.axis = self.axis ?? axis
      case .year: isYearWord = true
      case .value: isValueWord = true
      case .mark: isMarkWord = true
      }
    }
  }

  fileprivate mutating func note(_ new: Subject) {
    subject = subject == nil || subject == new ? new : .several
  }
}

extension [LabelMeaning] {
  fileprivate var places: [Place] { compactMap { if case .place(let place) = $0 { place } else { nil } } }
}
