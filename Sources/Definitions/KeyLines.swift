/// On which line of a TOML file each key stands.
///
/// The parser does not tell, so this reads headings and keys by itself, and
/// only for messages: a line that it misses costs the operator a search.
struct KeyLines {
  private var lines: [String: Int] = [:]
  private var counts: [String: Int] = [:]

  init(of text: String) {
    var heading = ""
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      let line = line.drop(while: \.isWhitespace)
      if line.hasPrefix("[[") {
        heading = nextItem(of: Self.keys(in: line.dropFirst(2).prefix { $0 != "]" }))
        lines[heading] = index + 1
      } else if line.hasPrefix("[") {
        heading = current(Self.keys(in: line.dropFirst().prefix { $0 != "]" }))
        lines[heading] = index + 1
      } else if !line.hasPrefix("#"), let equals = line.firstIndex(of: "=") {
        let key = Self.keys(in: line[..<equals]).joined(separator: ".")
        let path = heading.isEmpty ? key : "\(heading).\(key)"
        if lines[path] == nil { lines[path] = index + 1 }
      }
    }
  }

  /// The line of a key path or, failing that, of the nearest table or list around it.
  func line(of keyPath: String) -> Int? {
    var path = keyPath[...]
    while !path.isEmpty {
      if let line = lines[String(path)] { return line }
      guard let end = path.lastIndex(where: { $0 == "." || $0 == "[" }) else { return nil }
      path = path[..<end]
    }
    return nil
  }

  private mutating func nextItem(of keys: [String]) -> String {
    let list = current(keys, countingLast: false)
    counts[list, default: 0] += 1
    return "\(list)[\(counts[list, default: 1])]"
  }

  /// Puts the number of the latest item behind each list of tables on the way.
  private func current(_ keys: [String], countingLast: Bool = true) -> String {
    var path = ""
    for (index, key) in keys.enumerated() {
      path += path.isEmpty ? key : ".\(key)"
      if index < keys.count - 1 || countingLast, let count = counts[path] { path += "[\(count)]" }
    }
    return path
  }

  /// A key as TOML and our messages write it: bare where it can be, else in quotes.
  static func spelled(_ key: String) -> String {
    let isBare = key.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }
    return isBare && !key.isEmpty ? key : "\"\(key)\""
  }

  /// The keys of a dotted key, each spelled anew.
  private static func keys(in text: some StringProtocol) -> [String] {
    var keys: [String] = []
    var key = ""
    var quote: Character?
    for character in text {
      switch (quote, character) {
      case (.some(let mark), _) where mark == character: quote = nil
      case (.some, _): key.append(character)
      case (nil, "\""), (nil, "'"): quote = character
      case (nil, "."):
        keys.append(spelled(key))
        key = ""
      default: if !character.isWhitespace { key.append(character) }
      }
    }
    return keys + [spelled(key)]
  }
}
