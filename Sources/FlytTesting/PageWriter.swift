import FlowTables

/// Writes the lines of a page, wrapping labels and strewing furniture as the options say.
struct PageWriter {
  let options: PageTextOptions
  let wording: PageWording
  var random: SeededGenerator
  private(set) var lines: [String] = []

  init(options: PageTextOptions, wording: PageWording) {
    (self.options, self.wording) = (options, wording)
    random = SeededGenerator(seed: options.seed)
  }

  /// What stands before the table.
  mutating func open() {
    if options.furniture != .none { write(["Migration, internal"]) }
    writeTitle()
  }

  /// What stands after the table.
  mutating func close() {
    if options.furniture != .none { write(furniture) }
  }

  mutating func writeTitle() { write(wrapped(wording.title, percent: options.titleWraps)) }

  /// The words of the axes and the headings of a block's columns.
  mutating func writeHeader(_ block: PageBlock) {
    strewFurniture()
    // The heading of the sums stands between the two words, as it does on the page.
    let leads = block.isFirst && block.columns.first == .total
    let code = options.namesCodeColumn ? ["Nr."] : []
    let corner = block.isFirst ? code + [wording.rowWord] + (leads ? [wording.total] : []) : []
    let rest = leads ? block.columns.dropFirst() : block.columns[...]
    switch options.headerStyle {
    case .oneLine:
      let headings = rest.map { label(of: $0).joined(separator: " ") }
      write([(corner + [wording.columnWord] + headings).joined(separator: gap)])
    case .onePerLine:
      if !corner.isEmpty { write([corner.joined(separator: " ")]) }
      write([wording.columnWord])
      for heading in rest { write(brokenLabel(of: heading)) }
    }
    strewFurniture()
  }

  /// A row's label and its figures.
  mutating func writeRow(_ heading: PageHeading, figures: [String]) {
    strewFurniture()
    var label = brokenLabel(of: heading)
    var parts = chunks(of: figures)
    // Only an unbroken label shares its line with figures.
    if label.count == 1, !options.figuresStartLine, let first = parts.first {
      label = [label.joined() + gap + first]
      parts.removeFirst()
    }
    write(label + (label.count > 1 && options.blankLines > 0 ? [""] : []) + parts)
  }

  private mutating func chunks(of figures: [String]) -> [String] {
    let size = max(1, options.figuresPerLine ?? figures.count)
    return stride(from: 0, to: figures.count, by: size).map { start in
      var line = figures[start]
      for figure in figures[start..<min(start + size, figures.count)].dropFirst() { line += gap + figure }
      return line
    }
  }

  /// What parts two figures: the separator, or a run of blanks.
  private var gap: String {
    mutating get {
      guard options.extraBlanks > 0 else { return options.separator }
      return options.separator
        + String(repeating: " ", count: Int.random(in: 0...options.extraBlanks, using: &random))
    }
  }

  private mutating func write(_ unit: [String]) {
    for line in unit {
      let needsBlank = options.trailingBlanks && !line.isEmpty && random.chance(10)
      lines.append(needsBlank ? line + " " : line)
    }
    lines += Array(repeating: "", count: options.blankLines)
  }

  private mutating func strewFurniture() {
    guard options.furniture == .anywhere, random.chance(8) else { return }
    write(furniture.randomElement(using: &random).map { [$0] } ?? [])
  }

  private var furniture: [String] {
    let edition = "https://www.example.org/flytting/tab-\(wording.year.value + 1)-05-11-02.html"
    return [
      "Explanation of symbols", "Page 2 of 3", "Statistics Norway", edition, "Top of page",
      "Standardtegn i tabeller",
    ]
  }
}

extension PageWriter {
  private mutating func label(of heading: PageHeading) -> [String] {
    [wording.code(of: heading), wording.name(of: heading, using: &random)].compactMap(\.self)
  }

  /// A label over one line or more.
  private mutating func brokenLabel(of heading: PageHeading) -> [String] {
    let code = wording.code(of: heading)
    guard let name = wording.name(of: heading, using: &random) else { return [code].compactMap(\.self) }
    var pieces = wrapped(name, percent: options.wraps)
    if let code {
      if random.chance(options.codesAlone) {
        pieces.insert(code, at: 0)
      } else {
        pieces[0] = "\(code) \(pieces[0])"
      }
    }
    guard pieces.count > 1, random.chance(options.blankLinesInside) else { return pieces }
    pieces.insert("", at: Int.random(in: 1..<pieces.count, using: &random))
    return pieces
  }

  /// Breaks a text behind hyphens and at blanks; never beside a dash that stands alone, which would look like a symbol.
  private mutating func wrapped(_ text: String, percent: Int) -> [String] {
    var pieces = [""]
    let characters = Array(text)
    for (index, character) in characters.enumerated() {
      let next = index + 1 < characters.count ? characters[index + 1] : " "
      let beforeThat = index > 0 ? characters[index - 1] : " "
      let isBlank = character == " " && !"-–/".contains(next) && !"-–/".contains(beforeThat)
      let isHyphen = character == "-" && beforeThat.isLetter && next.isLetter
      if !isBlank || !breaks(percent) {
        pieces[pieces.count - 1].append(character)
        if isHyphen, breaks(percent) { pieces.append("") }
      } else {
        pieces.append("")
      }
    }
    return pieces
  }

  private mutating func breaks(_ percent: Int) -> Bool { percent > 0 && random.chance(percent) }
}
