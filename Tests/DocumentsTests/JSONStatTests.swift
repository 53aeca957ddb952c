import Documents
import FlytTesting
import Testing

@Suite struct JSONStatTests {
  private static let categories = """
    "a":{"label":"A","category":{"index":["x","y"],"label":{"x":"X","y":"Y"}}},
    "Tid":{"label":"år","category":{"index":{"2011":0},"label":{"2011":"2011"}}}
    """

  private static func dataSet(_ members: String, head: String = "", dimension: String = categories) -> String
  {
    """
    {"version":"2.0","class":"dataset","label":"T",\(head)"id":["a","Tid"],"size":[2,1],"role":{"time":["Tid"]},
    "dimension":{\(dimension)},
    \(members)}
    """
  }

  @Test func `the time of the last update is kept as it was sent`() throws {
    let json = Self.dataSet(#""value":[1,2]"#, head: #""updated":"2012-05-11T06:00:00Z","#)
    #expect(try cubes(Array(json.utf8), JSONStatReader()).map(\.updated) == ["2012-05-11T06:00:00Z"])
    #expect(
      try cubes(Array(Self.dataSet(#""value":[1,2]"#).utf8), JSONStatReader()).map(\.updated) == [nil])
  }

  struct Example: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let json: String
    /// The cells; of each data set in turn.
    let cells: [String]
  }

  @Test(arguments: [
    Example(testDescription: "whole numbers", json: dataSet(#""value":[1278,-3]"#), cells: ["1278 -3"]),
    Example(
      testDescription: "whole numbers in other forms", json: dataSet(#""value":[1278.0,1.278e3]"#),
      cells: ["1278 1278"]),
    Example(
      testDescription: "more of them", json: dataSet(#""value":[12780E-1, -0.0]"#), cells: ["1278 0"]),
    Example(
      testDescription: "numbers that are not whole or are too large",
      json: dataSet(#""value":[12.5,1234567890123456]"#), cells: [#""12.5" "1234567890123456""#]),
    Example(
      testDescription: "the largest number, and one that is vast",
      json: dataSet(#""value":[999999999999999, 1e999999999999999999999]"#),
      cells: [#"999999999999999 "1e999999999999999999999""#]),
    Example(
      testDescription: "texts and nulls", json: dataSet(#""value":["..", null]"#), cells: [#"".." blank"#]),
    Example(
      testDescription: "sparse values in any order", json: dataSet(#""value":{"1":7}"#),
      cells: ["omitted 7"]),
    Example(
      testDescription: "a status makes a cell that is left out blank",
      json: dataSet(#""value":{"1":7},"status":{"0":".."}"#), cells: ["blank/.. 7"]),
    Example(
      testDescription: "a status for all", json: dataSet(#""value":[1,2],"status":"p""#), cells: ["1/p 2/p"]),
    Example(
      testDescription: "an array of one status", json: dataSet(#""value":[1,2],"status":["p"]"#),
      cells: ["1/p 2/p"]),
    Example(
      testDescription: "an array of statuses", json: dataSet(#""value":[1,2],"status":[null,"r"]"#),
      cells: ["1 2/r"]),
    Example(
      testDescription: "values and status before the rest",
      json: #"{"status":{"0":":"},"value":[null,2],"# + String(dataSet(#""note":[]"#).dropFirst()),
      cells: ["blank/: 2"]),
    Example(
      testDescription: "1.x in a data set", json: #"{"dataset":\#(dataSet(#""value":[1,2]"#))}"#,
      cells: ["1 2"]),
    Example(
      testDescription: "a bundle",
      json: #"{"one":\#(dataSet(#""value":[1,2]"#)),"two":\#(dataSet(#""value":[3,4]"#))}"#,
      cells: ["1 2", "3 4"]),
    Example(
      testDescription: "a collection, whose links without figures are left alone",
      json: """
        {"version":"2.0","class":"collection","link":{"item":[{"class":"dataset","href":"https://x"},
        \(dataSet(#""value":[1,2]"#))]}}
        """, cells: ["1 2"]),
    Example(
      testDescription: "escapes, also in keys", json: dataSet(#""value":["\u00f8\ud83d\ude00\n\"",1]"#),
      cells: ["\"ø😀\n\"\" 1"]),
  ])
  func reads(_ example: Example) throws {
    let found = try cubes(Array(example.json.utf8), JSONStatReader())
    #expect(found.map { $0.cells.map(text(of:)).joined(separator: " ") } == example.cells)
  }

  @Test func `dimensions have their names, roles, codes and labels`() throws {
    let json = """
      {"dataset":{"label":{"no":"Flytting","en":"Moves"},"dimension":{"id":["c","a","Tid"],"size":[1,2,1],
      "role":{"time":["Tid"],"metric":["c"],"geo":["a"]},
      "c":{"category":{"label":{"p":"persons"}}},
      "a":{"label":"from","category":{"index":{"y":1,"x":0}}},
      "Tid":{"category":{"index":["2011"],"label":{"2011":"i 2011"}}}},"value":[1,2]}}
      """
    let found = try cubes(Array(json.utf8), JSONStatReader())
    #expect(
      found.map(lines(of:)) == [
        [
          "Flytting | Moves", "c (metric): p=persons", "a | from (geo): x, y", "Tid (time): 2011=i 2011",
          "1 2",
        ]
      ])
  }

  @Test func `a figure stands where the file has it`() throws {
    let json = dataSetOnLines
    let cube = try #require(try cubes(Array(json.utf8), JSONStatReader()).first)
    #expect(cube.cells.map { "\($0.at)" } == ["4:10", "5:8"])
    #expect(cube.titles.map { "\($0.at)" } == ["1:11"])
    #expect(cube.dimensions[0].categories.map { "\($0.at)" } == ["3:41", "3:45"])
  }

  private let dataSetOnLines = """
    {"label":"Østfold – Ærø","id":["a"],
    "size":[2],
    "dimension":{"a":{"category":{"index":["ø","å"]}}},
    "value":[123,\r
           5]}
    """

  struct Refusal: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let json: String
    let message: String
  }

  @Test(arguments: [
    Refusal(testDescription: "empty", json: " \n", message: "t: empty. Take the extract again."),
    Refusal(
      testDescription: "cut in the values", json: #"{"value":[1,2"#,
      message: "t:1:14: the JSON ends before it is complete. The copy was cut; take the extract again."),
    Refusal(
      testDescription: "cut in a word", json: #"{"value":[1,nu"#,
      message: "t:1:15: the JSON ends before it is complete. The copy was cut; take the extract again."),
    Refusal(
      testDescription: "too few values", json: dataSet(#""value":[1]"#),
      message: "t:4:9: 1 values, but the sizes make 2. Take the extract again."),
    Refusal(
      testDescription: "a value that is a boolean", json: dataSet(#""value":[1,true]"#),
      message: "t:4:12: 't' where JSON has a figure, a text or null. Take the extract again."),
    Refusal(
      testDescription: "NaN", json: dataSet(#""value":[NaN,1]"#),
      message: "t:4:10: 'N' where JSON has a figure, a text or null. Take the extract again."),
    Refusal(
      testDescription: "an object among the values", json: dataSet(#""value":[{},1]"#),
      message: "t:4:10: '{' where JSON has a figure, a text or null. Take the extract again."),
    Refusal(
      testDescription: "leading zeros", json: dataSet(#""value":[007,1]"#),
      message: "t:4:10: '0' where JSON has a value. Take the extract again."),
    Refusal(
      testDescription: "a position beyond the cells", json: dataSet(#""value":{"2":1}"#),
      message: "t:4:14: the value of cell 2, but the sizes make 2. Take the extract again."),
    Refusal(
      testDescription: "a position twice", json: dataSet(#""value":{"1":1,"1":2}"#),
      message: "t:4:20: a second value of cell 1. Take the extract again."),
    Refusal(
      testDescription: "a status beyond the cells", json: dataSet(#""value":[1,2],"status":{"5":"."}"#),
      message: "t:4:26: the status of cell 5, but there are 2. Take the extract again."),
    Refusal(
      testDescription: "a key twice", json: dataSet(#""value":[1,2],"value":[1,2]"#),
      message: "t:4:16: 'value' for the second time in one object. Take the extract again."),
    Refusal(
      testDescription: "two categories at one position",
      json: dataSet(
        #""value":[1,2]"#,
        dimension: #""a":{"category":{"index":{"x":0,"y":0}}},"Tid":{"category":{"index":["2011"]}}"#),
      message:
        "t:2:47: 'y' of 'a' has the position 0, which is taken or beyond the size 2. Take the extract again."
    ),
    Refusal(
      testDescription: "fewer categories than the size",
      json: dataSet(
        #""value":[1,2]"#,
        dimension: #""a":{"category":{"index":["x"]}},"Tid":{"category":{"index":["2011"]}}"#),
      message: #"t:1:73: 'a' has 1 categories, but its size is 2. Take the extract again."#),
    Refusal(
      testDescription: "trailing text", json: dataSet(#""value":[1,2]"#) + "x",
      message: "t:4:15: 'x' where JSON has the end of the JSON. Take the extract again."),
    Refusal(
      testDescription: "depth", json: #"{"x":"# + String(repeating: "[", count: 100),
      message: "t:1:70: JSON of over 64 levels. Is this the table and nothing else?"),
    Refusal(
      testDescription: "much asked with few bytes",
      json: #"{"id":["a"],"size":[9000000000],"dimension":{"a":{"category":{"index":["x"]}}},"value":{}}"#,
      message: "t:1:21: 'a' has 1 categories, but its size is 9000000000. Take the extract again."),
    Refusal(
      testDescription: "metadata", json: #"{"title":"13861: x","variables":[{"code":"a"}]}"#,
      message:
        "t: a StatBank metadata answer without figures. Ask the database for the table's data, not its metadata."
    ),
    Refusal(
      testDescription: "an error", json: #"{"error":"Too many values selected"}"#,
      message: "t: an error answer of the API: Too many values selected. Ask the database for less, or later."
    ),
    Refusal(
      testDescription: "a problem", json: #"{"type":"x","title":"Not found","status":404}"#,
      message: "t: an error answer of the API: Not found. Ask the database for less, or later."),
    Refusal(
      testDescription: "other JSON", json: #"{"apiVersion":"2.0.0"}"#,
      message: "t: JSON, but not JSON-stat. Ask the database for outputFormat=json-stat2."),
    Refusal(
      testDescription: "another database's rows", json: #"{"context":"x","value":[{"a":1}]}"#,
      message: "t: JSON, but not JSON-stat. Ask the database for outputFormat=json-stat2."),
    Refusal(
      testDescription: "a list", json: #"[{"id":1}]"#,
      message: "t: JSON, but not JSON-stat. Ask the database for outputFormat=json-stat2."),
  ])
  func `what is no data set is refused by what it is`(_ refusal: Refusal) throws {
    let error = #expect(throws: DocumentError.self) {
      try JSONStatReader().read(extract(Array(refusal.json.utf8), name: "t"))
    }
    #expect(error?.description == refusal.message)
  }

  @Test func `UTF-16 and byte order marks don't matter`() throws {
    let json = Self.dataSet(#""value":[1,2]"#)
    let utf16: [UInt8] =
      [0xFF, 0xFE] + json.utf16.flatMap { unit -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    for bytes in [utf16, [0xEF, 0xBB, 0xBF] + Array(json.utf8)] {
      #expect(try cubes(bytes, JSONStatReader()).map(\.cells.count) == [2])
      #expect(try open(extract(bytes, name: "t")).map(\.format) == ["JSON-stat"])
    }
  }
}
