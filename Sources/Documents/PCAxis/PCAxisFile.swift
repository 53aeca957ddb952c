/// A PC-Axis file as it was sent: keywords with their texts, then the figures' own text; dumb values.
struct PCAxisFile {
  /// Which keyword of which language, about which variable or value: `VALUES[sv]("region")`.
  struct Key: Hashable {
    let keyword: String
    var language: String?
    var subjects: [String] = []
  }

  /// What stands behind a keyword.
  struct Entry {
    /// Texts in quotation marks, in order.
    var texts: [Cube.Text] = []
    /// Words without quotation marks: `YES`, `CODES`, `TLIST(A1`.
    var words: [String] = []
    let at: DocumentPlace
  }

  /// Every keyword that counts here; others are passed over.
  var entries: [Key: Entry] = [:]
  /// Languages besides the main one, in the order in which they come.
  var languages: [String] = []
  /// Stands behind `DATA=`.
  var data: PCAxisScanner

  /// The texts of a keyword.
  func texts(_ keyword: String, _ language: String? = nil, about subject: String? = nil) -> [Cube.Text]? {
    let subjects = subject.map { [$0] } ?? []
    return entries[Key(keyword: keyword, language: language, subjects: subjects)]?.texts
  }
}

extension PCAxisFile {
  /// The latest of the updates that a file states, one for each content; `nil` where it states none.
  var lastUpdated: String? {
    entries.filter { $0.key.keyword == "LAST-UPDATED" }.compactMap(\.value.texts.first?.text).max()
  }

  /// The keywords that say something of the figures; notes and contacts don't.
  private static let counting: Set<String> = [
    "CODES", "CONTENTS", "CONTVARIABLE", "DATASYMBOL1", "DATASYMBOL2", "DATASYMBOL3", "DATASYMBOL4",
    "DATASYMBOL5", "DATASYMBOL6", "DATASYMBOLNIL", "DATASYMBOLSUM", "DESCRIPTION", "HEADING", "KEYS",
    "LAST-UPDATED", "STUB", "TIMEVAL", "TITLE", "VALUES", "VARIABLECODE",
  ]

  /// Reads the keywords up to the figures.
  init(_ bytes: [UInt8]) throws(DocumentError.Reason) {
    data = PCAxisScanner(bytes)
    var scanner = PCAxisScanner(bytes)
    guard scanner.peek() != nil else { throw .empty }
    while scanner.peek() != nil {
      let place = scanner.here
      let key = try scanner.key()
      guard key.keyword != "DATA" else {
        data = scanner
        return
      }
      let entry = try scanner.entry(of: key.keyword, at: place)
      guard Self.counting.contains(key.keyword) else { continue }
      guard entries.updateValue(entry, forKey: key) == nil else {
        throw .malformed(
          place, "\(key.keyword) for the second time about the same. Ask the publisher for another file.")
      }
      if let language = key.language, !languages.contains(language), languages.count < 20 {
        languages.append(language)
      }
    }
    throw scanner.cut("before its figures: there is no DATA")
  }
}

extension PCAxisScanner {
  /// Reads `KEYWORD[language]("variable","value")=`.
  fileprivate mutating func key() throws(DocumentError.Reason) -> PCAxisFile.Key {
    let range = run { isOfKeyword($0) }
    guard !range.isEmpty else { throw unexpected(wanted: "a keyword", in: "a PC-Axis file") }
    var key = PCAxisFile.Key(keyword: String(decoding: bytes[range], as: UTF8.self).uppercased())
    if takes("[") {
      let language = run { $0 != UInt8(ascii: "]") && $0 >= 0x20 }
      key.language = String(decoding: bytes[language], as: UTF8.self)
      try take("]", in: key.keyword)
    }
    if takes("(") {
      repeat {
        guard peek() == UInt8(ascii: "\"") else {
          throw unexpected(wanted: "a text in quotation marks", in: key.keyword)
        }
        key.subjects.append(try text().text)
      } while takes(",")
      try take(")", in: key.keyword)
    }
    try take("=", in: key.keyword)
    return key
  }

  /// Reads what stands behind `=`, up to `;`.
  fileprivate mutating func entry(
    of keyword: String, at place: DocumentPlace
  ) throws(DocumentError.Reason) -> PCAxisFile.Entry {
    var entry = PCAxisFile.Entry(at: place)
    while let next = peek() {
      switch next {
      case UInt8(ascii: ";"):
        pass()
        return entry
      case UInt8(ascii: ","): pass()
      case UInt8(ascii: "\""):
        entry.texts.append(try text())
        // A word right behind a text is the rest of one that a stray quotation mark parted.
        if let byte = peek(), isOfWord(byte), keyword != "TIMEVAL" {
          throw unexpected(wanted: "',' or ';'", in: keyword)
        }
      default:
        let word = run { isOfWord($0) }
        guard !word.isEmpty else { throw unexpected(wanted: "a text, a word or ';'", in: keyword) }
        entry.words.append(String(decoding: bytes[word], as: UTF8.self))
      }
    }
    throw cut("inside \(keyword)")
  }
}

private func isOfKeyword(_ byte: UInt8) -> Bool {
  (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
    || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
}

private func isOfWord(_ byte: UInt8) -> Bool {
  byte > 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: ",") && byte != UInt8(ascii: ";")
}
