import FlytTesting
import Foundation
import Testing

/// Names that a terminal, a log or a card must never see as they are.
private let hostileNames: [[UInt8]] = [
  Array("\u{1B}[2J\u{1B}]0;owned\u{7}.txt".utf8),
  Array("first\nflyt: all is well.txt".utf8),
  Array("carriage\rreturn.txt".utf8),
  [0x62, 0xFF, 0xFE, 0x2E, 0x74, 0x78, 0x74],
  Array("right\u{202E}txt.exe".utf8),
  Array("c1\u{9B}31m.txt".utf8),
]

@Suite struct HostileInputTests {
  @Test(arguments: hostileNames.indices)
  func `a hostile name never reaches a terminal, the status or a card as it is`(index: Int) throws {
    let station = try Station()
    try dropRaw(try Pages.damaged(), as: hostileNames[index], in: station.path("inbox"))
    let answer = try station.flyt("run", "--once")
    #expect(answer.status == 65)
    let status = try station.folder.bytes("status.json")
    let shown = try station.flyt("status")
    var printed = [answer.output, answer.errors, status, shown.output]
    printed.append(try station.flyt("releases", "--json").output)
    for card in try cards(in: station.path("refused")) { printed.append(card) }
    #expect(printed.count == 7)
    for bytes in printed {
      #expect(bytes.isFreeOfControls)
      #expect(bytes.text.unicodeScalars.allSatisfy { !["\u{202E}", "\u{9B}", "\u{FFFD}"].contains($0) })
    }
  }

  @Test func `a hostile name on the command line is quoted fit for a terminal`() throws {
    let station = try Station()
    for arguments in [
      ["ingest", "\u{1B}[31mno"], ["\u{1B}[31mno"], ["matrix", "\u{1B}[31mno"], ["flow", "\u{1B}a", "b"],
    ] {
      for json in [[], ["--json"]] {
        let child = try station.start(arguments + json)
        _ = try child.wait()
        #expect(child.output.isFreeOfControls && child.errors.isFreeOfControls, "\(arguments)")
      }
    }
  }

  @Test func `hostile text in a table is refused and quoted fit for a terminal`() throws {
    let station = try Station()
    let page = try Pages.real().text.replacing("03 Oslo 38", with: "03 Os\u{1B}[31mlo\u{7} 38")
    try station.folder.write("page.txt", text: page)
    let answer = try station.flyt("ingest", "page.txt")
    #expect(answer.status == 65)
    #expect(answer.output.isFreeOfControls)
  }

  @Test(arguments: [
    ("empty", [], "truncated"),
    ("binary", Array((0...255).map { UInt8($0) }), "not-text"),
    ("a page that moved", Array("<html><body>404 Not Found</body></html>".utf8), "unrecognised"),
  ])
  func `what is no table is refused with its reason`(name: String, bytes: [UInt8], code: String) throws {
    let station = try Station()
    try station.folder.write("input", bytes)
    let answer = try station.flyt("ingest", "input", "--json")
    #expect(answer.status == 65)
    #expect(at(try answer.json(), "outcomes", 0, "findings", 0, "code")?.text == code, "\(name)")
    #expect(try station.sqlite("SELECT count(*) FROM release") == "0")
  }

  @Test(arguments: [(100 << 20, "too-large"), (1 << 20, "unrecognised")])
  func `a heap of digits is refused in bounded time and memory`(size: Int, code: String) throws {
    let station = try Station()
    // Made of few large pieces: a debug build would take minutes to join small ones.
    let line = String(repeating: "1234567890 ", count: 9) + "1\n"
    let digits = Array(String(repeating: line, count: size / line.utf8.count + 1).utf8)
    try station.drop(digits, as: "digits.txt")
    let clock = ContinuousClock()
    var answer: Station.Answer?
    let time = try clock.measure { answer = try station.flyt("run", "--once", "--json") }
    let end = try #require(answer)
    #expect(end.status == 65)
    let codes = at(try end.json(), "outcomes", 0, "findings")?.list.compactMap { $0["code"]?.text } ?? []
    #expect(codes.first == code || size < 64 << 20, "\(codes)")
    // A debug build on a busy machine takes longer than the five seconds a release build has.
    #expect(time < .seconds(30), "\(time)")
    #expect(end.ending.peakMemory < (size > 64 << 20 ? 60 << 10 : 400 << 10), "\(end.ending.peakMemory) KB")
    #expect(station.names(in: "refused").contains("digits.txt"))
  }
}

/// Writes a file whose name is any bytes.
private func dropRaw(_ content: [UInt8], as name: [UInt8], in folder: String) throws {
  let path = Array(folder.utf8CString.dropLast()) + [0x2F] + name.map { CChar(bitPattern: $0) } + [0]
  let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
  defer { close(file) }
  guard write(file, content, content.count) == content.count else {
    throw NeverHappened(what: "a file of a hostile name")
  }
}

/// The contents of all cards, whatever their names.
private func cards(in folder: String) throws -> [[UInt8]] {
  let listing = try Child(
    "sh", ["-c", "for f in *.card.*; do cat \"$f\"; done"], environment: ["PATH": "/usr/bin:/bin"], in: folder
  )
  _ = try listing.wait()
  let both = listing.output
  #expect(both.text.contains("\"outcomes\"") && both.text.contains("SHA-256"))
  return [both, both]
}
