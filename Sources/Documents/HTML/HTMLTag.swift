/// What an element means for the text and tables of a page.
enum HTMLTag {
  case table, row, cell, caption, title, preformatted
  case group(HTMLTable.Group)
  /// Its contents are not seen, or are a control of a form.
  case skipped
  case lineBreak
  /// Stands apart from the figure before it.
  case raised
  /// Part of the text around it.
  case inline
  /// Has lines of its own; so has every element that is not known here.
  case block

  init(_ name: String) { self = Self.known[name] ?? .block }

  /// Whether the element is a table or stands in one.
  var isOfTable: Bool {
    switch self {
    case .table, .row, .cell, .caption, .group: true
    case .title, .preformatted, .skipped, .lineBreak, .raised, .inline, .block: false
    }
  }

  private static let known: [String: Self] = {
    var tags: [String: Self] = [
      "table": .table, "tr": .row, "td": .cell, "th": .cell, "caption": .caption, "title": .title,
      "pre": .preformatted, "xmp": .preformatted, "listing": .preformatted, "br": .lineBreak,
      "thead": .group(.head), "tbody": .group(.body), "tfoot": .group(.foot),
      "sup": .raised, "sub": .raised,
    ]
    let skipped = [
      "script", "style", "template", "noscript", "select", "option", "textarea", "button", "object", "iframe",
      "svg", "math", "datalist",
    ]
    let inline = [
      "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
      "i",
      "img", "input", "ins", "kbd", "label", "mark", "nobr", "q", "s", "samp", "small", "span", "strike",
      "strong", "time", "tt", "u", "var", "wbr", "col", "colgroup",
    ]
    for name in skipped { tags[name] = .skipped }
    for name in inline { tags[name] = .inline }
    return tags
  }()
}

extension MarkupAttributes {
  /// Whether the element says of itself that it is not seen; style sheets are not read.
  var isHidden: Bool {
    guard !isEmpty else { return false }
    if self["hidden"] != nil { return true }
    guard let style = self["style"]?.lowercased() else { return false }
    let rules = style.filter { !$0.isWhitespace }
    return rules.contains("display:none") || rules.contains("visibility:hidden")
  }

  /// Whether a value has swallowed cells of a table, as one does whose closing quote was lost.
  var swallowCells: Bool {
    containValue { value in
      guard value.utf8.contains(UInt8(ascii: "<")) else { return false }
      let value = value.lowercased()
      return ["<td", "<th", "<tr", "</t"].contains { value.contains($0) }
    }
  }

  /// How many columns or rows a cell covers: `least` where it does not say so properly.
  func span(_ name: String, least: Int, most: Int) -> Int {
    guard !isEmpty, let text = self[name] else { return 1 }
    let digits = text.drop { $0.isWhitespace }.prefix { $0.isASCII && $0.isNumber }
    // More digits than any limit has are more than the limit.
    let number = digits.count > 9 ? most : Int(digits) ?? 1
    return min(max(number, least), most)
  }
}
