extension PageTextOptions {
  /// Any arrangement that a reader must understand; the new seed comes from the generator too.
  ///
  /// Leaves out only what no reader could tell apart, such as bare codes among
  /// lines of one figure each.
  package static func random(using random: inout SeededGenerator) -> Self {
    var options = Self()
    options.seed = random.next()
    options.arrangeText(using: &random)
    options.arrangeBlocks(using: &random)
    options.arrangeLabels(using: &random)
    options.arrangeFigures(using: &random)
    options.arrangeBytes(using: &random)
    return options
  }

  private mutating func arrangeText(using random: inout SeededGenerator) {
    language = random.pick(Language.allCases, else: language)
    titleIndex = Int.random(in: 0...3, using: &random)
    titlePrefix = random.pick(["", "2 ", "8 ", "Table 2. ", "Tabell 8 "], else: "")
    titleWraps = random.pick([0, 0, 20], else: 0)
    repeatsTitle = random.chance(20)
    furniture = random.pick(Furniture.allCases, else: furniture)
    blankLines = Int.random(in: 0...2, using: &random)
    trailingBlanks = random.chance(50)
  }

  private mutating func arrangeBlocks(using random: inout SeededGenerator) {
    isTransposed = random.chance(25)
    blockCount = Int.random(in: 1...4, using: &random)
    blockOrder = random.chance(70) ? .ascending : random.pick(BlockOrder.allCases, else: .ascending)
    header = random.pick(HeaderPosition.allCases, else: header)
    headerStyle = random.pick(HeaderStyle.allCases, else: headerStyle)
    totalIsLast = random.chance(15)
  }

  private mutating func arrangeLabels(using random: inout SeededGenerator) {
    labels = random.chance(75) ? .codeAndName : .nameOnly
    namesCodeColumn = labels == .codeAndName && random.chance(15)
    aliases = random.pick([0, 0, 10], else: 0)
    wraps = random.pick([0, 30, 100], else: 0)
    codesAlone = random.pick([0, 30, 100], else: 0)
    blankLinesInside = random.pick([0, 0, 20], else: 0)
  }

  private mutating func arrangeFigures(using random: inout SeededGenerator) {
    figuresPerLine = random.chance(60) ? nil : random.pick([1, 2, 5], else: 1)
    figuresStartLine = random.chance(25)
    thousandsMark = random.pick(["\u{A0}", "\u{A0}", "\u{202F}", "\u{2009}", nil], else: nil)
    pads = thousandsMark != nil && random.chance(50)
    separator = random.pick([" ", " ", "\t", "  "], else: " ")
    extraBlanks = separator == "  " ? Int.random(in: 0...4, using: &random) : 0
    if labels == .nameOnly || figuresPerLine != nil || figuresStartLine { return }
    // Bare codes can be told from figures only where they begin the line of a whole row.
    if random.chance(10) { (labels, wraps, codesAlone) = (.codeOnly, 0, 0) }
  }

  private mutating func arrangeBytes(using random: inout SeededGenerator) {
    lineEnd = random.pick(LineEnd.allCases, else: lineEnd)
    form = random.chance(80) ? .composed : .decomposed
    encoding = random.pick(Encoding.allCases, else: encoding)
    guard encoding == .windows1252 else { return }
    form = .composed
    if thousandsMark != nil { thousandsMark = "\u{A0}" }
  }
}

extension SeededGenerator {
  /// One of the elements.
  mutating func pick<Element>(_ elements: [Element], else standard: Element) -> Element {
    elements.randomElement(using: &self) ?? standard
  }
}
