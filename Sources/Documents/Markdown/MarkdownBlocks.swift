/// The tables of a Markdown text, and the paragraphs between them.
struct MarkdownBlocks {
  enum Block {
    case table([MarkdownLine])
    case paragraph([MarkdownLine])
  }

  /// In the order of the text.
  let blocks: [Block]

  init(of lines: [MarkdownLine], in bytes: [UInt8]) {
    var blocks: [Block] = []
    var run: [MarkdownLine] = []
    func finish() {
      defer { run = [] }
      guard !run.isEmpty else { return }
      let isTable = run.contains { $0.kind == .piped } && Self.isTable(run, in: bytes)
      blocks.append(isTable ? .table(run) : .paragraph(run))
    }
    for line in lines {
      let isHeading = line.kind != .blank && bytes[line.range.lowerBound] == UInt8(ascii: "#")
      let continues = run.last.map { ($0.kind == .text) == (line.kind == .text) } ?? true
      if line.kind == .blank || isHeading || !continues { finish() }
      if line.kind != .blank { run.append(line) }
      if isHeading { finish() }
    }
    finish()
    self.blocks = blocks
  }

  /// Whether the text has a table; else it is no Markdown to speak of.
  var hasTable: Bool { blocks.contains { if case .table = $0 { true } else { false } } }

  /// A rule makes a table, and so do pipes around several lines.
  private static func isTable(_ run: [MarkdownLine], in bytes: [UInt8]) -> Bool {
    if run.contains(where: { $0.kind == .rule }) { return true }
    return run.count >= 2 && run.allSatisfy { $0.beginsWithPipe(in: bytes) && $0.endsWithPipe(in: bytes) }
  }
}

extension MarkdownLine {
  func beginsWithPipe(in bytes: [UInt8]) -> Bool { bytes[range].first == UInt8(ascii: "|") }

  func endsWithPipe(in bytes: [UInt8]) -> Bool {
    bytes[range].last == UInt8(ascii: "|") && bytes[range].dropLast().last != UInt8(ascii: "\\")
  }
}
