extension PageText {
  /// Far more than any table's text has: figures for 500 places both ways.
  package static let mostWords = 400_000

  /// Longer words are none of a table's; only so much of them is kept.
  private static let mostBytesOfWord = 256

  /// Parts UTF-8 into words, in one pass.
  ///
  /// `place` tells where the word stands that begins at an offset of the bytes, if not
  /// where they have it; it is asked in rising order.
  ///
  /// - Errors: `tooManyWords` beyond ``mostWords``.
  package init(utf8 bytes: [UInt8], place: ((_ offset: Int) -> DocumentPlace)? = nil) throws(DocumentError
    .Reason)
  {
    var words: [Word] = []
    var gap = GapCounter()
    var word: (start: Int, column: Int)?
    var (line, column, index) = (1, 1, 0)

    func finishWord(at end: Int) {
      guard let (start, column) = word else { return }
      let text = visibleText(of: bytes[start..<min(end, start + Self.mostBytesOfWord)])
      let at = place?(start) ?? DocumentPlace(line: line, column: column)
      words.append(Word(text, line: at.line, column: at.column, gap: gap.value))
      (word, gap) = (nil, GapCounter(isLineStart: false))
    }

    while index < bytes.count {
      guard words.count <= Self.mostWords else { throw .tooManyWords(limit: Self.mostWords) }
      let (kind, length) = CharacterKind.of(bytes, at: index)
      switch kind {
      case .letter, .combining, .invisible:
        if word == nil, kind != .invisible { word = (index, column) }
      case .lineEnd:
        finishWord(at: index)
        (gap, line, column) = (GapCounter(), line + 1, 0)
      case .blank, .tab, .noBreak:
        finishWord(at: index)
        gap.count(kind)
      }
      if kind != .combining, kind != .invisible { column += 1 }
      index += length
    }
    finishWord(at: bytes.count)
    guard words.count <= Self.mostWords else { throw .tooManyWords(limit: Self.mostWords) }
    self.init(words: words)
  }
}

/// Counts the blanks before a word.
private struct GapCounter {
  var isLineStart = true
  private var blanks = 0
  private var tabs = 0
  private var noBreaks = 0

  init(isLineStart: Bool = true) { self.isLineStart = isLineStart }

  mutating func count(_ kind: CharacterKind) {
    switch kind {
    case .tab: tabs += 1
    case .noBreak: noBreaks += 1
    default: blanks += 1
    }
  }

  var value: PageText.Gap {
    if isLineStart { return .lineStart(indent: blanks + tabs + noBreaks) }
    if tabs > 0 { return .tab }
    return blanks == 0 && noBreaks == 1 ? .noBreak : .blanks(blanks + noBreaks)
  }
}

/// What a character does to words.
private enum CharacterKind {
  case letter
  /// Stands on the letter before it.
  case combining
  /// Parts nothing and is not seen: soft hyphens, zero-width characters.
  case invisible
  case blank
  case tab
  /// No-break, figure, punctuation, thin, hair and narrow no-break space.
  case noBreak
  case lineEnd

  /// The kind and the length in bytes of the character at an index of valid UTF-8.
  static func of(_ bytes: [UInt8], at index: Int) -> (kind: Self, length: Int) {
    let first = bytes[index]
    switch first {
    case 0x09: return (.tab, 1)
    case 0x0D where index + 1 < bytes.count && bytes[index + 1] == 0x0A: return (.lineEnd, 2)
    case 0x0A...0x0D: return (.lineEnd, 1)
    case 0x20: return (.blank, 1)
    case 0x00..<0x80: return (.letter, 1)
    default:
      let length = min(first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2, bytes.count - index)
      // Of the first byte only the bits behind its leading ones are the character's.
      let start = UInt32(first) & (0xFF >> UInt32(length + 1))
      let value = bytes[(index + 1)..<(index + length)].reduce(start) { $0 << 6 | UInt32($1 & 0x3F) }
      return (Unicode.Scalar(value).map(of) ?? .letter, length)
    }
  }

  private static func of(_ scalar: Unicode.Scalar) -> Self {
    switch scalar.value {
    case 0x85, 0x2028, 0x2029: .lineEnd
    case 0xA0, 0x2007...0x200A, 0x202F: .noBreak
    case 0x1680, 0x2000...0x2006, 0x205F, 0x3000: .blank
    case _ where isInvisible(scalar): .invisible
    // No combining mark comes before U+0300.
    case ..<0x300: .letter
    default: scalar.properties.generalCategory == .nonspacingMark ? .combining : .letter
    }
  }
}

private func visibleText(of bytes: ArraySlice<UInt8>) -> String {
  let text = String(decoding: bytes, as: UTF8.self)
  // Only 0xC2 (soft hyphen), 0xE2 (zero-width) and 0xEF (byte order mark) begin an invisible character.
  guard bytes.contains(where: { $0 == 0xC2 || $0 == 0xE2 || $0 == 0xEF }) else { return text }
  return String(String.UnicodeScalarView(text.unicodeScalars.filter { !isInvisible($0) }))
}

private func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0xAD, 0x200B...0x200F, 0x2060, 0xFEFF: true
  default: false
  }
}
