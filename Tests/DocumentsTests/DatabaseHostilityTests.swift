import Documents
import FlytTesting
import Testing

/// Bytes that ask much of a reader of databases' formats: each must end soon, in a document or an error.
@Suite struct DatabaseHostilityTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let start: String
    let middle: String
    var end = ""
  }

  private static let size = 1 << 18

  @Test(arguments: [
    Example(testDescription: "blanks", start: "{", middle: " "),
    Example(testDescription: "a text that never ends", start: "{\"", middle: "a"),
    Example(testDescription: "escapes", start: "{\"label\":\"", middle: "\\u00f8", end: "\"}"),
    Example(testDescription: "brackets", start: "{\"a\":", middle: "["),
    Example(testDescription: "objects", start: "", middle: "{\"a\":"),
    Example(testDescription: "keys", start: "{\"a\":1", middle: ",\"b\":2", end: "}"),
    Example(testDescription: "data sets", start: "{\"a\":1", middle: ",\"b\":{}", end: "}"),
    Example(testDescription: "ids", start: "{\"id\":[\"a\"", middle: ",\"a\"", end: "]}"),
    Example(testDescription: "values", start: "{\"value\":[1", middle: ",1.5e3", end: "]}"),
    Example(testDescription: "digits", start: "{\"value\":[1", middle: "0", end: "]}"),
    Example(testDescription: "exponents", start: "{\"value\":[1e", middle: "9", end: "]}"),
    Example(testDescription: "fractions", start: "{\"value\":[0.", middle: "0", end: "1]}"),
    Example(testDescription: "statuses", start: "{\"status\":[\"a\"", middle: ",\"bb\"", end: "]}"),
    Example(
      testDescription: "keywords", start: "STUB=\"a\";", middle: "VALUES(\"a\")=\"b\";", end: "DATA=1;"),
    Example(testDescription: "variables", start: "HEADING=\"a\"", middle: ",\"a\"", end: ";DATA=1;"),
    Example(testDescription: "joined texts", start: "STUB=\"a\"", middle: " \"a\"", end: ";DATA=1;"),
    Example(
      testDescription: "values of a variable", start: "STUB=\"a\";VALUES(\"a\")=\"b\"", middle: ",\"b\"",
      end: ";DATA=1;"),
    Example(
      testDescription: "figures", start: "STUB=\"a\";VALUES(\"a\")=\"b\";DATA=1", middle: ";1", end: ";"),
    Example(
      testDescription: "keys of rows", start: "STUB=\"a\";KEYS(\"a\")=VALUES;VALUES(\"a\")=\"b\";DATA=",
      middle: "\"b\",1 "),
    Example(testDescription: "languages", start: "STUB=\"a\";", middle: "STUB[a]=\"a\";", end: "DATA=1;"),
  ])
  func `bytes that ask much end soon`(_ example: Example) {
    let count = Self.size / example.middle.utf8.count
    let bytes = Array((example.start + String(repeating: example.middle, count: count) + example.end).utf8)
    let copy = extract(bytes, name: "t")
    let time = ContinuousClock().measure {
      for reader in documentReaders where reader.recognizes(copy) { _ = try? reader.read(copy) }
    }
    #expect(time < .seconds(2))
  }

  @Test func `few bytes don't ask for much room`() {
    let codes = "\"" + (0..<4_000).map(String.init).joined(separator: "\",\"") + "\""
    let json = """
      {"id":["a","b"],"size":[4000,4000],"dimension":{"a":{"category":{"index":[\(codes)]}},
      "b":{"category":{"index":[\(codes)]}}},"value":{"0":1}}
      """
    let px = """
      STUB="a","b";\nKEYS("a")=VALUES;\nKEYS("b")=VALUES;
      VALUES("a")=\(codes);\nVALUES("b")=\(codes);\nDATA="0","0",1;
      """
    for (reader, text) in [(JSONStatReader(), json), (PCAxisReader(), px)] as [(any DocumentReader, String)] {
      let error = #expect(throws: DocumentError.self) {
        try reader.read(extract(Array(text.utf8), name: "t"))
      }
      guard case .beyondLimit = error?.reason else {
        Issue.record("\(reader.format): \(error?.description ?? "read")")
        continue
      }
    }
  }
}
