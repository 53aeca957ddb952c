import Documents
import Extracts
import Foundation
import Testing

@Suite struct PageTextTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String
    /// Each word with its line and column.
    let words: [String]
  }

  @Test(arguments: [
    Example(testDescription: "blanks", text: "a  b\nc", words: ["a@1:1", "b@1:4", "c@2:1"]),
    Example(testDescription: "CRLF is one line end", text: "a\r\nb", words: ["a@1:1", "b@2:1"]),
    Example(testDescription: "CR is one too", text: "a\rb\r\rc", words: ["a@1:1", "b@2:1", "c@4:1"]),
    Example(testDescription: "a tab is one character", text: "a\tb", words: ["a@1:1", "b@1:3"]),
    Example(
      testDescription: "a combining mark takes no column", text: "a\u{30A} b", words: ["å@1:1", "b@1:3"]),
    Example(
      testDescription: "a soft hyphen is not seen", text: "Ak\u{AD}ers b", words: ["Akers@1:1", "b@1:7"]),
    Example(
      testDescription: "no-break spaces part words", text: "1\u{A0}234\u{202F}567",
      words: ["1@1:1", "234@1:3", "567@1:7"]),
    Example(testDescription: "a byte order mark is no character", text: "\u{FEFF}a", words: ["a@1:1"]),
  ])
  func `words have their places`(_ example: Example) throws {
    #expect(
      try words(of: Array(example.text.utf8)).map { "\($0.text)@\($0.line):\($0.column)" } == example.words)
  }

  @Test func `gaps tell columns from thousands`() throws {
    let gaps = try words(of: Array("  a b  c\td\u{A0}e \u{A0}f\u{2009}g".utf8)).map(\.gap)
    #expect(gaps == [.lineStart(indent: 2), .blanks(1), .blanks(2), .tab, .noBreak, .blanks(2), .noBreak])
  }

  struct Bytes: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let bytes: [UInt8]
  }

  @Test(arguments: [
    Bytes(testDescription: "UTF-8", bytes: Array("Østfold".utf8)),
    Bytes(testDescription: "UTF-8 with its mark", bytes: [0xEF, 0xBB, 0xBF] + Array("Østfold".utf8)),
    Bytes(testDescription: "Windows-1252", bytes: [0xD8] + Array("stfold".utf8)),
    Bytes(
      testDescription: "UTF-16, little end first",
      bytes: [0xFF, 0xFE, 0xD8, 0] + "stfold".utf8.flatMap { [$0, 0] }),
    Bytes(
      testDescription: "UTF-16, big end first",
      bytes: [0xFE, 0xFF, 0, 0xD8] + "stfold".utf8.flatMap { [0, $0] }),
  ])
  func `encodings are known by looking`(_ example: Bytes) throws {
    #expect(try words(of: example.bytes).map(\.text) == ["Østfold"])
  }

  struct Refusal: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let bytes: [UInt8]
    let message: String
  }

  @Test(arguments: [
    Refusal(testDescription: "empty", bytes: [], message: "p.txt: empty. Take the extract again."),
    Refusal(
      testDescription: "blanks", bytes: Array(" \n\t".utf8), message: "p.txt: empty. Take the extract again."),
    Refusal(
      testDescription: "a control byte", bytes: Array("a\nb\u{7}".utf8),
      message: "p.txt:2: not text (control byte 7). Save the page as plain text."),
    Refusal(
      testDescription: "broken UTF-8", bytes: Array("ø\nb".utf8) + [0xC3, 0x20],
      message: "p.txt:2: not UTF-8, although the rest is. Take the extract again."),
    Refusal(
      testDescription: "cut in a character", bytes: Array("ø\n".utf8) + [0xC3],
      message: "p.txt:2: ends in the middle of a character. The copy was cut; take the extract again."),
    Refusal(
      testDescription: "XML", bytes: Array("\n <feed>".utf8),
      message:
        "p.txt: an XML document, which this version does not read. Take the table as text, CSV, HTML or .xlsx."
    ),
    Refusal(
      testDescription: "the beginning of an archive", bytes: [0x50, 0x4B, 3, 4],
      message: "p.txt: the archive ends too early. The copy was cut; take the extract again."
    ),
    Refusal(
      testDescription: "too many words",
      bytes: Array(String(repeating: "1 ", count: PageText.mostWords + 1).utf8),
      message: "p.txt: more than 400000 words. Is this the table and nothing else?"),
  ])
  func `what is no text is refused by name`(_ refusal: Refusal) throws {
    let error = #expect(throws: DocumentError.self) { try open(extract(refusal.bytes)) }
    #expect(error?.description == refusal.message)
  }

  @Test func `an extract of which only the head is held is refused unread`() throws {
    let whole = Extract(name: "p.txt", bytes: [0x61], retrievedAt: Date(timeIntervalSince1970: 0))
    let head = Extract(
      name: "p.txt", head: [0x61], size: 99, fingerprint: whole.fingerprint, retrievedAt: whole.retrievedAt)
    let error = #expect(throws: DocumentError.self) { try open(head) }
    #expect(
      error?.description.hasPrefix("p.txt: 99 bytes, over its source's limit; only the first were kept.")
        == true)
  }

  @Test func `the same bytes give the same document`() throws {
    let bytes = Array("Total 1\u{A0}234\r\n01 Østfold 5".utf8)
    #expect(try open(extract(bytes)) == open(extract(bytes)))
  }

  private func extract(_ bytes: [UInt8]) -> Extract {
    Extract(name: "p.txt", bytes: bytes, retrievedAt: Date(timeIntervalSince1970: 0))
  }

  private func words(of bytes: [UInt8]) throws -> [PageText.Word] {
    guard case .pageText(let text)? = try open(extract(bytes)).first?.document else { return [] }
    return text.words
  }
}
